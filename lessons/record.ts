/** Records the timelines to read, and proves that a recording is what its handler still does. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunReport, Sandbox } from '../sandbox/index.ts';
import { describeEvent, isMachinery } from '../sandbox/timeline/describe.ts';
import type { TimelineEvent } from '../sandbox/timeline/timeline.ts';
import { type Checked, checkTexts } from './check.ts';
import type { Reading, Recordable, Recording } from './reading.ts';
import { RECORDING } from './reading-reader.ts';

/** `on`: what serves the handler. Each is played with the same seed, its id. */
export async function record(reading: Recordable, sandbox: Sandbox, on: string): Promise<void> {
  const recording: Recording = { on, timeline: shownOf(await play(reading, sandbox)) };
  const events = recording.timeline.map((event) => `    ${JSON.stringify(event)}`).join(',\n');
  await writeFile(join(reading.folder, RECORDING), `{\n  "on": ${JSON.stringify(on)},\n  "timeline": [\n${events}\n  ]\n}\n`);
}

/**
 * Its texts, and its recording: what was recorded on something else says nothing of what is here. `on`: what serves the handler.
 * `addresses`: where its links may lead.
 */
export async function checkReading(
  reading: Reading,
  sandbox: Sandbox,
  { on, addresses }: { on: string; addresses: ReadonlySet<string> },
): Promise<Checked[]> {
  return [await checkRecording(reading, sandbox, on), ...(await checkTexts(reading, addresses))];
}

async function checkRecording(reading: Reading, sandbox: Sandbox, on: string): Promise<Checked> {
  const checked = { what: `${reading.id} recording`, file: join(reading.folder, RECORDING) };
  if (reading.recording.on !== on) return checked;
  const [was, is] = [reading.recording.timeline, shownOf(await play(reading, sandbox))].map((timeline) => seenOf(timeline));
  const parts = Math.max(was!.length, is!.length);
  const at = Array.from({ length: parts }, (_, index) => index).find((index) => was![index] !== is![index]);
  if (at === undefined) return checked;
  return { ...checked, problem: `expected “${was![at]}” as it was recorded, got “${is![at]}”. Record it again and look at its questions` };
}

function play({ id, dialect, subject, scenario }: Recordable, sandbox: Sandbox): Promise<RunReport> {
  return sandbox.run({ source: subject, dialect, scenario, seed: id });
}

/**
 * What somebody has without this workshop: the wire and the output, from the first connection on. What only our own process could tell
 * would answer the questions; the real time is another one each time.
 */
function shownOf({ timeline }: RunReport): TimelineEvent[] {
  const begin = timeline.findIndex(({ kind }) => kind === 'handshake-sent');
  const end = timeline.findIndex(({ kind }) => kind === 'script-ended');
  return timeline
    .slice(Math.max(0, begin), end < 0 ? undefined : end)
    .filter((event) => !isMachinery(event) && (event.source !== 'process' || event.kind === 'output'))
    .map((event) => ({ ...event, realMs: 0, sentBy: undefined }));
}

/** What the probe saw of each connection, in its order: which of two connections is read first is the machine's choice. */
function seenOf(timeline: readonly TimelineEvent[]): string[] {
  const wire = timeline.filter(({ source }) => source === 'wire');
  const byConnection = wire.toSorted((one, other) => (one.connection ?? '').localeCompare(other.connection ?? ''));
  return byConnection.map((event) => `${event.connection} ${describeEvent(event).sentence}`);
}
