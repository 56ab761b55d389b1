/** The lessons over HTTP: their list, a step, and a timeline to read. */
import { type Response, Router } from 'express';
import type { Catalog } from '../../lessons/catalog.ts';
import { problemSentence } from '../../lessons/catalog-error.ts';
import type { Step } from '../../lessons/lesson.ts';
import { DIALECTS } from '../../sandbox/runtimes/dialect.ts';
import type { CatalogView, ReadingView, StepView } from '../protocol.ts';
import { refuse, visitorOf } from './admission.ts';
import type { AuthorsDesk } from './authors-desk.ts';
import type { RenderProse } from './render-prose.ts';
import type { Room } from './room/room.ts';

export interface LessonParts {
  catalog: Catalog;
  renderProse: RenderProse;
  /** Where lessons are written. */
  desk?: AuthorsDesk;
  /** A room may have only some of the steps, and may not have opened all of them. */
  room?: Room;
}

export function lessonRoutes(parts: LessonParts): Router {
  const router = Router();
  router.get('/api/catalog', (_request, response) => response.json(viewCatalog(parts, response)));
  router.get('/api/steps/:id', (request, response) => sendStep(parts, request.params.id, response));
  router.get('/api/readings/:id', (request, response) => sendReading(parts, request.params.id, response));
  return router;
}

function viewCatalog({ catalog, desk, room }: LessonParts, response: Response): CatalogView {
  const viewStep = ({ id, title, objective, symptoms, exercises }: Step) => ({
    id,
    title,
    objective,
    symptoms,
    dialects: DIALECTS.filter((dialect) => exercises[dialect]),
  });
  const ofRoom = room && new Set(room.steps.map(({ id }) => id));
  const lessons = catalog.lessons
    .map((lesson) => ({ ...lesson, steps: lesson.steps.filter(({ id }) => ofRoom?.has(id) ?? true) }))
    .filter(({ steps }) => ofRoom === undefined || steps.length > 0);
  return {
    lessons: lessons.map(({ id, title, summary, pack, steps, readings }) => ({
      ...{ id, title, summary, pack },
      steps: steps.map(viewStep),
      readings: readings.map((reading) => ({ id: reading.id, title: reading.title, objective: reading.objective })),
    })),
    problems: catalog.troubled.flatMap(({ problems }) => problems.map(problemSentence)),
    author: desk !== undefined,
    me: room?.me(visitorOf(response)),
    opening: openingOf(catalog),
  };
}

/** What the first screen plays: the first connection of this timeline to read, up to its end. */
const OPENING = 'who-hung-up';

function openingOf(catalog: Catalog): CatalogView['opening'] {
  const recording = catalog.reading(OPENING)?.recording;
  const end = recording?.timeline.findIndex(({ kind }) => kind === 'closed') ?? -1;
  return recording && end >= 0 ? { on: recording.on, timeline: recording.timeline.slice(0, end + 1) } : undefined;
}

/** A step comes with its solution, so one that is not open to this visitor does not come at all. */
function sendStep({ catalog, room, renderProse }: LessonParts, id: string, response: Response): void {
  const step = catalog.step(id);
  if (!step) return refuse(response, 404, 'There is no such step. Choose one from the list of lessons.');
  const refusal = room?.refusal(visitorOf(response), id);
  if (refusal !== undefined) return refuse(response, 403, refusal);
  const exercises = Object.fromEntries(
    Object.entries(step.exercises).map(([dialect, { note, starter, solution }]) => [
      dialect,
      { noteHtml: note === undefined ? undefined : renderProse(note), starter, solution },
    ]),
  );
  const view: StepView = {
    id: step.id,
    title: step.title,
    objective: step.objective,
    buildsOn: step.buildsOn.flatMap((before) => catalog.step(before) ?? []).map((before) => ({ id: before.id, title: before.title })),
    proseHtml: renderProse(step.prose),
    hintsHtml: step.hints.map(renderProse),
    exercises,
  };
  response.json(view);
}

function sendReading({ catalog, renderProse }: LessonParts, id: string, response: Response): void {
  const reading = catalog.reading(id);
  if (!reading) return refuse(response, 404, 'There is no such timeline to read. Choose one from the list of lessons.');
  const { title, objective, prose, questions, dialect, subject, recording } = reading;
  const repair = reading.repairedBy === undefined ? undefined : catalog.step(reading.repairedBy);
  const view: ReadingView = {
    ...{ id, title, objective, questions, dialect, subject },
    ...recording,
    proseHtml: renderProse(prose),
    repairedBy: repair && { id: repair.id, title: repair.title },
  };
  response.json(view);
}
