/**
 * Every message between the browser app and the workshop, declared once.
 *
 * The control channel is a WebSocket at `/control`; each message is one JSON text frame. What the browser sends is parsed with a
 * schema, since anything may send it; what the workshop sends is trusted by the browser app, which it built itself.
 */
import { z } from 'zod';
import { parseJson } from '../sandbox/bounded-json.ts';
import type { PreparationState, SafetyReport, TimelineEvent } from '../sandbox/index.ts';
import { DIALECTS, type Dialect, type Typing } from '../sandbox/runtimes/dialect.ts';
import type { RunReport } from '../sandbox/verdict/verdict.ts';
import { type ExaminationAnswer, examinationRequests } from './examination-messages.ts';
import type { BoardView, MeView, RoomView } from './room-messages.ts';
import { type TalkAnswer, talkRequests } from './talk-messages.ts';

const runNumber = z.number().int().nonnegative();
const exercise = { step: z.string().max(100), dialect: z.enum(DIALECTS) };
const source = z.string().max(1_000_000);

/** `run` is the browser's own number for a run: answers carry it, so that a stale one can be dropped. */
const browserMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run'),
    run: runNumber,
    ...exercise,
    source,
  }),
  z.object({ type: z.literal('stop'), run: runNumber }),
  /** Run every handler of a step with so many seeds: only where lessons are written. */
  z.object({ type: z.literal('check'), step: exercise.step, seeds: z.number().int().min(1).max(100) }),
  /** Try once more, where something was missing. */
  z.object({ type: z.literal('prepare-fastapi') }),
  /** Keep a draft that was made from revision `base`, 0 for none. Answered with `kept`, `draft` or `keep-failed`. */
  z.object({ type: z.literal('keep'), ...exercise, base: z.number().int().nonnegative(), text: source }),
  /** In a room: what this tab shows now. */
  z.object({ type: z.literal('at'), ...exercise }),
  ...talkRequests,
  ...examinationRequests,
]);

export type BrowserMessage = z.infer<typeof browserMessage>;
export type CheckMessage = Extract<BrowserMessage, { type: 'check' }>;
export type KeepMessage = Extract<BrowserMessage, { type: 'keep' }>;

export type WorkshopMessage =
  | { type: 'hello'; version: string; runtime: string }
  /** The line is alive: a page that hears nothing for long opens a new one. */
  | { type: 'beat' }
  /** Whether FastAPI can be run: after `hello`, and with each change. */
  | { type: 'fastapi'; fastapi: PreparationState }
  /** How many runs are before this one; 0 when it starts at once. */
  | { type: 'queued'; run: number; place: number }
  /** The run has begun. */
  | { type: 'started'; run: number; seed: string }
  | { type: 'events'; run: number; events: TimelineEvent[] }
  /** The final report. Its timeline replaces the events that were streamed. */
  | { type: 'finished'; run: number; report: RunReport; feedback?: string }
  /** Follows `finished`: what was run is in the history. */
  | { type: 'attempt'; run: number; attempt: AttemptSummary }
  /** Follows `finished`: what the left lane of the timeline shows. */
  | { type: 'pattern'; run: number; pattern: WorkingPattern }
  /** Follows `finished`: it could not be played. */
  | { type: 'no-pattern'; run: number }
  /** The draft is on the disk. */
  | { type: 'kept'; step: string; dialect: Dialect; revision: number }
  /** A draft that is newer than what this tab has: another one wrote it, and nothing was kept of what was sent. */
  | { type: 'draft'; step: string; dialect: Dialect; draft: KeptDraft }
  | { type: 'keep-failed'; step: string; dialect: Dialect; message: string }
  /** The lessons' files have changed. */
  | { type: 'lessons-changed' }
  /** One run of the author's table. */
  | { type: 'checked'; step: string; checked: CheckedRun }
  | { type: 'check-done'; step: string }
  | { type: 'check-failed'; step: string; message: string }
  | { type: 'stopped'; run: number; why: string }
  /** In a room: after `hello`, and with each change. */
  | { type: 'room'; room: RoomView }
  /** To the facilitator. */
  | { type: 'board'; board: BoardView }
  | TalkAnswer
  | ExaminationAnswer
  /** The workshop failed, or refused the message; never a verdict about the handler. */
  | { type: 'sandbox-error'; run?: number; message: string };

/** The solution's own run of the same script with the same seed. */
export interface WorkingPattern {
  timeline: TimelineEvent[];
}

export type ParsedBrowserMessage = { ok: true; message: BrowserMessage } | { ok: false; problem: string };

/** Parses one text frame from the browser. The problem is a sentence that can be shown. */
export function parseBrowserMessage(text: string): ParsedBrowserMessage {
  const json = parseJson(text);
  if (typeof json !== 'object')
    return {
      ok: false,
      problem: `Expected a control message as JSON; got ${text.length} characters that are not, or nested too deep. Reload the page.`,
    };
  const parsed = browserMessage.safeParse(json.value);
  if (parsed.success) return { ok: true, message: parsed.data };
  return {
    ok: false,
    problem: `Expected a control message of a known type; ${z.prettifyError(parsed.error).replaceAll('\n', ' ')} Reload the page.`,
  };
}

/** A draft as the workshop keeps it. A revision is counted from 1. */
export interface KeptDraft {
  revision: number;
  text: string;
}

/** `GET /api/work`: what the workshop keeps; without `store` it keeps nothing, and the browser is the only place. */
export interface WorkView {
  store?: string;
  solved: { step: string; dialect: Dialect }[];
}

/** An attempt: a draft frozen when Run was pressed, and what came of it. `at` is in ISO 8601. */
export interface AttemptSummary {
  id: number;
  at: string;
  verdict: RunReport['verdict']['kind'];
  /** Of the first diagnosis, where there is one. */
  cause?: string | null;
}

/** `GET /api/attempts/:step/:dialect`: the newest first. */
export interface AttemptsView {
  attempts: AttemptSummary[];
}

/** `GET /api/attempts/:id` */
export interface AttemptView extends AttemptSummary {
  source: string;
  report: RunReport;
  feedback?: string;
  /** Where it was played: a handler that works shows it itself. */
  pattern?: WorkingPattern;
}

/** `GET /api/drafts/:step/:dialect` */
export interface DraftView {
  store?: string;
  draft?: KeptDraft;
}

/** A run of one of a step's handlers, as the author's table has it. */
export interface CheckedRun {
  /** The workshop's number for it. */
  run: number;
  seed: string;
  dialect: Dialect;
  kind: 'starter' | 'solution' | 'alternative' | 'near miss' | 'wrong program';
  name?: string;
  verdict: RunReport['verdict']['kind'];
  /** The name of the expectation at which it failed, and what was observed there. */
  unmet?: string;
  observed?: string;
  /** Of the first diagnosis. */
  cause?: string;
  /** The id of the near miss whose feedback a learner would get. */
  feedback?: string;
  /** What is not as the author states it. */
  problem?: string;
  tookMs: number;
}

/** `GET /api/author/runs/:run` */
export interface AuthorsRunView {
  dialect: Dialect;
  source: string;
  starter: string;
  report: RunReport;
  feedback?: string;
  /** Nothing where the solution does not work. */
  pattern?: WorkingPattern;
}

/** `GET /api/catalog` */
export interface CatalogView {
  lessons: {
    id: string;
    title: string;
    summary: string;
    /** Of the pack that it comes from. */
    pack?: { title: string; version: string };
    steps: { id: string; title: string; objective: string; symptoms: string[]; dialects: Dialect[] }[];
    /** Timelines to read, without code. */
    readings: { id: string; title: string; objective: string }[];
  }[];
  /** What could not be read, as sentences for its author. */
  problems: string[];
  /** Lessons are written here: each step has its author's table. */
  author: boolean;
  /** In a room: who this browser is there. */
  me?: MeView;
  /** A recorded connection that dies, for the first screen: its events, up to its end. Not where these lessons have none. */
  opening?: { on: string; timeline: TimelineEvent[] };
}

/** `GET /api/steps/:id` */
export interface StepView {
  id: string;
  title: string;
  objective: string;
  buildsOn: { id: string; title: string }[];
  /** Safe HTML, made by the workshop from the author's Markdown. */
  proseHtml: string;
  /** Safe HTML, one entry a hint. */
  hintsHtml: string[];
  exercises: Partial<Record<Dialect, { noteHtml?: string; starter: string; solution: string }>>;
}

/** `GET /api/readings/:id` */
export interface ReadingView {
  id: string;
  title: string;
  objective: string;
  /** Safe HTML, made by the workshop from the author's Markdown. */
  proseHtml: string;
  questions: { ask: string; options: { say: string; right: boolean; because: string; seq: number }[] }[];
  dialect: Dialect;
  /** The handler that was recorded. */
  subject: string;
  /** What it ran on. */
  on: string;
  timeline: TimelineEvent[];
  repairedBy?: { id: string; title: string };
}

/** `GET /api/safety`: what stands between a handler and this machine. Answers when the self-test has ended. */
export interface SafetyView {
  mode: 'local' | 'hosted';
  /** Others are served although layers lack: every page says so. */
  unsafe: boolean;
  node: RuntimeSafety;
  /** Where FastAPI is ready. */
  python?: RuntimeSafety;
}

/** What the self-test found for the handlers of one runtime. */
export interface RuntimeSafety {
  sentence: string;
  report: SafetyReport;
}

/** `GET /api/typings/:dialect`: what the editor's language service reads. */
export interface TypingsView {
  typings: Typing[];
}
