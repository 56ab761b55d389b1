import { advance, type Scenario } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import type { Peer, Rested } from '../../../sandbox/probe/peer.ts';
import { playScript } from '../../../sandbox/probe/probe.ts';
import { Intake } from '../../../sandbox/process/intake.ts';
import { resolveScenario } from '../../../sandbox/scenario/resolve.ts';
import { SocketPairs } from '../../../sandbox/system/sockets.ts';
import { Recorder } from '../../../sandbox/timeline/recorder.ts';
import { Judging } from '../../../sandbox/verdict/judging.ts';
import { alone } from '../../helpers/sandbox.ts';

/** Plays a script on one connection against a peer of the test's; `played` also counts how often it was asked to rest. */
async function play(given: Scenario, rest: (asked: number, untilMs: number) => Rested) {
  const pairs = await SocketPairs.open();
  const [pair] = await pairs.make(1);
  const script = resolveScenario(given, 'any');
  const judging = new Judging(script);
  const restsBefore: number[] = [];
  let asked = 0;
  const recorder = new Recorder((event) => {
    judging.take(event);
    if (event.kind === 'entry-began') restsBefore[event.entry] = asked;
  });
  const peer: Peer = {
    connect: () => pair?.probe,
    rest: async (untilMs = recorder.nowMs) => rest(++asked, untilMs),
    stats: async () => undefined,
    signal: () => {},
    gone: false,
  };
  const intake = new Intake((fault) => {
    throw fault;
  });
  recorder.parent({ kind: 'run-started' });
  await playScript({
    script,
    peer,
    recorder,
    intake,
    standing: (entry) => judging.standing(entry),
    captured: (name) => judging.captured(name),
  });
  pair?.handler.destroy();
  pairs.close();
  return { timeline: recorder.finish(), restsBefore };
}

test('a connection that a deaf process has not taken yet is waited for on the clock, not for ever', async () => {
  const { timeline } = await play(
    alone((draw) => draw.client('A').opens()),
    (_asked, untilMs) => ({ nowMs: untilMs, progress: {}, blockedUntilMs: Number.MAX_SAFE_INTEGER }),
  );
  expect(timeline.some((event) => event.kind === 'entry-ended' && event.how === 'deadline')).toBe(true);
});

test('a handler that still waits for the wire to take what it sends is asked again before the probe acts', async () => {
  const open = alone((draw) => [...draw.client('A').opens().slice(0, 1), advance(0)]);
  const { restsBefore } = await play(open, (asked, untilMs) => ({
    nowMs: untilMs,
    progress: { A: { read: 10 ** 6, written: 0, unsent: asked < 5, reading: true, readEnded: false, writeEnded: false } },
  }));
  expect(restsBefore).toEqual([1, 5]);
});

/** As if others took all the time there is: each step of this run waits for the next turn of the event loop. */
class StepATurn implements Pick<Intake, 'isIdle' | 'add' | 'idle' | 'onceIdle' | 'contain'> {
  readonly #work: Iterator<void, void>[] = [];
  #whenIdle: (() => void)[] = [];

  get isIdle(): boolean {
    return this.#work.length === 0;
  }

  add(steps: Iterator<void, void>): void {
    this.#work.push(steps);
    if (this.#work.length === 1) setImmediate(() => this.#step());
  }

  idle(): Promise<void> {
    return new Promise((resolve) => this.onceIdle(resolve));
  }

  onceIdle(callback: () => void): void {
    if (this.isIdle) callback();
    else this.#whenIdle.push(callback);
  }

  contain = (callback: (...given: never[]) => unknown) => callback as never;

  #step(): void {
    if (this.#work[0]?.next().done) this.#work.shift();
    if (!this.isIdle) setImmediate(() => this.#step());
    else for (const callback of this.#whenIdle.splice(0)) callback();
  }
}

test('an answer counts although it is taken in step by step, a turn of the event loop each', async () => {
  const script = resolveScenario(
    alone(() => [advance(1_000)]),
    'any',
  );
  const recorder = new Recorder(() => {});
  const intake = new StepATurn();
  const answer = (nowMs: number): Promise<Rested> =>
    new Promise((resolve) => {
      intake.add(
        (function* () {
          resolve({ nowMs, progress: {} });
          yield;
        })(),
      );
    });
  const peer: Peer = {
    connect: () => undefined,
    rest: (untilMs = recorder.nowMs) => answer(untilMs),
    stats: async () => undefined,
    signal: () => {},
    gone: false,
  };
  await playScript({ script, peer, recorder, intake, standing: () => 'met', captured: () => undefined });
  expect(recorder.nowMs).toBe(1_000);
});
