/** Reads one timeline to read: its questions, its handler and its recording. */
import { join } from 'node:path';
import { endingOf } from '../sandbox/runtimes/dialect.ts';
import { describeEvent } from '../sandbox/timeline/describe.ts';
import type { TimelineEvent } from '../sandbox/timeline/timeline.ts';
import { type EventReference, readFrontMatter, readingHead } from './front-matter.ts';
import type { LessonsFolder } from './lessons-folder.ts';
import type { Question, Reading, Recordable, Recording } from './reading.ts';
import { readScenario } from './scenario-reader.ts';

export const RECORDING = 'recording.json';

export interface ReadReading {
  /** Nothing when it has a problem. */
  reading?: Reading;
  /** What there is to record, whether it has been recorded or not. */
  recordable?: Recordable;
}

/** `path`: of its folder, in the lessons folder. `claim`: says who has an id. `revision`: see `readCatalog`. */
export async function readReading(
  folder: LessonsFolder,
  path: string,
  { claim, revision }: { claim: (id: string, file: string) => void; revision: number },
): Promise<ReadReading> {
  const file = join(path, 'reading.md');
  const source = await folder.required(file, 'Write it with id, title, objective, dialect, questions and the prose.');
  const read = source === undefined ? undefined : readFrontMatter(file, source, readingHead, folder.problems);
  const scenario = await readScenario(folder, join(path, 'scenario.ts'), revision);
  if (!read || !scenario) return {};
  const { head, body: prose } = read;
  claim(head.id, file);
  if (prose === '') folder.problem(file, 'prose after the front matter', 'none', 'Tell what somebody has seen.');
  const subject = await folder.required(join(path, `subject${endingOf(head.dialect)}`), 'Write the handler that is recorded.');
  const recording = await readRecording(folder, join(path, RECORDING));
  if (subject === undefined) return {};
  const recordable = { id: head.id, dialect: head.dialect, subject, scenario, folder: folder.at(path) };
  if (!recording) return { recordable };
  const questions = head.questions.map(({ ask, options }): Question => {
    const right = options.filter((option) => option.right).length;
    if (right !== 1) folder.problem(file, `one right option of "${ask}"`, String(right), 'Mark the one that is right.');
    return { ask, options: options.map(({ see, ...option }) => ({ ...option, seq: find(folder, file, see, recording) })) };
  });
  return { recordable, reading: { ...head, ...recordable, prose, questions, recording } };
}

async function readRecording(folder: LessonsFolder, file: string): Promise<Recording | undefined> {
  const text = await folder.required(file, 'Record it: socket-clinic record, with this folder.');
  if (text === undefined) return undefined;
  try {
    const { on, timeline } = JSON.parse(text) as Recording;
    if (typeof on === 'string' && Array.isArray(timeline)) return { on, timeline };
  } catch {}
  folder.problem(file, 'a recording', 'something else', 'Record it again: socket-clinic record, with its folder.');
  return undefined;
}

/** The number of the event that an option refers to; 0 when there is none. */
function find(folder: LessonsFolder, file: string, reference: EventReference, { timeline }: Recording): number {
  const { nth, ...wanted } = reference;
  const found = timeline.filter((event) => fits(event, wanted))[nth - 1];
  if (!found) folder.problem(file, 'an event of the recording', JSON.stringify(reference), 'Name one that is there, or record it again.');
  return found?.seq ?? 0;
}

function fits(event: TimelineEvent, { has, ...wanted }: Omit<EventReference, 'nth'>): boolean {
  const { sentence } = describeEvent(event);
  return (has === undefined || sentence.includes(has)) && Object.entries(wanted).every(([key, value]) => Reflect.get(event, key) === value);
}
