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
    ['a text that is no UTF-8', '1007', [{ opcode: 'text', hex: 'ff' }]],
    ['what is not compressed as agreed', '1007', [{ opcode: 'text', text: 'zzz', rsv1: true }], true],
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
