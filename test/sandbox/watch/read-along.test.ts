/** What is read along of one TCP connection: HTTP first, then a WebSocket, however the bytes are split. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeClose, encodeFrame } from '../../../sandbox/probe/websocket/frame.ts';
import { openingHandshake } from '../../../sandbox/probe/websocket/handshake.ts';
import type { Conversation } from '../../../sandbox/watch/conversation.ts';
import { ReadAlong, type Side } from '../../../sandbox/watch/read-along.ts';
import { acceptFor } from '../../helpers/accept.ts';

interface Reading {
  reading: ReadAlong;
  ended: Conversation[];
  unread: string[];
}

function newReading(payloads = true): Reading {
  const ended: Conversation[] = [];
  const unread: string[] = [];
  const listener = { onEnd: (one: Conversation) => ended.push(one), onUnread: (why: string) => unread.push(why), nowMs: () => 0, payloads };
  return { reading: new ReadAlong(listener), ended, unread };
}

type Step = [side: Side, bytes: Buffer | string];

/** Each step in pieces of so many bytes, and then the backend's end. */
function play(steps: readonly Step[], size = Number.POSITIVE_INFINITY): Reading {
  const played = newReading();
  for (const [side, given] of steps) {
    const bytes = Buffer.from(given as string, 'latin1');
    for (let at = 0; at < bytes.length; at += size) played.reading.take(side, bytes.subarray(at, at + size));
  }
  played.reading.ended('backend', 'fin');
  return played;
}

const { bytes: REQUEST, key } = openingHandshake({ path: '/ws' });
const ACCEPTED = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptFor(key)}\r\n\r\n`;
const hello = encodeFrame({ opcode: 'text', text: 'hello' });
const answer = encodeFrame({ opcode: 'text', text: 'answer', masked: false });
const goodbye = encodeClose({ code: 1000, reason: '' });
const OPEN: Step[] = [
  ['client', REQUEST],
  ['backend', ACCEPTED],
  ['client', hello],
  ['backend', answer],
  ['client', goodbye],
  ['backend', Buffer.from([0x88, 2, 3, 0xe8])],
];
const KINDS = ['handshake-sent', 'handshake-accepted', 'frame-sent', 'frame-received', 'frame-sent', 'frame-received', 'closed'];
const kindsOf = ({ ended }: Reading) => ended.map(({ record }) => record.recorded.map(({ fact }) => fact.kind));

const BEFORE: [what: string, steps: Step[]][] = [
  ['nothing', []],
  [
    'a page, a form and what is not there',
    [
      ['client', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
      ['backend', 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage'],
      ['client', 'POST /form HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nGET /\r\n0\r\nTrailer: a\r\n\r\n'],
      ['backend', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nHTTP\r\n0\r\n\r\n'],
      ['client', 'HEAD / HTTP/1.1\r\n\r\n'],
      ['backend', 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n'],
      ['client', 'GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n'],
      ['backend', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'],
    ],
  ],
];

test.each(BEFORE)('after %s on the same connection a WebSocket is read, in pieces of any size', (_what, before) => {
  for (const size of [1, 2, 3, 7, 50, Number.POSITIVE_INFINITY]) {
    const played = play([...before, ...OPEN], size);
    expect(kindsOf(played)).toEqual([KINDS]);
    expect(played.unread).toEqual([]);
    expect(played.ended[0]?.record).toMatchObject({ sent: 1, received: 1 });
  }
});

test('a refusal with its body is one connection, and a later handshake on the same TCP connection another one', () => {
  const refusal: Step[] = [
    ['client', REQUEST],
    ['backend', 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 3\r\n\r\nno!'],
  ];
  const played = play([...refusal, ...OPEN], 5);
  expect(kindsOf(played)).toEqual([['handshake-sent', 'handshake-refused'], KINDS]);
  expect(played.ended[0]?.record.recorded[1]?.fact).toMatchObject({ status: 401, statusText: 'Unauthorized', body: 'no!' });
});

test('a refusal whose body ends with the stream is read to there', () => {
  const played = play([
    ['client', REQUEST],
    ['backend', 'HTTP/1.0 500 Oops\r\n\r\nit fai'],
    ['backend', 'led'],
  ]);
  expect(played.ended[0]?.record.recorded[1]?.fact).toMatchObject({ status: 500, body: 'it failed' });
});

test.each<[why: string, steps: Step[]]>([
  ['tls', [['client', '\x16\x03\x01\x02\x00\x01']]],
  ['not-http', [['client', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']]],
  ['not-http', [['client', '\x00\x01\x02']]],
  ['long-head', [['client', `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}`]]],
  [
    'early',
    [
      ['client', REQUEST],
      ['client', 'x'.repeat(70_000)],
    ],
  ],
  [
    'answer',
    [
      ['client', 'GET / HTTP/1.1\r\n\r\n'],
      ['backend', 'SSH-2.0-OpenSSH\r\n'],
    ],
  ],
])('what cannot be read is said once: %s', (why, steps) => {
  expect(play([...steps, ['client', 'more'], ['backend', 'more']]).unread).toEqual([why]);
});

test('another protocol than WebSocket that HTTP switches to is nobody’s business', () => {
  const request = 'GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
  const played = play([
    ['client', request],
    ['backend', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n\x00\x00'],
  ]);
  expect([played.ended, played.unread]).toEqual([[], []]);
});

test('an answer that is no HTTP is an illegal one', () => {
  expect(
    kindsOf(
      play([
        ['client', REQUEST],
        ['backend', 'SSH-2.0-OpenSSH\r\n'],
      ]),
    ),
  ).toEqual([['handshake-sent', 'handshake-invalid']]);
});

test('of a long connection the beginning and the end are kept, and all messages are counted', () => {
  const many = Array.from({ length: 5_000 }, (): Step => ['client', hello]);
  const [conversation] = play([...OPEN.slice(0, 2), ...many, ...OPEN.slice(2)]).ended;
  const { sent, leftOut, recorded } = conversation?.record ?? { sent: 0, leftOut: 0, recorded: [] };
  expect(sent).toBe(5_001);
  expect(recorded.length).toBeLessThan(400);
  expect(recorded.length + leftOut).toBe(KINDS.length + 5_000);
  expect(recorded.at(-1)?.fact.kind).toBe('closed');
});

test('no bytes bring it down', () => {
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(REQUEST, Buffer.from(ACCEPTED), hello, answer, goodbye));
  const steps = fc.array(fc.tuple(fc.constantFrom<Side>('client', 'backend'), bytes), { maxLength: 12 });
  fc.assert(
    fc.property(steps, (given) => {
      const played = play(given.map(([side, each]): Step => [side, Buffer.from(each)]));
      return played.unread.length <= 1;
    }),
  );
});
