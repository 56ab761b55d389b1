/** More than one answer at a time, and messages that answer nothing: any order, those that are set aside, and how many of them. */
import { advance, answersJson, type Entry, json } from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import { createDraw } from '../../../sandbox/scenario/draw.ts';
import { alone, asyncHandler, startSandbox, wsHandler } from '../../helpers/sandbox.ts';
import { accepted, fin, type Told, text, verdictOf } from '../../helpers/timeline.ts';

const a = createDraw('seven').client('A');
const id = (value: number) => ({ send: json({ id: value }), reply: answersJson({ id: value }) });
const said = (value: number): Told => text(JSON.stringify({ id: value }));
const judge = (entries: Entry[], facts: Told[], how?: 'deadline') =>
  verdictOf({ entries }, [...entries.slice(1).map(() => []), facts], how);

describe('answers in any order', () => {
  const three = a.receivesInAnyOrder([1, 2, 3].map((value) => id(value).reply));

  test.each<[string, Told[], 'deadline' | undefined, object]>([
    ['as they were asked for', [said(1), said(2), said(3)], undefined, { kind: 'working' }],
    ['turned round', [said(3), said(2), said(1)], undefined, { kind: 'working' }],
    [
      'one twice',
      [said(2), said(2), said(1)],
      undefined,
      { observedKind: 'other-content', observed: '{"id":2} came, which is none of those that are missing' },
    ],
    ['the last one wrong', [said(2), said(1), said(4)], undefined, { observed: '{"id":4} came: id is 4, not 3' }],
    [
      'two of three',
      [said(2), said(1)],
      'deadline',
      { observedKind: 'silence', observed: '2 of 3 messages came, and the connection stayed open' },
    ],
    ['an end after the first', [said(2), fin], undefined, { observedKind: 'ended' }],
  ])('%s', (_what, facts, how, verdict) => {
    expect(judge(three, [accepted, ...facts], how)).toMatchObject(verdict);
  });

  test('are asked for in one go, and answer the question', () => {
    const [send, all] = a.asksInAnyOrder([id(1), id(2)], { name: 'both' });
    expect(send).toMatchObject({ do: 'send', frames: [{ text: '{"id":1}' }, { text: '{"id":2}' }] });
    expect(all).toMatchObject({
      name: 'both',
      sentence: '2 messages to be answered, in any order',
      summary: 'a message got no proper answer',
    });
    const entries = [...a.asksInAnyOrder([id(1), id(2)]), ...a.asks(id(3))];
    expect(verdictOf({ entries }, [[accepted], [said(2), said(1)], [], [said(3)]])).toEqual({ kind: 'working' });
  });

  test('have their words', () => {
    expect(three).toMatchObject([{ sentence: 'the connection to receive in any order {"id":1}, {"id":2}, {"id":3}' }]);
  });
});

describe('messages that are set aside', () => {
  const tick = text('{"type":"tick"}');
  const aside = a.setsAside('ticks', answersJson({ type: 'tick' }));

  test('answer no question and harm no silence', () => {
    const entries = [...aside, ...a.asks(id(1)), ...a.staysOpen(1_000)];
    expect(verdictOf({ entries }, [[accepted, tick], [tick], [tick, said(1)], [tick]], 'deadline')).toEqual({ kind: 'working' });
    expect(verdictOf({ entries: entries.slice(1) }, [[accepted, tick], [said(1)], []])).toMatchObject({ kind: 'broken' });
  });

  test('are those that came before as well, and on a connection that is opened anew', () => {
    const sent: Told = { kind: 'handshake-sent', method: 'GET', path: '/', headers: {} };
    const entries = [...a.receives(id(1).reply), ...aside, ...a.asks(id(2)), ...a.asks(id(3))];
    const facts = [[accepted, said(1), tick], [], [], [said(2)], [sent, accepted, tick], [said(3)]];
    expect(verdictOf({ entries }, facts)).toEqual({ kind: 'working' });
  });

  const counts = [...aside, ...a.counts('ticks', { atLeast: 2, atMost: 3, forMs: 1_000 })];
  test.each<[string, Told[], object]>([
    ['too few', [tick], { observedKind: 'silence', observed: 'only 1 of the ticks came, and the connection stayed open' }],
    ['none', [], { observed: 'none of the ticks came, and the connection stayed open' }],
    ['enough', [tick, tick], { kind: 'working' }],
    ['too many', [tick, tick, tick, tick], { observedKind: 'unsolicited', observed: '4 ticks came, where at most 3 are right' }],
    ['another message among them', [tick, said(1)], { observedKind: 'unsolicited' }],
    ['an end among them', [tick, tick, fin], { observedKind: 'ended' }],
  ])('are counted: %s', (_what, facts, verdict) => {
    expect(verdictOf({ entries: counts }, [[accepted, tick], facts], 'deadline')).toMatchObject(verdict);
  });

  test.each([
    [{ atLeast: 9, atMost: 11 }, 'from 9 to 11 ticks'],
    [{ atLeast: 1, atMost: 1 }, '1 ticks'],
    [{ atLeast: 2 }, 'at least 2 ticks'],
    [{ atMost: 2 }, 'at most 2 ticks'],
  ])('%j is said in words', (howMany, words) => {
    expect(a.counts('ticks', { ...howMany, forMs: 1_000 })).toMatchObject([
      { sentence: `the connection to receive ${words} in 1 s`, withinMs: 1_000 },
    ]);
  });
});

describe('on a wire', () => {
  const sandbox = startSandbox();
  afterAll(() => sandbox.close());

  test('requests that are worked on at the same time are answered by their id', async () => {
    const source = wsHandler(`    socket.on('message', async (data) => {
      const { id } = JSON.parse(String(data));
      await new Promise((resolve) => setTimeout(resolve, 100 - 30 * id));
      socket.send(JSON.stringify({ id }));
    });`);
    const scenario = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').asksInAnyOrder([id(1), id(2), id(3)])]);
    expect((await sandbox.run({ source, dialect: 'ws', scenario })).verdict).toEqual({ kind: 'working' });
  });

  const ticking = alone((draw) => {
    const client = draw.client('A');
    return [
      ...client.setsAside('ticks', answersJson({ type: 'tick' })),
      ...client.opens(),
      ...client.counts('ticks', { atLeast: 9, atMost: 11, forMs: 1_000 }),
      ...client.asks(id(7)),
      advance(60_000),
      ...client.counts('ticks', { atLeast: 9, atMost: 11, forMs: 1_000 }),
      ...client.leaves(),
    ];
  });
  const ticker = (everyMs: number) =>
    asyncHandler(`  await connection.accept();
  const ticks = setInterval(() => connection.sendJson({ type: 'tick' }).then(undefined, () => {}), ${everyMs});
  try {
    while (true) await connection.sendJson(await connection.receiveJson());
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    clearInterval(ticks);
  }`);

  test.each([
    [100, { kind: 'working' }],
    [50, { kind: 'broken', observedKind: 'unsolicited', observed: '12 ticks came, where at most 11 are right' }],
    [500, { kind: 'broken', observedKind: 'silence' }],
  ])('a tick each %i ms', async (everyMs, verdict) => {
    expect((await sandbox.run({ source: ticker(everyMs), dialect: 'async', scenario: ticking })).verdict).toMatchObject(verdict);
  });
});
