import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encodeFrame } from '../../../../sandbox/probe/websocket/frame.ts';
import { type Received, Receiver } from '../../../../sandbox/probe/websocket/receiver.ts';

type Spec = Parameters<typeof encodeFrame>[0];
const fromServer = (...specs: Spec[]) => Buffer.concat(specs.map((spec) => encodeFrame({ ...spec, masked: false })));
const compressed = (text: string) => deflateRawSync(text, { finishFlush: 2 }).subarray(0, -4).toString('hex');

function receive(bytes: Buffer, options: Partial<ConstructorParameters<typeof Receiver>[0]> = {}, step = bytes.length): Received[] {
  const receiver = new Receiver({ compressed: false, maxBytes: 1_000, ...options });
  const all: Received[] = [];
  for (let at = 0; at < bytes.length; at += step) {
    receiver.push(bytes.subarray(at, at + step));
    for (let next = receiver.next(); next; next = receiver.next()) all.push(next);
  }
  return all;
}

const shown = (received: Received) =>
  received.kind === 'violation' ? `${received.code}` : `${received.header.opcode} ${received.message?.payload ?? received.payload}`;

const CONVERSATION: Spec[] = [
  { opcode: 'text', text: 'naïve' },
  { opcode: 'text', text: 'in ', fin: false },
  { opcode: 'ping', text: 'between' },
  { opcode: 'continuation', text: 'two', fin: true },
  { opcode: 'binary', hex: '00ff' },
];

test.each([1, 2, 3, 5, 8, 1_000])('the same frames come out when the bytes come %d at a time', (step) => {
  expect(receive(fromServer(...CONVERSATION), {}, step).map(shown)).toEqual([
    'text naïve',
    'text in ',
    'ping between',
    'continuation in two',
    `binary ${Buffer.from([0, 255])}`,
  ]);
});

test('a character may be split between two frames of a message', () => {
  const [first = 0, second = 0] = Buffer.from('é');
  const split: Spec[] = [
    { opcode: 'text', hex: first.toString(16), fin: false },
    { opcode: 'continuation', hex: second.toString(16) },
  ];
  expect(receive(fromServer(...split)).map(shown)[1]).toBe('continuation é');
  expect(receive(fromServer(split[0] as Spec, { opcode: 'continuation', text: 'x' })).map(shown)[1]).toBe('1007');
});

test('a compressed message is inflated, in one frame or in several', () => {
  const hex = compressed('hello '.repeat(9));
  const whole = receive(fromServer({ opcode: 'text', hex, rsv1: true }), { compressed: true });
  expect(whole.map(shown)).toEqual([`text ${'hello '.repeat(9)}`]);
  const parts = fromServer({ opcode: 'text', hex: hex.slice(0, 8), rsv1: true, fin: false }, { opcode: 'continuation', hex: hex.slice(8) });
  expect(receive(parts, { compressed: true }).map(shown)[1]).toBe(`continuation ${'hello '.repeat(9)}`);
});

describe('a violation has the code that RFC 6455 has for it, and is the last thing that is read', () => {
  test.each<[string, string, Spec[], boolean?]>([
    ['a continuation of nothing', '1002', [{ opcode: 'continuation', text: 'x' }]],
    [
      'a message within a message',
      '1002',
      [
        { opcode: 'text', text: 'x', fin: false },
        { opcode: 'binary', text: 'x' },
      ],
    ],
    ['a text that is not UTF-8', '1007', [{ opcode: 'text', hex: 'ff' }]],
    ['what is not compressed as agreed', '1007', [{ opcode: 'text', text: 'no deflate', rsv1: true }], true],
    ['a frame that claims too much', '1009', [{ opcode: 'text', claimedLength: 2 ** 62 }]],
    [
      'frames that come to too much',
      '1009',
      [
        { opcode: 'text', text: 'x'.repeat(800), fin: false },
        { opcode: 'continuation', text: 'x'.repeat(800) },
      ],
    ],
    ['what inflates to too much', '1009', [{ opcode: 'text', hex: compressed('x'.repeat(2_000)), rsv1: true }], true],
  ])('%s: %s', (_what, code, specs, isCompressed = false) => {
    const received = receive(fromServer(...specs, { opcode: 'text', text: 'more' }), { compressed: isCompressed });
    expect(received.map(shown).at(-1)).toBe(code);
    expect(received.filter(({ kind }) => kind === 'violation')).toHaveLength(1);
  });

  const problemOf = (specs: Spec[], isCompressed = false, maxBytes = 1_000) => {
    const last = receive(fromServer(...specs), { compressed: isCompressed, maxBytes }).at(-1);
    return last?.kind === 'violation' ? last.problem : undefined;
  };

  test.each<[string, Spec[], boolean?]>([
    ['a continuation frame continues no message (RFC 6455, section 5.4)', [{ opcode: 'continuation', text: 'x' }]],
    [
      'a continuation frame continues no message (RFC 6455, section 5.4)',
      [
        { opcode: 'text', text: 'x' },
        { opcode: 'continuation', text: 'x' },
      ],
    ],
    [
      'a new message begins before the last one has ended (RFC 6455, section 5.4)',
      [
        { opcode: 'binary', text: 'x', fin: false },
        { opcode: 'text', text: 'x' },
      ],
    ],
    ['a text message is not UTF-8 (RFC 6455, section 8.1)', [{ opcode: 'text', hex: 'ff' }]],
    ['a message is not compressed as agreed (RFC 7692, section 7.2)', [{ opcode: 'text', text: 'no deflate', rsv1: true }], true],
    ['a frame that claims 1001 bytes; the probe reads at most 1000', [{ opcode: 'text', claimedLength: 1_001 }]],
    ['a frame that claims more than 9007199254740991 bytes; the probe reads at most 1000', [{ opcode: 'text', claimedLength: 2 ** 62 }]],
    [
      'a message in frames of more than 1000 bytes; the probe reads no more',
      [
        { opcode: 'text', text: 'x'.repeat(500), fin: false },
        { opcode: 'continuation', text: 'x'.repeat(501) },
      ],
    ],
    [
      'a message that inflates to more than 1000 bytes; the probe reads no more',
      [{ opcode: 'text', hex: compressed('x'.repeat(1_001)), rsv1: true }],
      true,
    ],
    ['the close code 1005 must not be sent (RFC 6455, section 7.4)', [{ opcode: 8, hex: '03ed' }]],
    ['the opcode 3 is reserved (RFC 6455, section 5.2)', [{ opcode: 3 }]],
  ])('and its problem in words: %s', (problem, specs, isCompressed) => {
    expect(problemOf(specs, isCompressed)).toBe(problem);
  });

  test('but a message may be as long as is read, in one frame or in several, inflated or not', () => {
    const half = 'x'.repeat(500);
    expect(problemOf([{ opcode: 'text', text: `${half}${half}` }])).toBeUndefined();
    expect(
      problemOf([
        { opcode: 'text', text: half, fin: false },
        { opcode: 'continuation', text: half },
      ]),
    ).toBeUndefined();
    expect(problemOf([{ opcode: 'text', hex: compressed(half + half), rsv1: true }], true)).toBeUndefined();
  });

  test('and bytes are not text: they may be anything, in one frame or in several', () => {
    expect(problemOf([{ opcode: 'binary', hex: 'ff' }])).toBeUndefined();
    expect(
      problemOf([
        { opcode: 'binary', hex: 'ff', fin: false },
        { opcode: 'continuation', hex: 'ff' },
      ]),
    ).toBeUndefined();
  });

  test('and control frames come between the parts of a message, however long that is', () => {
    const parts: Spec[] = [
      { opcode: 'text', text: 'x'.repeat(990), fin: false },
      { opcode: 'ping', text: 'x'.repeat(100) },
      { opcode: 'continuation', text: 'y' },
    ];
    expect(receive(fromServer(...parts)).map(({ kind }) => kind)).toEqual(['frame', 'frame', 'frame']);
  });
});

test('a frame has what came with it, and the last of several the whole message', () => {
  const [first, ping, last] = receive(
    fromServer({ opcode: 'binary', hex: '01', fin: false }, { opcode: 'ping' }, { opcode: 'continuation', hex: '02' }),
  );
  expect(first).toMatchObject({ kind: 'frame', header: { opcode: 'binary', fin: false }, payload: Buffer.from([1]) });
  expect(ping).toMatchObject({ kind: 'frame', header: { opcode: 'ping' }, payload: Buffer.alloc(0) });
  expect(last).toMatchObject({ payload: Buffer.from([2]), message: { opcode: 'binary', payload: Buffer.from([1, 2]) } });
  expect(first).not.toHaveProperty('message');
  expect(receive(fromServer({ opcode: 'text', text: 'x' }))[0]).not.toHaveProperty('message');
});

test('a close frame has its code and its reason', () => {
  expect(receive(fromServer({ opcode: 8, hex: '03e86f6b' }))[0]).toMatchObject({ kind: 'frame', close: { code: 1000, reason: 'ok' } });
});

test('nothing is read after a close frame', () => {
  expect(receive(fromServer({ opcode: 8, hex: '03e8' }, { opcode: 'text', text: 'more' })).map(shown)).toHaveLength(1);
});

test('it says up to where it has read', () => {
  const receiver = new Receiver({ compressed: false, maxBytes: 1_000 });
  receiver.push(fromServer({ opcode: 'text', text: 'four' }, { opcode: 'text', text: 'four' }).subarray(0, 8));
  receiver.next();
  expect([receiver.next(), receiver.taken]).toEqual([undefined, 6]);
});

describe('a receiver that passes over what is too long', () => {
  const lengths = (received: Received[]) =>
    received.map((each) => (each.kind === 'frame' ? [each.header.opcode, each.isPassedOver === true, each.payload.length] : each.problem));

  test.each([1, 7, 1_000, 10_000])('counts it and reads on, when the bytes come %d at a time', (step) => {
    const long = 'x'.repeat(3_000);
    const bytes = fromServer(
      { opcode: 'text', text: long },
      { opcode: 'binary', hex: '00', fin: false },
      { opcode: 'ping', text: 'p' },
      { opcode: 'continuation', text: long, fin: false },
      { opcode: 'continuation', text: 'end' },
      { opcode: 'text', text: 'read' },
    );
    expect(lengths(receive(bytes, { passesOver: true }, step))).toEqual([
      ['text', true, 0],
      ['binary', false, 1],
      ['ping', false, 1],
      ['continuation', true, 0],
      ['continuation', true, 0],
      ['text', false, 4],
    ]);
  });

  test('reads no compressed message behind one that it has not read, and all others', () => {
    const bytes = fromServer(
      { opcode: 'text', rsv1: true, hex: compressed('x'.repeat(3_000)) },
      { opcode: 'text', rsv1: true, hex: compressed('refers to it') },
      { opcode: 'text', text: 'plain' },
    );
    const read = lengths(receive(bytes, { passesOver: true, compressed: true }));
    expect(read).toEqual([
      ['text', true, 0],
      ['text', true, 0],
      ['text', false, 5],
    ]);
  });
});
