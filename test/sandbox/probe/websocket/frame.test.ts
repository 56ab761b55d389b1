import { describe, expect, test } from 'vitest';
import { decodeUtf8, encodeClose, encodeFrame, readClose, readHeader } from '../../../../sandbox/probe/websocket/frame.ts';

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
  [
    'a reserved bit',
    fromServer({ opcode: 'text', text: 'x', rsv1: true }),
    'reserved bits are set in a frame that no agreed extension gives a meaning (RFC 6455, section 5.2)',
  ],
  [
    'HTTP inside the stream',
    Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'reserved bits are set in a frame that no agreed extension gives a meaning (RFC 6455, section 5.2); the bytes read "HT…": an HTTP answer inside an open connection',
  ],
  [
    'what only begins like HTTP',
    Buffer.from('HX'),
    'reserved bits are set in a frame that no agreed extension gives a meaning (RFC 6455, section 5.2)',
  ],
  ['a reserved opcode', fromServer({ opcode: 3, text: 'x' }), 'the opcode 3 is reserved (RFC 6455, section 5.2)'],
  [
    'a mask',
    encodeFrame({ opcode: 'text', text: 'x' }),
    'a frame from the handler is masked; only a client endpoint masks (RFC 6455, section 5.1)',
  ],
  ['a fragmented control frame', fromServer({ opcode: 'ping', fin: false }), 'a control frame is fragmented (RFC 6455, section 5.5)'],
  ['a fragmented close frame', fromServer({ opcode: 8, fin: false }), 'a control frame is fragmented (RFC 6455, section 5.5)'],
  [
    'a long control frame',
    fromServer({ opcode: 'ping', text: 'x'.repeat(126) }),
    'a control frame is longer than 125 bytes (RFC 6455, section 5.5)',
  ],
  [
    'a long close frame',
    fromServer({ opcode: 8, text: 'x'.repeat(126) }),
    'a control frame is longer than 125 bytes (RFC 6455, section 5.5)',
  ],
  ['a close frame of one byte', fromServer({ opcode: 8, text: 'x' }), 'a close frame has a body of one byte (RFC 6455, section 5.5.1)'],
  [
    'a length that is written longer than needed',
    Buffer.from([0x81, 126, 0, 125]),
    'a frame of 125 bytes writes its length longer than needed (RFC 6455, section 5.2)',
  ],
  [
    'a length that is written much longer than needed',
    Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0, 255, 255]),
    'a frame of 65535 bytes writes its length longer than needed (RFC 6455, section 5.2)',
  ],
])('%s is illegal, and the problem says why', (_what, bytes, problem) => {
  const read = problem.includes('longer than needed') ? bytes.length : 2;
  expect(readHeader(bytes)).toEqual({ kind: 'illegal', violation: { code: 1002, problem }, read });
});

test('a control frame may have 125 bytes, and a ping one', () => {
  expect(readHeader(fromServer({ opcode: 'ping', text: 'x'.repeat(125) })).kind).toBe('header');
  expect(readHeader(fromServer({ opcode: 'ping', text: 'x' })).kind).toBe('header');
  expect(readHeader(fromServer({ opcode: 8, hex: '03e8' }))).toMatchObject({ kind: 'header', header: { opcode: 'close' } });
});

describe('a frame of the probe', () => {
  test.each<[string, Parameters<typeof encodeFrame>[0], string]>([
    ['a text', { opcode: 'text', text: 'hi' }, '81026869'],
    ['bytes', { opcode: 'binary', hex: '00ff' }, '820200ff'],
    ['the first part of a message', { opcode: 'text', text: 'h', fin: false }, '010168'],
    ['the rest of it', { opcode: 'continuation', text: 'i' }, '800169'],
    ['a ping', { opcode: 'ping', text: 'p' }, '890170'],
    ['a pong of nothing', { opcode: 'pong' }, '8a00'],
    ['RSV1', { opcode: 'text', text: 'x', rsv1: true }, 'c10178'],
    ['a reserved opcode', { opcode: 11 }, '8b00'],
    ['a length that is not its own', { opcode: 'text', text: 'x', claimedLength: 5 }, '810578'],
    ['a length of 126', { opcode: 'text', claimedLength: 126 }, '817e007e'],
    ['a length of 65,535', { opcode: 'text', claimedLength: 65_535 }, '817effff'],
    ['a length of 65,536', { opcode: 'text', claimedLength: 65_536 }, '817f0000000000010000'],
  ])('may have %s', (_what, spec, hex) => {
    expect(fromServer(spec).toString('hex')).toBe(hex);
  });

  /** Header, mask and payload of a short frame, unmasked again. */
  const opened = (bytes: Buffer) => {
    const mask = bytes.subarray(2, 6);
    return { header: bytes.subarray(0, 2).toString('hex'), payload: bytes.subarray(6).map((byte, index) => byte ^ (mask[index & 3] ?? 0)) };
  };

  test('is masked, each with a mask of its own', () => {
    const [one, other] = [encodeFrame({ opcode: 'text', text: 'hello' }), encodeFrame({ opcode: 'text', text: 'hello' })];
    expect(opened(one)).toEqual({ header: '8185', payload: Buffer.from('hello') });
    expect(one).not.toEqual(other);
    expect(encodeFrame({ opcode: 'text', claimedLength: 200 }).subarray(0, 4).toString('hex')).toBe('81fe00c8');
  });

  test('that closes has a code and a reason, or no body', () => {
    expect(opened(encodeClose({ code: 4001, reason: 'bye' }))).toEqual({ header: '8885', payload: Buffer.from('\x0f\xa1bye', 'latin1') });
    expect(opened(encodeClose({ reason: 'unsaid' }))).toEqual({ header: '8880', payload: Buffer.alloc(0) });
  });
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

test('what is wrong with a close frame is said', () => {
  expect(readClose(Buffer.from([3, 237]))).toEqual({ code: 1002, problem: 'the close code 1005 must not be sent (RFC 6455, section 7.4)' });
  expect(readClose(Buffer.from([3, 232, 0xff]))).toEqual({
    code: 1007,
    problem: 'the reason of a close frame is not UTF-8 (RFC 6455, section 8.1)',
  });
});

test('a text is all that its bytes say, a byte order mark too', () => {
  expect(decodeUtf8(Buffer.from([0xef, 0xbb, 0xbf, 0x78]))).toBe('\ufeffx');
  expect(decodeUtf8(Buffer.from([0xc3]))).toBeUndefined();
});
