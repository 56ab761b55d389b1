/** Frames as the timeline has them: what they carry, as text where it is text, and how long they were. */
import { describe, expect, test } from 'vitest';
import { closeSent, frameReceived, frameSent, pongSent } from '../../../../sandbox/probe/websocket/facts.ts';
import type { ReceivedFrame } from '../../../../sandbox/probe/websocket/receiver.ts';
import type { FrameSpec } from '../../../../sandbox/scenario/entry.ts';
import type { Opcode, WireFact } from '../../../../sandbox/timeline/timeline.ts';

const header = (opcode: Opcode, fin = true) => ({ opcode, fin, rsv1: false, begin: 2, end: 4 });
const RAW = Buffer.from('8102', 'hex');
const wire = { front: '8102', bytes: 2 };
const received = (opcode: Opcode, payload: Buffer | string, more: Partial<ReceivedFrame> = {}): ReceivedFrame => ({
  kind: 'frame',
  header: header(opcode),
  raw: RAW,
  payload: Buffer.from(payload as string),
  ...more,
});

describe('a frame of the probe', () => {
  test.each<[FrameSpec, object]>([
    [
      { opcode: 'text', text: 'naïve' },
      { opcode: 'text', fin: true, bytes: 6, text: 'naïve' },
    ],
    [
      { opcode: 'binary', hex: '00ff' },
      { opcode: 'binary', fin: true, bytes: 2 },
    ],
    [{ opcode: 'ping' }, { opcode: 'ping', fin: true, bytes: 0 }],
    [
      { opcode: 'text', text: 'x', fin: false, note: 'first half' },
      { opcode: 'text', fin: false, bytes: 1, text: 'x', note: 'first half' },
    ],
    [
      { opcode: 3, text: 'x' },
      { opcode: 'reserved', fin: true, bytes: 1, text: 'x' },
    ],
  ])('%j', (spec, fact) => {
    expect(frameSent(spec, RAW)).toEqual({ kind: 'frame-sent', ...fact, wire });
    expect('note' in frameSent(spec, RAW)).toBe('note' in spec);
  });

  test('that answers a ping has its payload', () => {
    const pong = { kind: 'frame-sent', opcode: 'pong', fin: true, bytes: 2, text: 'hi', wire };
    expect(pongSent(Buffer.from('hi'), undefined, RAW)).toStrictEqual(pong);
    expect(pongSent(Buffer.from([0xff]), 'late', RAW)).toMatchObject({ bytes: 1, text: undefined, note: 'late' });
  });

  test('that closes is as long as its code and its reason', () => {
    const close = { code: 4001, reason: 'é' };
    expect(closeSent(close, RAW)).toEqual({ kind: 'frame-sent', opcode: 'close', fin: true, bytes: 4, close, wire });
    expect(closeSent({ reason: '' }, RAW)).toMatchObject({ bytes: 0 });
  });
});

describe('a frame of the handler', () => {
  test.each<[string, ReceivedFrame, object]>([
    ['text', received('text', 'hi'), { opcode: 'text', bytes: 2, text: 'hi' }],
    ['a ping', received('ping', 'p'), { opcode: 'ping', bytes: 1, text: 'p' }],
    ['bytes', received('binary', Buffer.from([0, 255])), { opcode: 'binary', bytes: 2, hex: '00ff' }],
    [
      'a continuation, which may cut a character in half',
      received('continuation', Buffer.from([0xa9])),
      { opcode: 'continuation', bytes: 1, hex: 'a9' },
    ],
    [
      'a close',
      received('close', 'xx', { close: { code: 1000, reason: '' } }),
      { opcode: 'close', bytes: 2, close: { code: 1000, reason: '' } },
    ],
    [
      'the last of a text',
      received('continuation', 'b', { message: { opcode: 'text', payload: Buffer.from('ab') } }),
      { opcode: 'continuation', bytes: 1, hex: '62', message: { text: 'ab' } },
    ],
    [
      'the last of bytes',
      received('continuation', 'b', { message: { opcode: 'binary', payload: Buffer.from('ab') } }),
      { opcode: 'continuation', bytes: 1, hex: '62', message: { hex: '6162' } },
    ],
  ])('%s', (_what, frame, fact) => {
    expect(frameReceived(frame)).toStrictEqual({ kind: 'frame-received', fin: true, ...fact, wire } as WireFact);
  });

  test('is not final where it says so', () => {
    expect(frameReceived({ ...received('text', 'x'), header: header('text', false) })).toMatchObject({ fin: false });
  });

  test('has its front as it came, and how long it was with its header', () => {
    const raw = Buffer.concat([Buffer.from('817e0100', 'hex'), Buffer.alloc(256, 'x')]);
    const front = raw.subarray(0, 46).toString('hex');
    expect(frameReceived(received('text', 'x'.repeat(256), { raw }))).toMatchObject({ bytes: 256, wire: { front, bytes: 260 } });
  });

  test('is kept up to 64 KiB, and as long as it was', () => {
    const long = received('text', 'x'.repeat(64 * 1024 + 1));
    expect(frameReceived(long)).toMatchObject({ bytes: 65_537, text: 'x'.repeat(65_536) });
  });
});
