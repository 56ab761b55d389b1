import { describe, expect, test } from 'vitest';
import { encodeClose, encodeFrame, readClose, readHeader } from '../../../../sandbox/probe/websocket/frame.ts';

/** The frame as a server would send it: unmasked. */
const fromServer = (spec: Parameters<typeof encodeFrame>[0]) => encodeFrame({ ...spec, masked: false });

describe.each([0, 1, 125, 126, 65_535, 65_536, 70_000])('a payload of %d bytes', (length) => {
  const bytes = fromServer({ opcode: 'binary', hex: '00'.repeat(length) });

  test('has a header that says where it begins and ends', () => {
    const read = readHeader(bytes);
    expect(read).toMatchObject({ kind: 'header', header: { opcode: 'binary', fin: true, rsv1: false, end: bytes.length } });
    expect(read.kind === 'header' && read.header.end - read.header.begin).toBe(length);
  });

  test('wants more bytes until its header is whole, and says how many', () => {
    const header = bytes.length - length;
    for (let come = 0; come < header; come++) {
      const read = readHeader(bytes.subarray(0, come));
      expect(read.kind).toBe('more');
      expect(read.kind === 'more' && read.wanted > come && read.wanted <= header).toBe(true);
    }
  });
});

test.each([
  ['a reserved bit', fromServer({ opcode: 'text', text: 'x', rsv1: true }), 'reserved bits'],
  ['a reserved opcode', fromServer({ opcode: 3, text: 'x' }), 'opcode 3 is reserved'],
  ['a mask', encodeFrame({ opcode: 'text', text: 'x' }), 'masked'],
  ['a fragmented control frame', fromServer({ opcode: 'ping', fin: false }), 'fragmented'],
  ['a long control frame', fromServer({ opcode: 'ping', text: 'x'.repeat(126) }), 'longer than 125'],
  ['a close frame of one byte', fromServer({ opcode: 8, text: 'x' }), 'one byte'],
  ['a length that is written longer than needed', Buffer.from([0x81, 126, 0, 1, 0x78]), 'longer than needed'],
  ['HTTP inside the stream', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'an HTTP answer inside an open connection'],
])('%s is illegal, and the problem says why', (_what, bytes, words) => {
  const read = readHeader(bytes);
  expect(read.kind === 'illegal' && read.violation).toEqual({ code: 1002, problem: expect.stringContaining(words) });
});

test('a first frame may have RSV1 set where compression was agreed', () => {
  expect(readHeader(fromServer({ opcode: 'text', rsv1: true }), true)).toMatchObject({ kind: 'header', header: { rsv1: true } });
  expect(readHeader(fromServer({ opcode: 'continuation', rsv1: true }), true).kind).toBe('illegal');
});

test('a close frame without a body has no code', () => {
  expect(readClose(Buffer.alloc(0))).toEqual({ reason: '' });
});

test.each([1000, 1003, 1007, 1014, 3000, 4999])('the close code %d may be on the wire', (code) => {
  expect(readClose(Buffer.from([code >> 8, code & 255, 0x62]))).toEqual({ code, reason: 'b' });
});

test.each([0, 999, 1004, 1005, 1006, 1015, 2999, 5000])('the close code %d must not be on the wire', (code) => {
  expect(readClose(Buffer.from([code >> 8, code & 255]))).toMatchObject({ code: 1002, problem: expect.stringContaining(String(code)) });
});

test('the reason of a close frame is UTF-8', () => {
  expect(readClose(Buffer.from([3, 232, 0xff]))).toMatchObject({ code: 1007 });
});

test('a close frame of the probe is masked and carries code and reason', () => {
  const bytes = encodeClose({ code: 4001, reason: 'bye' });
  expect(bytes[0]).toBe(0x88);
  expect(bytes[1]).toBe(0x80 | 5);
});
