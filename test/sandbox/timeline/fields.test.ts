/** Events taken apart: every form of a frame by field, from bytes that the probe wrote or read, and the handshake line by line. */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { closeSent, frameReceived, frameSent, onTheWire } from '../../../sandbox/probe/websocket/facts.ts';
import { encodeClose, encodeFrame } from '../../../sandbox/probe/websocket/frame.ts';
import { Receiver } from '../../../sandbox/probe/websocket/receiver.ts';
import type { FrameSpec } from '../../../sandbox/scenario/entry.ts';
import { describeCloseCode } from '../../../sandbox/timeline/close-codes.ts';
import { type ClientSide, type Field, fieldsOf, placeOf, wireOf } from '../../../sandbox/timeline/fields.ts';
import type { CloseFrame, TimelineEvent } from '../../../sandbox/timeline/timeline.ts';
import { fin, numbered, type Told } from '../../helpers/timeline.ts';

const event = (fact: Told): TimelineEvent => numbered(fact, 0);
const sent = (spec: FrameSpec) => event(frameSent(spec, encodeFrame(spec)) as Told);
const closed = (close: CloseFrame) => event(closeSent(close, encodeClose(close)) as Told);

/** What comes of these frames of a server, the last one of them. */
function received(...specs: FrameSpec[]): TimelineEvent {
  const receiver = new Receiver({ compressed: true, maxBytes: 1_000_000 });
  receiver.push(Buffer.concat(specs.map((spec) => encodeFrame({ masked: false, ...spec }))));
  let last: TimelineEvent | undefined;
  for (let next = receiver.next(); next; next = receiver.next()) {
    const { kind } = next;
    last = event(
      kind === 'frame' ? (frameReceived(next) as Told) : { kind: 'protocol-error', problem: next.problem, wire: onTheWire(next.raw) },
    );
  }
  if (!last) throw new Error('Expected a frame.');
  return last;
}

const named = (of: TimelineEvent) => Object.fromEntries(fieldsOf(of).map((field) => [field.name, field])) as Record<string, Field>;
const wrong = (of: TimelineEvent) => fieldsOf(of).flatMap(({ name, isWrong }) => (isWrong ? [name] : []));
const HEAD = ['FIN', 'RSV1 RSV2 RSV3', 'Opcode', 'MASK', 'Payload length'];

describe('a frame from the probe', () => {
  test('has its fields in the order of the wire, the masking key among them', () => {
    const hello = sent({ opcode: 'text', text: 'hello' });
    expect(fieldsOf(hello).map(({ name }) => name)).toEqual([...HEAD, 'Masking key', 'Payload']);
    expect(
      fieldsOf(hello)
        .map(({ raw }) => raw)
        .slice(0, 5),
    ).toEqual(['1', '0 0 0', '0001 = 1', '1', '0000101 = 5']);
    expect(wrong(hello)).toEqual([]);
  });

  test('shows its payload as it was masked, and what that is unmasked', () => {
    const { 'Masking key': key, Payload: payload } = named(sent({ opcode: 'text', text: 'hello' }));
    const bytes = (field?: Field) => Buffer.from((field?.raw ?? '').replaceAll(' ', ''), 'hex');
    const mask = bytes(key);
    expect(
      bytes(payload)
        .map((byte, index) => byte ^ (mask[index & 3] ?? 0))
        .toString(),
    ).toBe('hello');
    expect(payload?.meaning).toBe('5 bytes; unmasked: “hello”.');
  });

  test.each<[FrameSpec, string[]]>([
    [{ opcode: 'text', text: 'x', masked: false }, ['MASK']],
    [{ opcode: 'text', text: 'x', rsv1: true }, ['RSV1 RSV2 RSV3']],
    [{ opcode: 'ping', fin: false }, ['FIN']],
    [{ opcode: 3 }, ['Opcode']],
    [{ opcode: 'ping', text: 'x'.repeat(126) }, ['Payload length']],
    [{ opcode: 'text', text: 'x', claimedLength: 300 }, ['Payload length']],
  ])('that breaks the protocol on purpose has the field marked: %j', (spec, fields) => {
    expect(wrong(sent(spec))).toEqual(fields);
  });

  test('that claims another length says both', () => {
    expect(named(sent({ opcode: 'text', text: 'x', claimedLength: 300 }))['Payload length']).toMatchObject({
      raw: '1111110 = 126, then 01 2c',
      meaning: '300 bytes: 126 says that two bytes follow with the length. With it went: 1 byte.',
    });
  });
});

describe('a length is written in the shortest form that holds it', () => {
  test.each([
    [0, '0000000 = 0', '0 bytes: up to 125 bytes fit into 7 bits.'],
    [125, '1111101 = 125', '125 bytes: up to 125 bytes fit into 7 bits.'],
    [126, '1111110 = 126, then 00 7e', '126 bytes: 126 says that two bytes follow with the length.'],
    [65_535, '1111110 = 126, then ff ff', '65,535 bytes: 126 says that two bytes follow with the length.'],
    [65_536, '1111111 = 127, then 00 00 00 00 00 01 00 00', '65,536 bytes: 127 says that eight bytes follow with the length.'],
  ])('%i bytes', (length, raw, meaning) => {
    const spec: FrameSpec = { opcode: 'text', text: 'x'.repeat(length) };
    for (const of of [sent(spec), received(spec)]) expect(named(of)['Payload length']).toMatchObject({ raw, meaning });
  });
});

describe('a frame from the handler', () => {
  test('is not masked, and has no key', () => {
    const hello = received({ opcode: 'text', text: 'hello' });
    expect(fieldsOf(hello).map(({ name }) => name)).toEqual([...HEAD, 'Payload']);
    expect(named(hello).Payload).toMatchObject({ raw: '68 65 6c 6c 6f', meaning: '5 bytes: “hello”.' });
  });

  test('that is one of several says so, and the last one has the whole message', () => {
    const parts: FrameSpec[] = [
      { opcode: 'text', text: 'hel', fin: false },
      { opcode: 'continuation', text: 'lo' },
    ];
    expect(named(received(parts[0] as FrameSpec))).toMatchObject({ FIN: { raw: '0', meaning: 'More frames of this message follow.' } });
    expect(named(received(...parts))).toMatchObject({
      FIN: { raw: '1', meaning: 'The last frame of its message.' },
      Opcode: { raw: '0000 = 0', section: 'RFC 6455, section 5.4' },
      Payload: { raw: '6c 6f', meaning: '2 bytes. The whole message: “hello”.' },
    });
  });

  test('that is compressed has both sizes, the bytes as they came, and the inflated text', () => {
    const text = 'hello '.repeat(50);
    const hex = deflateRawSync(text, { finishFlush: 2 }).subarray(0, -4).toString('hex');
    const { 'RSV1 RSV2 RSV3': rsv, Payload: payload } = named(received({ opcode: 'text', hex, rsv1: true }));
    expect(rsv).toMatchObject({ raw: '1 0 0', meaning: 'RSV1: the message is compressed with permessage-deflate.' });
    expect(payload?.raw).toBe(hex.match(/../g)?.join(' '));
    expect(payload?.meaning).toMatch(new RegExp(`^${hex.length / 2} bytes, compressed; inflated it is 300 bytes: “hello hello`));
  });

  test.each<[string, FrameSpec, string]>([
    ['a ping with text', { opcode: 'ping', text: 'hi' }, '2 bytes: “hi”.'],
    ['a ping with bytes', { opcode: 'ping', hex: 'ff00' }, '2 bytes.'],
    ['an empty pong', { opcode: 'pong' }, 'Empty.'],
    ['bytes', { opcode: 'binary', hex: '00ff' }, '2 bytes.'],
  ])('%s', (_what, spec, meaning) => {
    expect(named(received(spec)).Payload?.meaning).toBe(meaning);
  });

  test('that is long shows the front of its payload', () => {
    const { Payload: payload } = named(received({ opcode: 'text', text: 'x'.repeat(500) }));
    expect(payload?.raw).toMatch(/^(78 ){20,}…$/);
    expect(wireOf(received({ opcode: 'text', text: 'x'.repeat(500) }))).toMatchObject({ size: '504 bytes', isCut: true });
  });

  test.each<[string, FrameSpec[], string[]]>([
    ['reserved bits', [{ opcode: 'text', text: 'x', rsv2: true }], ['RSV1 RSV2 RSV3']],
    ['a reserved opcode', [{ opcode: 3 }], ['Opcode']],
    ['a mask', [{ opcode: 'text', text: 'x', masked: true }], ['MASK']],
    ['a fragmented ping', [{ opcode: 'ping', fin: false }], ['FIN']],
    ['a long ping', [{ opcode: 'ping', text: 'x'.repeat(126) }], ['Payload length']],
  ])('that RFC 6455 forbids has the field marked: %s', (_what, specs, fields) => {
    const illegal = received(...specs);
    expect([illegal.kind, wrong(illegal)]).toEqual(['protocol-error', fields]);
  });

  test('with a length that is longer than needed has that marked', () => {
    const receiver = new Receiver({ compressed: false, maxBytes: 100 });
    receiver.push(Buffer.from('817e000141', 'hex'));
    const next = receiver.next();
    if (next?.kind !== 'violation') throw new Error('Expected a violation.');
    const illegal = event({ kind: 'protocol-error', problem: next.problem, wire: onTheWire(next.raw) });
    expect(named(illegal)['Payload length']).toMatchObject({ raw: '1111110 = 126, then 00 01', isWrong: true });
  });
});

describe('a close frame', () => {
  test('has its code with its meaning and who may send it, and its reason', () => {
    expect(named(received({ opcode: 8, hex: `03f3${Buffer.from('oh').toString('hex')}` }))).toMatchObject({
      'Close code': {
        raw: '03 f3',
        meaning:
          '1011, internal error. The server met an unexpected condition that kept it from fulfilling the request. A server sends it.',
        section: 'RFC 6455, section 7.4.1',
      },
      'Close reason': { raw: '6f 68', meaning: '“oh”, for people and logs: up to 123 bytes of UTF-8.' },
    });
  });

  test('of the probe is unmasked for that', () => {
    const goodbye = named(closed({ code: 4001, reason: 'é' }));
    expect(goodbye['Close code']).toMatchObject({ raw: '0f a1', section: 'RFC 6455, section 7.4.2' });
    expect(goodbye['Close reason']?.raw).toBe('c3 a9');
  });

  test('without a code is empty', () => {
    for (const of of [closed({ reason: '' }), received({ opcode: 8 })]) expect(named(of).Payload?.meaning).toMatch(/^Empty: no close code/);
  });

  test('with a code that must not be sent is illegal, and is shown', () => {
    const illegal = received({ opcode: 8, hex: '03ed' });
    expect([illegal.kind, named(illegal).Payload?.raw]).toEqual(['protocol-error', '03 ed']);
  });

  test.each([
    [1000, 'normal closure', undefined],
    [1005, 'no code', true],
    [1006, 'no close frame', true],
    [1010, 'extension missing', undefined],
    [1013, 'try again later', undefined],
    [1015, 'TLS handshake', true],
    [999, 'undefined code', true],
    [2000, 'undefined code', true],
    [3000, 'registered code', undefined],
    [4999, 'application code', undefined],
    [5000, 'undefined code', true],
  ])('%i is known: %s', (code, name, mustNotBeSent) => {
    expect(describeCloseCode(code)).toMatchObject({ name, ...(mustNotBeSent ? { mustNotBeSent } : {}) });
    expect('mustNotBeSent' in describeCloseCode(code)).toBe(mustNotBeSent === true);
  });
});

describe('the opening handshake', () => {
  const HEADERS = { Host: 'app.example.test', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', 'X-Own': 'y' };

  test('is asked for with headers, of which those of WebSocket are explained', () => {
    const asked = fieldsOf(event({ kind: 'handshake-sent', method: 'GET', path: '/ws/a', headers: HEADERS }));
    expect(asked.map(({ name, raw }) => [name, raw])).toEqual([['Request line', 'GET /ws/a HTTP/1.1'], ...Object.entries(HEADERS)]);
    expect(asked.map(({ meaning }) => meaning !== '')).toEqual([true, true, true, false]);
  });

  test('is answered with lines that are shown as they came', () => {
    const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
    const answered = fieldsOf(event({ kind: 'handshake-accepted', head }));
    expect(answered.map(({ name }) => name)).toEqual(['Status line', 'Upgrade', 'Sec-WebSocket-Accept']);
    expect(answered[0]?.raw).toBe('HTTP/1.1 101 Switching Protocols');
    expect(answered[2]).toMatchObject({ raw: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=', section: 'RFC 6455, section 4.2.2' });
  });

  test('is refused with a status, headers and a body', () => {
    const head = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 2';
    const refused = fieldsOf(event({ kind: 'handshake-refused', status: 403, statusText: 'Forbidden', body: 'no', head }));
    expect(refused.map(({ name, raw }) => [name, raw])).toEqual([
      ['Status line', 'HTTP/1.1 403 Forbidden'],
      ['Content-Length', '2'],
      ['Body', 'no'],
    ]);
  });

  test('that is illegal says why at its first line', () => {
    const invalid = event({ kind: 'handshake-invalid', problem: 'the 101 has no "Upgrade: websocket"', head: 'HTTP/1.1 101 Hm\r\nX: y' });
    expect(fieldsOf(invalid)[0]).toMatchObject({ raw: 'HTTP/1.1 101 Hm', isWrong: true });
  });
});

describe('what was recorded without bytes', () => {
  test('shows what is known, and no bytes', () => {
    const old = event({ kind: 'frame-received', opcode: 'text', fin: true, bytes: 2, text: 'hi' });
    expect(fieldsOf(old).map(({ name, raw }) => [name, raw])).toEqual(
      ['FIN', 'Opcode', 'Payload length', 'Payload'].map((name) => [name, '']),
    );
    expect([named(old).Payload?.meaning, wireOf(old)]).toEqual(['2 bytes: “hi”.', undefined]);
    const goodbye = event({ kind: 'frame-sent', opcode: 'close', fin: true, bytes: 2, close: { code: 1000, reason: '' } });
    expect(named(goodbye)['Close code']?.meaning).toMatch(/^1000, normal closure\./);
  });
});

test('the end of a connection is told in full', () => {
  expect(fieldsOf(event(fin)).map(({ name, raw }) => [name, raw])).toEqual([
    ['Reported code', '1006'],
    ['Closing handshake', 'not clean'],
    ['Ended by', 'handler'],
    ['TCP', 'FIN'],
  ]);
  expect(named(event(fin))['Closing handshake']?.meaning).toBe('Not completed: no close frame came.');
});

test('who was on the client side is called by name', () => {
  const own = event({ kind: 'closed', code: 1006, reason: '', clean: false, by: 'probe', end: 'fin', sent: { code: 1000, reason: '' } });
  const meanings = (...client: [ClientSide?]) =>
    fieldsOf(own, ...client).flatMap(({ name, raw, meaning }) =>
      name === 'Ended by' || name === 'Closing handshake' ? [raw, meaning] : [],
    );
  expect(meanings()).toEqual([
    'not clean',
    'Not completed: the probe’s close frame was not answered.',
    'probe',
    'The probe ended it first.',
  ]);
  expect(meanings({ name: 'you', own: 'your' })).toEqual([
    'not clean',
    'Not completed: your close frame was not answered.',
    'you',
    'You ended it first.',
  ]);
});

test('what was not on the wire has no fields, and the line that it is about', () => {
  const returned = event({ kind: 'handler-returned', at: { line: 3, column: 1 }, source: 'process' });
  expect([fieldsOf(returned), placeOf(returned)]).toEqual([[], { line: 3, column: 1 }]);
  const error = { name: 'E', message: '', stack: '', at: { line: 4, column: 2 } };
  expect(placeOf(event({ kind: 'handler-threw', error, source: 'process' }))).toEqual({ line: 4, column: 2 });
  expect(placeOf(event(fin))).toBeUndefined();
});
