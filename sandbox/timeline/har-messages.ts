/**
 * Frames as the `_webSocketMessages` of HAR, as Chrome writes and reads them: whole messages, text as it is and everything else in base64.
 * Beyond what Chrome writes, control frames are among them: its developer tools show those, too. Pure.
 */
import { bytesOf as bytesOn, readFrameHead, unmask } from './frame-bytes.ts';
import type { EventOf, Opcode, TimelineEvent } from './timeline.ts';

export interface HarMessage {
  type: 'send' | 'receive' | 'error';
  /** In seconds since 1970. */
  time: number;
  /** RFC 6455 section 5.2; -1 of an error. */
  opcode: number;
  data: string;
  /** Which field of the event `data` holds, where that is not among the event's own. */
  _holds?: Holds;
  /** What of the event the message does not hold. */
  _event: object;
}

export type Holds = 'text' | 'hex' | 'problem';

type Frame = EventOf<'frame-sent' | 'frame-received'>;

const OPCODES: Record<Exclude<Opcode, 'reserved'>, number> = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

export interface Messages {
  messages: HarMessage[];
  /** What is no message: also frames that are a part of one, and one with a reserved opcode whose bytes were not kept. */
  others: TimelineEvent[];
}

/** `events`: those of one connection; `startedMs`: when their clock stood at 0, in milliseconds since 1970. */
export function messagesOf(events: readonly TimelineEvent[], startedMs: number): Messages {
  const found: Messages = { messages: [], others: [] };
  const begun = new Map<Frame['kind'], Frame[]>();
  for (const event of events) {
    const message = messageOf(event, begun);
    if (message) found.messages.push({ ...message, time: (startedMs + event.atMs) / 1_000 });
    else found.others.push(event);
  }
  return found;
}

type Untimed = Omit<HarMessage, 'time'>;

/** `begun`: the frames of a message that has not ended yet, of each direction. */
function messageOf(event: TimelineEvent, begun: Map<Frame['kind'], Frame[]>): Untimed | undefined {
  if (event.kind === 'protocol-error') {
    const { problem, ...rest } = event;
    return { type: 'error', opcode: -1, data: problem, _holds: 'problem', _event: rest };
  }
  if (event.kind !== 'frame-sent' && event.kind !== 'frame-received') return undefined;
  const { opcode } = event;
  if (opcode === 'reserved') return reservedOf(event);
  if (opcode === 'close' || opcode === 'ping' || opcode === 'pong') return controlOf(event);
  const parts = opcode === 'continuation' ? begun.get(event.kind) : [];
  // A continuation of nothing is no message.
  if (!parts) return undefined;
  if (!event.fin) {
    parts.push(event);
    begun.set(event.kind, parts);
    return undefined;
  }
  begun.delete(event.kind);
  return parts.length === 0 ? wholeOf(event) : joinedOf([...parts, event]);
}

const typeOf = ({ kind }: Frame) => (kind === 'frame-sent' ? 'send' : 'receive');

function controlOf(event: Frame): Untimed {
  const { opcode, close, text = '' } = event;
  return { type: typeOf(event), opcode: OPCODES[opcode as 'ping'], data: close ? closeBytes(close) : base64(utf8(text)), _event: event };
}

/** Its number is known where its bytes are. */
function reservedOf(event: Frame): Untimed | undefined {
  const head = event.wire && readFrameHead(bytesOn(event.wire.front));
  return head && { type: typeOf(event), opcode: head.opcode, data: base64(bytesIn(payloadOf(event))), _event: event };
}

function wholeOf(event: Frame): Untimed {
  const whole = { type: typeOf(event), opcode: OPCODES[event.opcode as 'text'] } as const;
  const { text, hex } = payloadOf(event);
  if (event.opcode === 'text' && text !== undefined) {
    const { text: _, ...rest } = event;
    return { ...whole, data: text, _holds: 'text', _event: rest };
  }
  // One that was cut is no hexadecimal text any longer.
  if (event.opcode === 'binary' && hex !== undefined && isHex(hex)) {
    const { hex: _, ...rest } = event as Frame & { hex: string };
    return { ...whole, data: base64(bytesOf(hex)), _holds: 'hex', _event: rest };
  }
  return { ...whole, data: event.opcode === 'text' ? '' : base64(bytesIn(payloadOf(event))), _event: event };
}

/** The last of several frames stands for the message, as Chrome has it. */
function joinedOf(frames: Frame[]): Untimed {
  const [first, last] = [frames[0] as Frame, frames.at(-1) as Frame];
  const message = last.kind === 'frame-received' ? last.message : undefined;
  const payloads = message ? [message] : frames.map(payloadOf);
  const data =
    first.opcode === 'text' ? payloads.map(({ text = '' }) => text).join('') : base64(payloads.flatMap((payload) => bytesIn(payload)));
  return { type: typeOf(first), opcode: OPCODES[first.opcode as 'text'], data, _event: last };
}

interface Payload {
  text?: string;
  hex?: string;
  /** Where neither of them was recorded. */
  raw?: number[];
}

function payloadOf(event: Frame): Payload {
  const { text, hex }: Payload = event;
  return text === undefined && hex === undefined ? { raw: bytesOnWire(event) } : { text, hex };
}

/** Of a payload that went over the wire as it is and was kept whole. */
function bytesOnWire({ wire }: Frame): number[] | undefined {
  const front = wire && bytesOn(wire.front);
  const head = front && readFrameHead(front);
  if (!head || front.length !== wire.bytes || head.rsv[0]) return undefined;
  return [...unmask(front.subarray(head.begin), head.key)];
}

function bytesIn({ text = '', hex, raw }: Payload): number[] {
  return raw ?? (hex === undefined ? utf8(text) : bytesOf(hex));
}

/** RFC 6455 section 5.5.1: the code in two bytes, then the reason. */
function closeBytes({ code, reason }: { code?: number; reason: string }): string {
  return base64(code === undefined ? [] : [(code >> 8) & 0xff, code & 0xff, ...utf8(reason)]);
}

function isHex(text: string): boolean {
  return /^([0-9a-f]{2})*$/.test(text);
}

/** Up to where it was cut. */
function bytesOf(hex: string): number[] {
  return (hex.match(/[0-9a-f]{2}/g) ?? []).map((byte) => Number.parseInt(byte, 16));
}

function utf8(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

function base64(bytes: readonly number[]): string {
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''));
}

/** The other way. @throws DOMException where it is no base64. */
export function hexOf(base64Text: string): string {
  return Array.from(atob(base64Text), (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
