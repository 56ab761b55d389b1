/** What a client does by itself when it sees something, in virtual time. */
import { advance, answersJson, json } from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import { Reactions } from '../../../sandbox/probe/reactions.ts';
import { createDraw } from '../../../sandbox/scenario/draw.ts';
import type { WireFact } from '../../../sandbox/timeline/timeline.ts';
import { alone, asyncHandler, startSandbox } from '../../helpers/sandbox.ts';

const a = createDraw('seven').client('A');

describe('a reaction', () => {
  const message = (text: string, fin = true): WireFact => ({ kind: 'frame-received', opcode: 'text', fin, bytes: 1, text });
  const done = (kind: 'open' | 'message' | 'ping' | 'end' | 'refused', facts: WireFact[], options = {}) => {
    const did: [number, string][] = [];
    let delay = 0;
    const reactions = new Reactions(
      (delayMs, act) => {
        delay = delayMs;
        act();
      },
      (action) => did.push([delay, action.do]),
    );
    const [entry] = a.reacts(kind, [...a.sends(json({})), ...a.leaves()], options);
    if (entry && 'do' in entry && entry.do === 'react') reactions.add(entry);
    for (const fact of facts) reactions.see('A', fact);
    for (const fact of facts) reactions.see('B', fact);
    return did;
  };

  test.each<[string, Parameters<typeof done>, number]>([
    ['to a message', ['message', [message('x')]], 1],
    ['to one with a text in it', ['message', [message('{"type":"ack"}'), message('{"type":"ping"}')], { has: '"ping"', times: 5 }], 1],
    ['to no part of a message', ['message', [message('x', false)]], 0],
    ['to each message, so often', ['message', [message('x'), message('x'), message('x')], { times: 2 }], 2],
    ['to a ping', ['ping', [message('x'), { kind: 'frame-received', opcode: 'ping', fin: true, bytes: 0 }]], 1],
    ['to an opening', ['open', [{ kind: 'handshake-accepted' } as WireFact, message('x')]], 1],
    ['to an end', ['end', [{ kind: 'closed', code: 1006, reason: '', clean: false, by: 'handler' }]], 1],
    ['to a refusal', ['refused', [{ kind: 'handshake-refused', status: 503, statusText: '', body: '' }]], 1],
  ])('%s', (_what, given, times) => {
    expect(done(...given)).toEqual(
      Array.from({ length: times }, () => [
        [0, 'send'],
        [0, 'close'],
      ]).flat(),
    );
  });

  test('comes after its delay', () => {
    expect(done('message', [message('x')], { afterMs: 300 })).toEqual([
      [300, 'send'],
      [300, 'close'],
    ]);
  });

  test('holds nothing that takes time, and no other reaction', () => {
    expect(() => a.reacts('end', [advance(1_000)])).toThrow('got “advance”');
    expect(() => a.reacts('end', a.reacts('end', []))).toThrow('hold no other one');
  });
});

describe('on a wire', () => {
  const sandbox = startSandbox();
  afterAll(() => sandbox.close());
  const OK = answersJson({ ok: true });

  const heartbeat = asyncHandler(`  await connection.accept();
  let heard = true;
  const beat = setInterval(() => {
    if (!heard) return void connection.close(4008, 'no pong').then(undefined, () => {});
    heard = false;
    connection.sendJson({ type: 'ping' }).then(undefined, () => {});
  }, 10_000);
  try {
    while (true) {
      const { type } = await connection.receiveJson<{ type: string }>();
      if (type === 'pong') heard = true;
      else await connection.sendJson({ ok: true });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    clearInterval(beat);
  }`);
  const pongs = (afterMs: number) =>
    alone((draw) => {
      const client = draw.client('A');
      return [
        ...client.setsAside('pings', answersJson({ type: 'ping' })),
        ...client.opens(),
        ...client.reacts('message', client.sends(json({ type: 'pong' })), { has: '"ping"', afterMs, times: 10 }),
        advance(55_000),
        ...client.asks({ send: json({ type: 'hi' }), reply: OK }),
      ];
    });

  test('a client that answers the pings of the application stays, and one that is late is dropped', async () => {
    expect((await sandbox.run({ source: heartbeat, dialect: 'async', scenario: pongs(2_000) })).verdict).toEqual({ kind: 'working' });
    expect((await sandbox.run({ source: heartbeat, dialect: 'async', scenario: pongs(12_000) })).verdict).toMatchObject({
      kind: 'broken',
      observedKind: 'ended',
    });
  });

  test('a client comes back by itself after each end', async () => {
    const restarts = `let visits = 0;\n${asyncHandler(`  await connection.accept();
  visits += 1;
  if (visits < 3) {
    await connection.close(1012);
    return;
  }
  await connection.receiveJson();
  await connection.sendJson({ ok: true, visits, at: Math.round(performance.now() / 1_000) });
  await connection.receive();`)}`;
    const comesBack = alone((draw) => {
      const client = draw.client('A');
      return [
        ...client.reacts('end', client.opens(), { afterMs: 1_000, times: 5 }),
        ...client.opens(),
        advance(10_000),
        ...client.asks({ send: json({}), reply: answersJson({ ok: true, visits: 3 }) }),
      ];
    });
    const { verdict, timeline } = await sandbox.run({ source: restarts, dialect: 'async', scenario: comesBack });
    expect(verdict).toEqual({ kind: 'working' });
    expect(timeline.filter(({ kind }) => kind === 'handshake-sent').map(({ atMs }) => Math.round(atMs))).toEqual([0, 1_000, 2_000]);
  });
});
