import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { WorkshopMessage } from '../../../web/protocol.ts';
import type { Workshop } from '../../../web/server/main.ts';
import { cookieOf, lessonFile, startWorkshop } from '../../helpers/workshop.ts';

const STEP = 'open-then-gone';
const solution = await lessonFile('01-stay-open/01-open-then-gone/async/solution.ts');
const starter = await lessonFile('01-stay-open/01-open-then-gone/async/starter.ts');
const ENDLESS = 'export default async function handler() { for (;;) {} }';

class Tab implements AsyncDisposable {
  readonly #socket: WebSocket;
  readonly #messages: WorkshopMessage[] = [];

  constructor(workshop: Workshop) {
    this.#socket = new WebSocket(`ws://127.0.0.1:${workshop.port}/control`, { headers: { cookie: cookieOf(workshop) } });
    this.#socket.on('message', (data) => this.#messages.push(JSON.parse(String(data)) as WorkshopMessage));
  }

  run(run: number, source: string): void {
    this.#socket.send(JSON.stringify({ type: 'run', run, step: STEP, dialect: 'async', source }));
  }

  stop(run: number): void {
    this.#socket.send(JSON.stringify({ type: 'stop', run }));
  }

  /** The first message of this type for this run, whether it came already or comes. */
  async message<T extends WorkshopMessage['type']>(type: T, run?: number): Promise<Extract<WorkshopMessage, { type: T }>> {
    while (true) {
      const found = this.#messages.find(
        (message) => message.type === type && (run === undefined || ('run' in message && message.run === run)),
      );
      if (found) return found as Extract<WorkshopMessage, { type: T }>;
      await once(this.#socket, 'message');
    }
  }

  closed(): Promise<unknown[]> {
    return once(this.#socket, 'close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.terminate();
  }
}

async function openTab(workshop: Workshop): Promise<Tab> {
  const tab = new Tab(workshop);
  await tab.message('hello');
  return tab;
}

test('a run is started, streamed and finished, and the working pattern follows', async () => {
  await using workshop = await startWorkshop();
  await using tab = await openTab(workshop);
  tab.run(7, starter);
  expect((await tab.message('started', 7)).script.length).toBeGreaterThan(5);
  expect((await tab.message('events', 7)).events.length).toBeGreaterThan(0);
  const { report } = await tab.message('finished', 7);
  expect(report.verdict.kind).toBe('broken');
  const { pattern } = await tab.message('pattern', 7);
  const paths = (timeline: typeof pattern.timeline) => timeline.flatMap((event) => (event.kind === 'handshake-sent' ? [event.path] : []));
  expect(paths(pattern.timeline)).toEqual(expect.arrayContaining(paths(report.timeline)));
});

test('a newer run takes the place of the one that is on', async () => {
  await using workshop = await startWorkshop();
  await using tab = await openTab(workshop);
  tab.run(1, ENDLESS);
  await tab.message('started', 1);
  tab.run(2, solution);
  expect((await tab.message('stopped', 1)).why).toBe('A newer run took its place.');
  expect((await tab.message('finished', 2)).report.verdict).toEqual({ kind: 'working' });
});

test('stop ends a run, and says so', async () => {
  await using workshop = await startWorkshop();
  await using tab = await openTab(workshop);
  tab.run(1, ENDLESS);
  await tab.message('started', 1);
  tab.stop(1);
  expect((await tab.message('stopped', 1)).why).toBe('You stopped it.');
});

test('closing the workshop tells every tab 1012', async () => {
  const workshop = await startWorkshop();
  await using tab = await openTab(workshop);
  const closed = tab.closed();
  await workshop.close();
  expect((await closed)[0]).toBe(1012);
});
