import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Tap, type Tapped } from '../../../sandbox/probe/tap.ts';
import { encodeClose, encodeFrame } from '../../../sandbox/probe/websocket/frame.ts';
import type { FrameSpec } from '../../../sandbox/scenario/entry.ts';
import type { WireFact } from '../../../sandbox/timeline/timeline.ts';

const KEY = 'AAAAAAAAAAAAAAAAAAAAAA==';
const ACCEPT = createHash('sha1').update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
const answer = (extension = '') =>
  Buffer.from(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${ACCEPT}\r\n${extension}\r\n`,
  );
const fromClient = (spec: FrameSpec) => encodeFrame(spec);
const fromHandler = (spec: FrameSpec) => encodeFrame({ ...spec, masked: false });
/** A close frame as a server writes it: `encodeClose` masks. */
const closeOfHandler = (code: number) => Buffer.from([0x88, 2, code >> 8, code & 255]);

function newTap(): Tap {
  return new Tap({ key: KEY, path: '/ws/c1', offered: [], headers: {}, bytes: Buffer.alloc(0) });
}

function openTap(extension?: string): Tap {
  const tap = newTap();
  facts(tap.handler(answer(extension)));
  return tap;
}

function facts(tapped: Iterable<Tapped>): WireFact[] {
  return [...tapped].map(({ fact }) => fact);
}

test('what the client sends counts as sent, unmasked; what the handler sends as received', () => {
  const tap = openTap();
  expect(facts(tap.client(fromClient({ opcode: 'text', text: 'ask' })))).toMatchObject([
    { kind: 'frame-sent', opcode: 'text', text: 'ask', bytes: 3 },
  ]);
  expect(facts(tap.handler(fromHandler({ opcode: 'text', text: 'answer' })))).toMatchObject([{ kind: 'frame-received', text: 'answer' }]);
});

test('the facts are the same however the bytes are split', () => {
  const bytes = Buffer.concat([answer(), fromHandler({ opcode: 'text', text: 'one' }), closeOfHandler(1011)]);
  const whole = facts(newTap().handler(bytes));
  const tap = newTap();
  expect([...bytes].flatMap((byte) => facts(tap.handler(Buffer.from([byte]))))).toEqual(whole);
});

test('what the client sends before the answer is told behind it', () => {
  const tap = newTap();
  expect(facts(tap.client(fromClient({ opcode: 'text', text: 'early' })))).toEqual([]);
  expect(facts(tap.handler(answer())).map(({ kind }) => kind)).toEqual(['handshake-accepted', 'frame-sent']);
});

test('whoever sends the first close frame began, and the second one ends it cleanly', () => {
  const tap = openTap();
  expect(facts(tap.handler(closeOfHandler(4000)))).toHaveLength(1);
  expect(facts(tap.client(encodeClose({ code: 4000, reason: '' })))[1]).toMatchObject({
    kind: 'closed',
    by: 'handler',
    clean: true,
    code: 4000,
  });
  expect(facts(tap.ended('handler', 'fin'))).toEqual([]);
});

test('an end of the stream without the second close frame is not clean', () => {
  const tap = openTap();
  facts(tap.client(encodeClose({ code: 1000, reason: '' })));
  expect(facts(tap.ended('handler', 'rst'))).toMatchObject([{ kind: 'closed', by: 'probe', clean: false, code: 1006, end: 'rst' }]);
});

test('an end before the answer says so', () => {
  expect(facts(newTap().ended('probe', 'fin'))).toMatchObject([{ kind: 'closed', by: 'probe', beforeOpen: true }]);
});

test('a refusal is told with its body, and ends it', () => {
  const tap = newTap();
  const refusal = Buffer.from('HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nno!!');
  expect(facts(tap.handler(refusal))).toMatchObject([{ kind: 'handshake-refused', status: 403, body: 'no!!' }]);
  expect(tap.isOver).toBe(true);
});

test('compressed messages are read in both directions, each with its own window', () => {
  const tap = openTap('Sec-WebSocket-Extensions: permessage-deflate\r\n');
  const hex = deflateRawSync(Buffer.from('squeezed'), { finishFlush: 2 }).subarray(0, -4).toString('hex');
  expect(facts(tap.client(fromClient({ opcode: 'text', rsv1: true, hex })))).toMatchObject([{ kind: 'frame-sent', text: 'squeezed' }]);
  expect(facts(tap.handler(fromHandler({ opcode: 'text', rsv1: true, hex })))).toMatchObject([
    { kind: 'frame-received', text: 'squeezed' },
  ]);
});

test('a side that breaks the protocol is read no further, and the other one is', () => {
  const tap = openTap();
  const unmasked = encodeFrame({ opcode: 'text', text: 'a', masked: false });
  expect(facts(tap.client(Buffer.concat([unmasked, unmasked])))).toMatchObject([
    { kind: 'bytes-sent', note: expect.stringMatching(/is not masked/) },
  ]);
  expect(facts(tap.handler(fromHandler({ opcode: 'ping' })))).toMatchObject([{ kind: 'frame-received', opcode: 'ping' }]);
});
