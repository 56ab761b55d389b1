/** What a tab is told about its runs, with a sandbox whose runs end when the test says so. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { loadCatalog } from '../../../lessons/catalog.ts';
import { Preparation, type RunReport, type RunRequest, type SafetyReport, type Sandbox, SandboxError } from '../../../sandbox/index.ts';
import { Queue } from '../../../sandbox/queue.ts';
import { ControlChannel, HEARTBEAT_MS, MAX_TABS } from '../../../web/server/control-channel.ts';
import { createGuard } from '../../../web/server/guard.ts';
import { Talks } from '../../../web/server/talks.ts';
import { recogniseOwner } from '../../../web/server/visitor.ts';
import { type Door, openTab, Tab } from '../../helpers/tab.ts';

const STEP = 'open-then-gone';
const catalog = await loadCatalog();
const solution = catalog.step(STEP)?.exercises.async?.solution;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

interface HeldRun {
  request: RunRequest;
  finish(verdict?: RunReport['verdict']): void;
  fail(failure: Error): void;
}

/** Runs begin in turn, and wait for the test. An abort ends them as it does in the sandbox. */
class HeldSandbox implements Sandbox {
  readonly runs: HeldRun[] = [];
  readonly #queue = new Queue({ atOnce: 2 });
  #wake: () => void = () => {};

  async safety(): Promise<SafetyReport> {
    return { runtime: 'node', platform: 'test', isolation: 'none', layers: [] };
  }

  async talk(): Promise<never> {
    throw new Error('Expected runs alone.');
  }

  run(request: RunRequest): Promise<RunReport> {
    return this.#queue.run(() => this.#hold(request), request);
  }

  #hold(request: RunRequest): Promise<RunReport> {
    const { promise, resolve, reject } = Promise.withResolvers<RunReport>();
    const finish = (verdict: RunReport['verdict'] = { kind: 'working' }) => resolve(reportOf(verdict));
    this.runs.push({ request, finish, fail: reject });
    request.signal?.addEventListener('abort', () => reject(request.signal?.reason));
    this.#wake();
    return promise;
  }

  /** The run with this number, from 0, whether it began already or begins. */
  async begun(index: number): Promise<HeldRun> {
    while (true) {
      const run = this.runs[index];
      if (run) return run;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async close(): Promise<void> {}
}

function reportOf(verdict: RunReport['verdict']): RunReport {
  const timings = { compileMs: 0, startMs: 0, probeMs: 0, totalMs: 0 };
  return { seed: 'forty-two', verdict, outcomes: [], diagnoses: [], timeline: [], timings };
}

const DID_NOT_COMPILE: RunReport['verdict'] = { kind: 'did-not-compile', diagnostics: [] };

async function serve(sandbox: Sandbox): Promise<Door & AsyncDisposable> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const guard = createGuard(port);
  const fastapi = new Preparation({ work: async () => ({ reason: 'none', remedy: 'none' }) });
  const channel = new ControlChannel({
    guard,
    recognise: recogniseOwner(guard, undefined),
    talks: new Talks(guard),
    mode: 'local',
    catalog,
    sandbox,
    fastapi,
    version: '0',
  });
  server.on('upgrade', (request, socket, head) => channel.upgrade(request, socket, head));
  const close = async () => {
    channel.close();
    channel.terminate();
    server.close();
  };
  return { port, guard, [Symbol.asyncDispose]: close };
}

test('a closed tab ends its run', async () => {
  const sandbox = new HeldSandbox();
  await using door = await serve(sandbox);
  const tab = await openTab(door);
  tab.run(1, STEP, '');
  const { request } = await sandbox.begun(0);
  const ended = once(request.signal ?? new EventTarget(), 'abort');
  tab.close();
  await ended;
  expect(request.signal?.reason).toMatchObject({ message: 'The tab was closed.' });
});

test('of a hundred runs at once the first and the last one are judged, and the others are told so', async () => {
  const sandbox = new HeldSandbox();
  await using door = await serve(sandbox);
  await using tab = await openTab(door);
  for (let run = 1; run <= 100; run++) tab.run(run, STEP, '');
  await tab.message('stopped', 99);
  (await sandbox.begun(0)).finish();
  (await sandbox.begun(1)).finish();
  await tab.message('finished', 1);
  await tab.message('finished', 100);
  expect(sandbox.runs).toHaveLength(2);
  const stopped = tab.messages.filter(({ type }) => type === 'stopped');
  expect(stopped).toEqual(
    Array.from({ length: 98 }, (_, index) => ({ type: 'stopped', run: index + 2, why: 'A newer run took its place.' })),
  );
});

test('the place in the queue is told, and the seed when the run starts', async () => {
  const sandbox = new HeldSandbox();
  await using door = await serve(sandbox);
  await using tab = await openTab(door);
  tab.run(1, STEP, '');
  const { request } = await sandbox.begun(0);
  request.onQueued?.(3);
  expect(await tab.message('queued', 1)).toEqual({ type: 'queued', run: 1, place: 3 });
  request.onStart?.({ seed: 'seven' });
  expect(await tab.message('started', 1)).toEqual({ type: 'started', run: 1, seed: 'seven' });
});

test('the working pattern is the solution with the seed of the run', async () => {
  const sandbox = new HeldSandbox();
  await using door = await serve(sandbox);
  await using tab = await openTab(door);
  tab.run(1, STEP, 'the learner’s');
  (await sandbox.begun(0)).finish(DID_NOT_COMPILE);
  const pattern = await sandbox.begun(1);
  expect(pattern.request).toMatchObject({ source: solution, seed: 'forty-two' });
  pattern.finish();
  expect(await tab.message('pattern', 1)).toEqual({ type: 'pattern', run: 1, pattern: { timeline: [] } });
});

test('a handler that works shows the pattern itself, and nothing runs twice', async () => {
  const sandbox = new HeldSandbox();
  await using door = await serve(sandbox);
  await using tab = await openTab(door);
  tab.run(1, STEP, '');
  (await sandbox.begun(0)).finish();
  await tab.message('pattern', 1);
  expect(sandbox.runs).toHaveLength(1);
});

test('a pattern that fails takes nothing from the verdict, and the terminal says why in inert text', async () => {
  const terminal = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const sandbox = new HeldSandbox();
  await using door = await serve(sandbox);
  await using tab = await openTab(door);
  tab.run(1, STEP, '');
  (await sandbox.begun(0)).finish(DID_NOT_COMPILE);
  (await sandbox.begun(1)).fail(new Error('a title \u001b]0;pwned\u0007'));
  await vi.waitFor(() => expect(terminal).toHaveBeenCalled());
  tab.run(2, STEP, '');
  (await sandbox.begun(2)).finish();
  await tab.message('pattern', 2);
  expect(tab.messages.filter((message) => 'run' in message && message.run === 1).map(({ type }) => type)).toEqual([
    'finished',
    'no-pattern',
  ]);
  const said = terminal.mock.calls.join('');
  expect(said).toMatch(/^The working pattern could not be played: Error: a title ⟨U\+001B⟩/);
  expect(said).not.toContain('\u001b');
});

test.each([
  [new SandboxError('No process could be started.'), 'No process could be started.', ''],
  [new Error('a bug'), 'The workshop failed, not your handler. Press Run again; if it stays, restart the workshop.', 'Error: a bug'],
])('%s is told as the workshop’s failure, never as a verdict', async (failure, sentence, logged) => {
  const terminal = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const sandbox = new HeldSandbox();
  await using door = await serve(sandbox);
  await using tab = await openTab(door);
  tab.run(1, STEP, '');
  (await sandbox.begun(0)).fail(failure);
  expect(await tab.message('sandbox-error', 1)).toEqual({ type: 'sandbox-error', run: 1, message: sentence });
  expect(terminal.mock.calls.join('')).toContain(logged);
});

test('events that cannot be sent fail their run, and the workshop lives', async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const sandbox = new HeldSandbox();
  await using door = await serve(sandbox);
  await using tab = await openTab(door);
  tab.run(1, STEP, '');
  const { request } = await sandbox.begun(0);
  request.onEvents?.([{ seq: 0, atMs: 1n as unknown as number, realMs: 0, source: 'parent', kind: 'run-started' }]);
  expect((await tab.message('sandbox-error', 1)).message).toContain('not your handler');
  tab.run(2, STEP, '');
  (await sandbox.begun(1)).finish();
  await tab.message('finished', 2);
});

test('a tab too many is refused, and there is room again when one is closed', async () => {
  await using door = await serve(new HeldSandbox());
  const tabs = await Promise.all(Array.from({ length: MAX_TABS }, () => openTab(door)));
  expect(await new Tab(door).refused()).toBe(503);
  const [first] = tabs;
  const closed = first?.closed();
  first?.close();
  await closed;
  await vi.waitFor(async () => (await openTab(door)).close());
  for (const tab of tabs) tab.close();
});

test('a tab that answers no ping is let go, and one that does stays', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await using door = await serve(new HeldSandbox());
  await using awake = await openTab(door);
  await using asleep = await openTab(door, { autoPong: false });
  const closed = asleep.closed();
  const answered = awake.pinged();
  vi.advanceTimersByTime(HEARTBEAT_MS);
  await answered;
  vi.advanceTimersByTime(HEARTBEAT_MS);
  expect((await closed)[0]).toBe(1006);
  awake.run(1, 'no-such-step', '');
  await awake.message('sandbox-error', 1);
});
