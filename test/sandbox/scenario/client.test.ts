/** What each verb of a client puts into a script, and what it says where its author says nothing else. */
import { describe, expect, test } from 'vitest';
import { createDraw } from '../../../sandbox/scenario/draw.ts';
import { ANSWER_MS, json, text } from '../../../sandbox/scenario/entries.ts';
import { type Entry, isExpectation } from '../../../sandbox/scenario/entry.ts';
import type { Exchange } from '../../../sandbox/scenario/language.ts';

const draw = createDraw('seed');
const a = draw.client('A');
const b = draw.client('B');
const hello: Exchange = { send: text('hello'), reply: { match: { text: 'Echo: hello' } } };
const words = (entries: Entry[]) => entries.filter(isExpectation).map(({ sentence, summary }) => [sentence, summary]);

describe('the words of an expectation name the connection and what is missing', () => {
  test.each<[string, Entry[], string, string]>([
    ['opens', a.opens(), 'the connection to open (101)', 'the connection never opened'],
    ['the bystander opens', b.opens(), 'the bystander to open (101)', 'the bystander never opened'],
    ['is refused', a.isRefused([401, 403]), 'the opening handshake to be refused with 401 or 403', 'the connection was not refused'],
    [
      'the bystander is refused',
      b.isRefused([403]),
      'the opening handshake of the bystander to be refused with 403',
      'the bystander was not refused',
    ],
    ['asks', a.asks(hello), 'the message hello to be answered with "Echo: hello"', 'a message got no proper answer'],
    [
      'the bystander asks',
      b.asks(hello),
      'the message hello of the bystander to be answered with "Echo: hello"',
      'a message of the bystander got no proper answer',
    ],
    [
      'receives',
      a.receives({ match: { json: { ok: true } } }),
      'the connection to receive {"ok":true}',
      'no such message for the connection',
    ],
    ['pings', a.pings(), 'a ping to get its pong', 'the connection got no pong'],
    ['the bystander pings', b.pings(), 'a ping of the bystander to get its pong', 'the bystander got no pong'],
    ['stays open', a.staysOpen(90_000), 'the connection to stay open and quiet for 90 s', 'the connection did not stay open'],
    ['leaves', a.leaves(), 'the goodbye to be answered with 1000', 'the goodbye was not answered'],
    [
      'the bystander leaves with a code',
      b.leaves({ code: 4001 }),
      'the goodbye of the bystander to be answered with 4001',
      'the goodbye of the bystander was not answered',
    ],
    ['ends with a code', a.ends(1011), 'the connection to end with 1011', 'the connection did not end as it should'],
    [
      'ends with one of two codes',
      a.ends([1008, 4001]),
      'the connection to end with 1008 or 4001',
      'the connection did not end as it should',
    ],
  ])('%s', (_what, entries, sentence, summary) => {
    expect(words(entries)).toEqual([[sentence, summary]]);
  });

  test('and an author’s own words stand instead, with a name and a time', () => {
    const own = { name: 'mine', sentence: 'a sentence', summary: 'a headline', withinMs: 9 };
    const verbs = [a.opens(own), a.isRefused([403], own), a.receives(hello.reply, own), a.pings(own), a.leaves(own), a.ends(1011, own)];
    for (const entries of [...verbs, a.asks(hello, own)]) expect(entries.find(isExpectation)).toMatchObject(own);
  });

  test('without them there is no name, and an answer has a time that is generous', () => {
    expect(a.opens().find(isExpectation)).toMatchObject({ withinMs: ANSWER_MS });
    expect(Object.keys(a.opens()[1] ?? {})).not.toContain('name');
  });
});

describe('an action comes before what is expected of it', () => {
  test.each<[string, Entry[], object[]]>([
    [
      'opens',
      a.opens(),
      [
        { do: 'open', connection: 'A', path: `/ws/${a.id}` },
        { expect: 'opens', connection: 'A' },
      ],
    ],
    [
      'is refused',
      a.isRefused([403]),
      [
        { do: 'open', path: `/ws/${a.id}` },
        { expect: 'refused', connection: 'A', statuses: [403] },
      ],
    ],
    [
      'asks',
      a.asks(hello),
      [
        { do: 'send', connection: 'A', frames: [hello.send] },
        { expect: 'receives', connection: 'A', opcode: 'text', match: hello.reply.match },
      ],
    ],
    [
      'leaves',
      a.leaves(),
      [
        { do: 'close', connection: 'A', code: 1000 },
        { expect: 'ends', connection: 'A', codes: [1000], by: 'probe' },
      ],
    ],
    [
      'leaves with a reason',
      a.leaves({ code: 4001, reason: 'bye' }),
      [
        { do: 'close', code: 4001, reason: 'bye' },
        { expect: 'ends', codes: [4001] },
      ],
    ],
  ])('%s', (_what, entries, expected) => {
    expect(entries).toMatchObject(expected);
  });

  test('a ping, whose payload was drawn, before its pong', () => {
    const [ping, pong] = a.pings();
    const [frame] = ping && 'frames' in ping ? ping.frames : [];
    expect(frame).toMatchObject({ opcode: 'ping', text: expect.stringMatching(/./) });
    expect(pong).toMatchObject({ expect: 'pongs', connection: 'A', payload: frame?.text });
  });

  test('several messages go in one write, and their answers are expected in order', () => {
    const second: Exchange = { send: json({ n: 2 }), reply: { opcode: 'binary', match: { hex: '02' } } };
    expect(a.asksInOneGo([hello, second], { name: 'answers', mark: 'asked' })).toMatchObject([
      { do: 'send', frames: [hello.send, second.send], mark: 'asked' },
      {
        expect: 'receives',
        opcode: 'text',
        match: hello.reply.match,
        name: 'answers',
        sentence: 'the message hello to be answered with "Echo: hello"',
      },
      { expect: 'receives', opcode: 'binary', match: { hex: '02' }, sentence: 'the message {"n":2} to be answered with the bytes 02' },
    ]);
  });
});

describe('a client that asks for a connection, and does not get one', () => {
  const request = { path: '/other', query: { room: 'x' }, headers: { Cookie: 'x' }, subprotocols: ['v1'], mark: 'knock' };

  test('is hung up on', () => {
    expect(a.isHungUpOn({ ...request, promptly: true })).toMatchObject([
      { do: 'open', connection: 'A', ...request, promptly: true },
      {
        expect: 'hung-up',
        connection: 'A',
        sentence: 'the connection to be hung up on before any answer',
        summary: 'the connection was not hung up on',
      },
    ]);
  });

  test('is left waiting for as long as it says', () => {
    expect(b.isLeftWaiting(30_000, { ...request, withinMs: 1 })).toMatchObject([
      { do: 'open', connection: 'B', ...request },
      {
        expect: 'unanswered',
        connection: 'B',
        withinMs: 30_000,
        sentence: 'the bystander to get no answer for 30 s',
        summary: 'the bystander got an answer',
      },
    ]);
  });

  test('is turned away before the door or behind it, which is one expectation with one name', () => {
    const turned = a.isTurnedAway({ statuses: [401, 403], codes: [4401] }, { ...request, name: 'turned' });
    expect(turned).toMatchObject([
      { do: 'open', connection: 'A', ...request },
      {
        expect: 'one-of',
        connection: 'A',
        name: 'turned',
        summary: 'the connection was not turned away',
        alternatives: [
          [{ expect: 'refused', statuses: [401, 403] }],
          [{ expect: 'opens' }, { expect: 'ends', codes: [4401], by: 'handler' }],
        ],
      },
    ]);
    const [, either] = turned;
    const inside = either && 'alternatives' in either ? either.alternatives.flat() : [];
    expect(inside.map(({ name }) => name)).toEqual([undefined, undefined, undefined]);
    expect(a.isTurnedAway({ statuses: [403], codes: [4403] }, { summary: 'let in' })[1]).toMatchObject({ summary: 'let in' });
  });
});

describe('one entry alone', () => {
  test.each<[string, Entry[], Entry]>([
    ['sends a frame', a.sends(text('x')), { do: 'send', connection: 'A', frames: [text('x')] }],
    [
      'sends frames promptly',
      a.sends([text('x'), text('y')], { promptly: true, mark: 'm' }),
      { do: 'send', connection: 'A', frames: [text('x'), text('y')], promptly: true, mark: 'm' },
    ],
    ['resets', a.resets(), { do: 'reset', connection: 'A' }],
    ['resets promptly', a.resets({ promptly: true, mark: 'cut' }), { do: 'reset', connection: 'A', promptly: true, mark: 'cut' }],
    ['ends its side of TCP', a.halfCloses({ mark: 'gone' }), { do: 'half-close', connection: 'A', mark: 'gone' }],
    ['ends its side of TCP without a mark', a.halfCloses(), { do: 'half-close', connection: 'A' }],
    ['vanishes', a.vanishes(), { do: 'vanish', connection: 'A' }],
    ['returns', a.returns(), { do: 'return', connection: 'A' }],
  ])('%s', (_what, entries, expected) => {
    expect(entries).toEqual([expected]);
  });

  test('the handler is to end the connection, where the probe has not left', () => {
    expect(a.ends(1011, { reason: 'oops' })).toMatchObject([
      { expect: 'ends', connection: 'A', codes: [1011], reason: 'oops', by: 'handler' },
    ]);
  });

  test('a silence lasts for as long as it says, whatever else is given', () => {
    expect(a.staysOpen(90_000, { name: 'calm', withinMs: 1 })).toMatchObject([
      { expect: 'quiet', connection: 'A', name: 'calm', withinMs: 90_000 },
    ]);
  });
});

describe('options reach the entry that they are about', () => {
  test('what the handshake says, and what it is to be answered', () => {
    const handshake = { path: '/other', headers: { Cookie: 'x' }, subprotocols: ['v1', 'v2'] };
    expect(a.opens({ ...handshake, mark: 'knock', promptly: true, subprotocol: 'v1', before: 'B' })).toMatchObject([
      { do: 'open', ...handshake, mark: 'knock', promptly: true },
      { expect: 'opens', subprotocol: 'v1', before: 'B' },
    ]);
    expect(a.isRefused([403], { ...handshake, plain: true })).toMatchObject([
      { do: 'open', ...handshake, plain: true },
      { expect: 'refused' },
    ]);
  });

  test('when an answer and a pong may come', () => {
    const [from, to] = [
      { entry: 'asked', ms: 1 },
      { entry: 'asked', ms: 2 },
    ];
    expect(a.receives(hello.reply, { before: 'B', notBefore: from, noLaterThan: to })).toMatchObject([
      { before: 'B', notBefore: from, noLaterThan: to },
    ]);
    expect(a.pongs('p', { before: 'B', noLaterThan: to })).toMatchObject([{ expect: 'pongs', payload: 'p', before: 'B', noLaterThan: to }]);
    expect(a.pings({ promptly: true, mark: 'm', before: 'B' })).toMatchObject([{ promptly: true, mark: 'm' }, { before: 'B' }]);
    expect(a.leaves({ mark: 'goodbye' })[0]).toMatchObject({ do: 'close', mark: 'goodbye' });
  });
});

test.each<[string, Exchange['reply']['match'], string]>([
  ['JSON', { json: { a: [1] } }, 'the connection to receive {"a":[1]}'],
  ['a text', { text: 'say "hi"' }, 'the connection to receive "say \\"hi\\""'],
  ['bytes', { hex: '00ff' }, 'the connection to receive the bytes 00ff'],
  ['anything', { anything: true }, 'the connection to receive a message'],
])('what is asked for is put as a noun: %s', (_what, match, sentence) => {
  expect(words(a.receives({ match }))[0]?.[0]).toBe(sentence);
});

test('a message of bytes is not written out', () => {
  expect(words(a.asks({ send: { opcode: 'binary', hex: '00' }, reply: { match: { anything: true } } }))[0]?.[0]).toBe(
    'the message of bytes to be answered with a message',
  );
});
