/** Frames as the timeline has them. Pure. */
import type { FrameSpec } from '../../scenario/entry.ts';
import type { CloseFrame, WireBytes, WireFact } from '../../timeline/timeline.ts';
import { decodeUtf8 } from './frame.ts';
import type { HandshakeAnswer } from './handshake.ts';
import type { ReceivedFrame } from './receiver.ts';
import { headOf } from './response-head.ts';

/** How much of a payload the timeline keeps, in bytes. */
const MAX_KEPT = 64 * 1024;
/** And how much of a frame as it went over the wire: the longest header that there is, and the beginning of a payload. */
const FRONT_BYTES = 14 + 32;

/** `raw`: the frame as it is written. */
export function frameSent(spec: FrameSpec, raw: Buffer): WireFact {
  const payload = spec.hex === undefined ? Buffer.from(spec.text ?? '') : Buffer.from(spec.hex, 'hex');
  const opcode = typeof spec.opcode === 'number' ? 'reserved' : spec.opcode;
  const fin = spec.fin ?? true;
  return { kind: 'frame-sent', opcode, fin, bytes: payload.length, text: spec.text, ...noted(spec.note), wire: onTheWire(raw) };
}

export function pongSent(payload: Buffer, note: string | undefined, raw: Buffer): WireFact {
  const base = { kind: 'frame-sent' as const, opcode: 'pong' as const, fin: true, bytes: payload.length };
  return { ...base, text: decodeUtf8(payload), ...noted(note), wire: onTheWire(raw) };
}

export function closeSent(close: CloseFrame, raw: Buffer): WireFact {
  const bytes = close.code === undefined ? 0 : 2 + Buffer.byteLength(close.reason);
  return { kind: 'frame-sent', opcode: 'close', fin: true, bytes, close, wire: onTheWire(raw) };
}

/** The front of these bytes in hex, and how many they are. */
export function onTheWire(raw: Buffer): WireBytes {
  return { front: raw.toString('hex', 0, FRONT_BYTES), bytes: raw.length };
}

/** `most`: how many bytes of a payload are kept. */
export function frameReceived(frame: ReceivedFrame, most = MAX_KEPT): WireFact {
  if (frame.isPassedOver) return framePassedOver('frame-received', frame);
  const { raw, payload, close, message } = frame;
  const { opcode, fin } = frame.header;
  const base = { kind: 'frame-received' as const, opcode, fin, bytes: payload.length, wire: onTheWire(raw) };
  if (close) return { ...base, close };
  const whole = message && { message: { [message.opcode === 'text' ? 'text' : 'hex']: kept(message.payload, message.opcode, most) } };
  return opcode === 'binary' || opcode === 'continuation'
    ? { ...base, hex: kept(payload, 'binary', most), ...whole }
    : { ...base, text: kept(payload, 'text', most) };
}

/** A frame of somebody else's client: of bytes, their number. */
export function frameTapped(frame: ReceivedFrame, most = MAX_KEPT): WireFact {
  if (frame.isPassedOver) return framePassedOver('frame-sent', frame);
  const { raw, payload, close } = frame;
  const { opcode, fin } = frame.header;
  const text = opcode === 'binary' || opcode === 'continuation' || close ? {} : { text: kept(payload, 'text', most) };
  return { kind: 'frame-sent', opcode, fin, bytes: payload.length, ...text, ...(close ? { close } : {}), wire: onTheWire(raw) };
}

/** A frame that nobody has read: its kind and its length alone. */
function framePassedOver(kind: 'frame-sent' | 'frame-received', { header, raw }: ReceivedFrame): WireFact {
  const { opcode, fin, begin, end } = header;
  return { kind, opcode, fin, bytes: end - begin, wire: { ...onTheWire(raw), bytes: end } };
}

/** `came`: the bytes of the answer. */
export function handshakeFailed(answer: Extract<HandshakeAnswer, { kind: 'refused' | 'invalid' }>, came: Buffer): WireFact {
  const head = headOf(came);
  if (answer.kind === 'invalid') return { kind: 'handshake-invalid', problem: answer.problem, flaw: answer.flaw, head };
  const { status, statusText, body, headers } = answer;
  return { kind: 'handshake-refused', status, statusText, body, headers, head };
}

function noted(note: string | undefined): { note?: string } {
  return note === undefined ? {} : { note };
}

function kept(payload: Buffer, as: 'text' | 'binary', most: number): string {
  return payload.toString(as === 'text' ? 'utf8' : 'hex', 0, most);
}
