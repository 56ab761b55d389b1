/**
 * The floor under a run: a `ws` client and a server with the same handler, in two booted processes, exchange the frames of a run in the
 * order in which that run had them. No rest is asked for, no clock is let go, nothing is judged. Against it stands what the probe takes
 * for them, in turn, in one run of this program; and where the rest of the time goes.
 *
 * node test/bench/floor.ts [ROUNDS] [STEP]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadCatalog } from '../../lessons/catalog.ts';
import { createSandbox, type TimelineEvent } from '../../sandbox/index.ts';
import { SandboxProcess } from '../../sandbox/process/sandbox-process.ts';
import { FloorClient } from './floor-client.ts';

const SERVER = fileURLToPath(new URL('./floor-server.mjs', import.meta.url));
/** The pool refills after a run; a learner reads and types meanwhile. In milliseconds. */
const READING_MS = 350;

const [rounds = '15', wanted = 'open-then-gone'] = process.argv.slice(2);
const step = (await loadCatalog()).step(wanted);
const exercise = step?.exercises.ws;
if (!step || !exercise) throw new Error(`Expected a step in the dialect ws, got ${wanted}.`);
const [found] = globSync(`../../lessons/*/*-${step.id}/ws/solution.ts`, { cwd: import.meta.dirname });
const solution = pathToFileURL(join(import.meta.dirname, found ?? '')).href;

/** What goes over the channel of the process, both ways, since it was last set to nothing. */
const channel = { messages: 0, bytes: 0, jsonMs: 0 };
watchChannel();

const sandbox = createSandbox({ atOnce: 1, poolSize: 2 });
const floors: number[] = [];
const probes: number[] = [];
const parts = { entries: [] as number[], events: [] as number[], messages: [] as number[], bytes: [] as number[], jsonMs: [] as number[] };
for (let round = 0; round <= Number(rounds); round++) {
  await pause(READING_MS);
  Object.assign(channel, { messages: 0, bytes: 0, jsonMs: 0 });
  const { verdict, timeline, timings } = await sandbox.run({ source: exercise.solution, dialect: 'ws', scenario: step.scenario });
  if (verdict.kind !== 'working') throw new Error(`Expected the solution to work, got ${verdict.kind}.`);
  const floorMs = await playFloor(timeline);
  if (round === 0) continue; // The first round warms both.
  floors.push(floorMs);
  probes.push(timings.probeMs);
  parts.entries.push(timeline.filter(({ kind }) => kind === 'entry-began').length);
  parts.events.push(timeline.length);
  for (const key of ['messages', 'bytes', 'jsonMs'] as const) parts[key].push(channel[key]);
}
await sandbox.close();

console.log(`the same frames, client and server alone   ${describe(floors)} ms`);
console.log(`the probe's part of a run                  ${describe(probes)} ms`);
console.log(`ratio, round by round                      ${describe(probes.map((ms, round) => ms / (floors[round] ?? Number.NaN)))}`);
console.log(`entries of the script                      ${describe(parts.entries)}`);
console.log(`events of the timeline                     ${describe(parts.events)}`);
console.log(`messages on the channel, both ways         ${describe(parts.messages)}`);
console.log(`bytes on the channel, both ways            ${describe(parts.bytes)}`);
console.log(`writing and reading them as JSON, here     ${describe(parts.jsonMs)} ms`);

/** How long it takes to send and see all that was on the wire in this timeline, in milliseconds. */
async function playFloor(timeline: readonly TimelineEvent[]): Promise<number> {
  const server = fork(SERVER, [solution], { stdio: 'ignore' });
  const [port] = (await once(server, 'message')) as [number];
  const clients = new Map<string, FloorClient>();
  const begun = performance.now();
  for (const event of timeline) {
    if (event.source !== 'wire' || event.connection === undefined) continue;
    if (event.kind === 'handshake-sent') clients.set(event.connection, new FloorClient(`ws://127.0.0.1:${port}${event.path}`));
    else await clients.get(event.connection)?.play(event);
  }
  const tookMs = performance.now() - begun;
  server.disconnect();
  await once(server, 'exit');
  return tookMs;
}

/** Counts at the two doors through which every message goes. */
function watchChannel(): void {
  const { send, emit } = SandboxProcess.prototype;
  const counted = (message: object) => {
    const begun = performance.now();
    const text = JSON.stringify(message);
    channel.jsonMs += performance.now() - begun;
    channel.messages += 1;
    channel.bytes += text.length;
    return text;
  };
  SandboxProcess.prototype.send = function (message) {
    counted(message);
    send.call(this, message);
  };
  SandboxProcess.prototype.emit = function (this: SandboxProcess, ...given: Parameters<typeof emit>) {
    if (given[0] === 'message') {
      const text = counted(given[1] as object);
      const begun = performance.now();
      JSON.parse(text);
      channel.jsonMs += performance.now() - begun;
    }
    return Reflect.apply(emit, this, given);
  } as typeof emit;
}

function describe(values: number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const show = (value: number | undefined) => String(Math.round((value ?? Number.NaN) * 100) / 100);
  return `median ${show(sorted[Math.floor(sorted.length / 2)])}, min ${show(sorted[0])}, max ${show(sorted.at(-1))}`;
}
