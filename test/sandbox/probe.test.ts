import { expect, test } from 'vitest';
import type { Peer } from '../../sandbox/probe/peer.ts';
import { playScript } from '../../sandbox/probe/probe.ts';
import { Recorder } from '../../sandbox/probe/recorder.ts';
import { resolveScenario } from '../../sandbox/probe/scenario.ts';
import { Intake } from '../../sandbox/process/intake.ts';
import { SocketPairs } from '../../sandbox/process/socket-pair.ts';
import { Judging } from '../../sandbox/verdict/judging.ts';
import { alone } from '../helpers/sandbox.ts';

test('a connection that a deaf process has not taken yet is waited for on the clock, not for ever', async () => {
  const pairs = await SocketPairs.open();
  const [pair] = await pairs.make(1);
  const script = resolveScenario(
    alone((draw) => draw.client('A').opens()),
    'any',
  );
  const judging = new Judging(script);
  const recorder = new Recorder((event) => judging.take(event));
  const intake = new Intake((fault) => {
    throw fault;
  });
  const deaf: Peer = {
    connect: () => pair?.probe,
    rest: async (untilMs = recorder.nowMs) => ({ nowMs: untilMs, progress: {}, blockedUntilMs: Number.MAX_SAFE_INTEGER }),
    stats: async () => undefined,
    signal: () => {},
    gone: false,
  };
  recorder.parent({ kind: 'run-started' });
  await playScript({ script, peer: deaf, recorder, intake, standing: (entry) => judging.standing(entry) });
  const ended = recorder.finish().filter((event) => event.kind === 'entry-ended');
  expect(ended.some(({ how }) => how === 'deadline')).toBe(true);
  pair?.handler.destroy();
  pairs.close();
});
