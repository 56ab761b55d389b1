/** Frames as the timeline has them. Pure. */
import type { FrameSpec } from '../../scenario/entry.ts';
import type { CloseFrame, WireFact } from '../../timeline/timeline.ts';
import { decodeUtf8 } from './frame.ts';
import type { ReceivedFrame } from './receiver.ts';

/** How much of a payload the timeline keeps, in bytes. */
const MAX_KEPT = 64 * 1024;

export function frameSent(spec: FrameSpec): WireFact {
  const payload = spec.hex === undefined ? Buffer.from(spec.text ?? '') : Buffer.from(spec.hex, 'hex');
  const opcode = typeof spec.opcode === 'number' ? 'reserved' : spec.opcode;
  return { kind: 'frame-sent', opcode, fin: spec.fin ?? true, bytes: payload.length, text: spec.text, ...noted(spec.note) };
}

export function pongSent(payload: Buffer, note: string | undefined): WireFact {
  return { kind: 'frame-sent', opcode: 'pong', fin: true, bytes: payload.length, text: decodeUtf8(payload), ...noted(note) };
}

export function closeSent(close: CloseFrame): WireFact {
  const bytes = close.code === undefined ? 0 : 2 + Buffer.byteLength(close.reason);
  return { kind: 'frame-sent', opcode: 'close', fin: true, bytes, close };
}

export function frameReceived({ header: { opcode, fin }, payload, close, message }: ReceivedFrame): WireFact {
  const base = { kind: 'frame-received' as const, opcode, fin, bytes: payload.length };
  if (close) return { ...base, close };
  const whole = message && { message: { [message.opcode === 'text' ? 'text' : 'hex']: kept(message.payload, message.opcode) } };
  return opcode === 'binary' || opcode === 'continuation'
    ? { ...base, hex: kept(payload, 'binary'), ...whole }
    : { ...base, text: kept(payload, 'text') };
}

/** A frame of somebody else's client: of bytes, their number. */
export function frameTapped({ header: { opcode, fin }, payload, close }: ReceivedFrame): WireFact {
  const text = opcode === 'binary' || opcode === 'continuation' || close ? {} : { text: kept(payload, 'text') };
  return { kind: 'frame-sent', opcode, fin, bytes: payload.length, ...text, ...(close ? { close } : {}) };
}

function noted(note: string | undefined): { note?: string } {
  return note === undefined ? {} : { note };
}

function kept(payload: Buffer, as: 'text' | 'binary'): string {
  return payload.subarray(0, MAX_KEPT).toString(as === 'text' ? 'utf8' : 'hex');
}
