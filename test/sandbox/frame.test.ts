import { describe, expect, test } from 'vitest';
import { encodeClose, encodeFrame, parseClose, readFrame } from '../../sandbox/probe/frame.ts';

const MAX = 1_000_000;

/** The frame as a server would send it: unmasked. */
const fromServer = (spec: Parameters<typeof encodeFrame>[0]) => encodeFrame({ ...spec, masked: false });

describe.each([0, 1, 125, 126, 65_535, 65_536, 70_000])('a payload of %d bytes', (length) => {
  test('comes out of the reader as it went into the writer', () => {
    const read = readFrame(fromServer({ opcode: 'text', text: 'x'.repeat(length) }), MAX);
    expect(read).toMatchObject({ kind: 'frame', frame: { opcode: 'text', fin: true } });
    expect(read.kind === 'frame' && read.frame.payload.length).toBe(length);
  });

  test('asks for more until the last byte is there, and says how many bytes it wants', () => {
    const bytes = fromServer({ opcode: 'binary', hex: '00'.repeat(length) });
    let wanted = 0;
    for (let reads = 0; reads < 3 && wanted < bytes.length; reads++) {
      const read = readFrame(bytes.subarray(0, wanted), MAX);
      expect(read).toEqual({ kind: 'more', wanted: expect.any(Number) });
      wanted = read.kind === 'more' ? read.wanted : 0;
    }
    expect(wanted).toBe(bytes.length);
    expect(readFrame(bytes.subarray(0, -1), MAX).kind).toBe('more');
  });
});

test.each([
  ['a reserved bit', fromServer({ opcode: 'text', text: 'x', rsv1: true }), 'reserved bits'],
  ['a reserved opcode', fromServer({ opcode: 3, text: 'x' }), 'opcode 3 is reserved'],
  ['a mask', encodeFrame({ opcode: 'text', text: 'x' }), 'masked'],
  ['a fragmented control frame', fromServer({ opcode: 'ping', fin: false }), 'fragmented'],
  ['a long control frame', fromServer({ opcode: 'ping', text: 'x'.repeat(126) }), 'longer than 125'],
  ['a claim of 2^62 bytes', fromServer({ opcode: 'text', claimedLength: 2 ** 62 }), 'claims'],
  ['HTTP inside the stream', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'an HTTP answer inside an open connection'],
])('%s is illegal, and the problem says why', (_what, bytes, words) => {
  const read = readFrame(bytes, MAX);
  expect(read.kind === 'illegal' && read.problem).toContain(words);
});

test('a close frame without a body has no code', () => {
  expect(parseClose(Buffer.alloc(0))).toEqual({ reason: '' });
});

test.each([1004, 1005, 1006, 1015, 999, 5000])('the close code %d must not be on the wire', (code) => {
  expect(parseClose(Buffer.from([code >> 8, code & 255]))).toHaveProperty('problem');
});

test('a close frame of the probe is masked and carries code and reason', () => {
  const bytes = encodeClose({ code: 4001, reason: 'bye' });
  expect(bytes[0]).toBe(0x88);
  expect(bytes[1]).toBe(0x80 | 5);
});
