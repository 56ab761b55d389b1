/** Frames as RFC 6455 section 5 lays them out: written by the probe, read from the handler. Pure: bytes in, values out. */
import type { FrameSpec } from '../../scenario/entry.ts';
import type { CloseFrame, Opcode } from '../../timeline/timeline.ts';
import { randomBytes } from './random-bytes.ts';

const OPCODES: Record<number, Opcode> = { 0: 'continuation', 1: 'text', 2: 'binary', 8: 'close', 9: 'ping', 10: 'pong' };
const NUMBERS: Record<string, number> = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

/** The first bytes of a frame (section 5.2). */
export interface FrameHeader {
  fin: boolean;
  /** The first of a message that is compressed (RFC 7692, section 6). */
  rsv1: boolean;
  opcode: Opcode;
  /** Where the payload begins and ends, in bytes from the frame's first. */
  begin: number;
  end: number;
  /** Of a frame from a client endpoint: what its payload is masked with. */
  mask?: Buffer;
}

/** Who sends what is read: only a client endpoint masks (section 5.1). */
export type Sender = 'handler' | 'client';

/** What RFC 6455 forbids, with the close code that it has for it (section 7.4.1). */
export interface Violation {
  code: 1002 | 1007 | 1009;
  problem: string;
}

export type HeaderRead =
  | { kind: 'header'; header: FrameHeader }
  | { kind: 'more'; wanted: number }
  /** `read`: the bytes that show it, from the frame's first. */
  | { kind: 'illegal'; violation: Violation; read: number };

export function encodeFrame(spec: FrameSpec): Buffer {
  const payload = spec.hex === undefined ? Buffer.from(spec.text ?? '') : Buffer.from(spec.hex, 'hex');
  return encode({ ...spec, opcode: typeof spec.opcode === 'number' ? spec.opcode : (NUMBERS[spec.opcode] ?? 0), payload });
}

/** A close frame; without a code it has no body. */
export function encodeClose({ code, reason }: CloseFrame): Buffer {
  const body = code === undefined ? Buffer.alloc(0) : Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)]);
  return encode({ opcode: 8, payload: body });
}

interface Encoding extends Pick<FrameSpec, 'fin' | 'rsv1' | 'rsv2' | 'rsv3' | 'masked' | 'claimedLength'> {
  opcode: number;
  payload: Buffer;
}

function encode({ opcode, payload, fin = true, rsv1 = false, rsv2 = false, rsv3 = false, masked = true, claimedLength }: Encoding): Buffer {
  const first = (fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | (rsv2 ? 0x20 : 0) | (rsv3 ? 0x10 : 0) | opcode;
  const header = Buffer.concat([Buffer.from([first]), encodeLength(claimedLength ?? payload.length, masked)]);
  if (!masked) return Buffer.concat([header, payload]);
  const mask = randomBytes(4);
  return Buffer.concat([header, mask, underMask(payload, mask)]);
}

/** Masks what is not masked, and the other way round, in bytes of its own (section 5.3). */
export function underMask(payload: Buffer, mask: Buffer): Buffer {
  const other = Buffer.from(payload);
  for (let index = 0; index < other.length; index++) other[index] = (other[index] as number) ^ (mask[index & 3] as number);
  return other;
}

function encodeLength(length: number, masked: boolean): Buffer {
  const bit = masked ? 0x80 : 0;
  if (length < 126) return Buffer.from([bit | length]);
  const wide = Buffer.alloc(length < 65_536 ? 3 : 9);
  wide[0] = bit | (length < 65_536 ? 126 : 127);
  if (length < 65_536) wide.writeUInt16BE(length, 1);
  else wide.writeBigUInt64BE(BigInt(length), 1);
  return wide;
}

/** Reads a header from the front of `bytes`. `compressed`: compression was agreed. */
export function readHeader(bytes: Buffer, compressed = false, sender: Sender = 'handler'): HeaderRead {
  if (bytes.length < 2) return { kind: 'more', wanted: 2 };
  const [first = 0, second = 0] = bytes;
  const problem = headerProblem(first, second, compressed, sender);
  if (problem) return { kind: 'illegal', violation: { code: 1002, problem }, read: 2 };
  const short = second & 0x7f;
  const size = readLength(bytes, short);
  if (size === undefined) return { kind: 'more', wanted: short === 126 ? 4 : 10 };
  if (size.length < (size.begin === 4 ? 126 : size.begin === 10 ? 65_536 : 0)) {
    return {
      kind: 'illegal',
      violation: { code: 1002, problem: `a frame of ${size.length} bytes writes its length longer than needed (RFC 6455, section 5.2)` },
      read: size.begin,
    };
  }
  const opcode = OPCODES[first & 0x0f] ?? 'reserved';
  const header = { fin: (first & 0x80) !== 0, rsv1: (first & 0x40) !== 0, opcode, begin: size.begin, end: size.begin + size.length };
  return sender === 'handler' ? { kind: 'header', header } : withMask(bytes, header);
}

/** The mask stands between the length and the payload. */
function withMask(bytes: Buffer, header: FrameHeader): HeaderRead {
  const [begin, end] = [header.begin + 4, header.end + 4];
  if (bytes.length < begin) return { kind: 'more', wanted: begin };
  return { kind: 'header', header: { ...header, begin, end, mask: Buffer.from(bytes.subarray(header.begin, begin)) } };
}

function headerProblem(first: number, second: number, compressed: boolean, sender: Sender): string | undefined {
  const opcode = first & 0x0f;
  const agreed = compressed && (opcode === 1 || opcode === 2) ? 0x40 : 0;
  if ((first & 0x70 & ~agreed) !== 0)
    return `reserved bits are set in a frame that no agreed extension gives a meaning (RFC 6455, section 5.2)${looksLikeHttp(first, second)}`;
  if (OPCODES[opcode] === undefined) return `the opcode ${opcode} is reserved (RFC 6455, section 5.2)`;
  const isMasked = (second & 0x80) !== 0;
  if (isMasked !== (sender === 'client')) return MASK_PROBLEMS[sender];
  if (opcode >= 8 && (first & 0x80) === 0) return 'a control frame is fragmented (RFC 6455, section 5.5)';
  if (opcode >= 8 && (second & 0x7f) > 125) return 'a control frame is longer than 125 bytes (RFC 6455, section 5.5)';
  if (opcode === 8 && (second & 0x7f) === 1) return 'a close frame has a body of one byte (RFC 6455, section 5.5.1)';
  return undefined;
}

const MASK_PROBLEMS: Record<Sender, string> = {
  handler: 'a frame from the handler is masked; only a client endpoint masks (RFC 6455, section 5.1)',
  client: 'a frame from the client is not masked (RFC 6455, section 5.1)',
};

function looksLikeHttp(first: number, second: number): string {
  return first === 0x48 && second === 0x54 ? '; the bytes read "HT…": an HTTP answer inside an open connection' : '';
}

/** A length beyond what a number can hold exactly is as far beyond every bound. */
function readLength(bytes: Buffer, short: number): { length: number; begin: number } | undefined {
  if (short < 126) return { length: short, begin: 2 };
  if (short === 126) return bytes.length < 4 ? undefined : { length: bytes.readUInt16BE(2), begin: 4 };
  return bytes.length < 10 ? undefined : { length: Number(bytes.readBigUInt64BE(2)), begin: 10 };
}

/** A close frame's body (RFC 6455 section 5.5.1), or what is wrong with it. The header has seen to it that it is not one byte. */
export function readClose(payload: Buffer): CloseFrame | Violation {
  if (payload.length === 0) return { reason: '' };
  const code = payload.readUInt16BE(0);
  if (!mayBeSent(code)) return violation(1002, `the close code ${code} must not be sent (RFC 6455, section 7.4)`);
  const reason = decodeUtf8(payload.subarray(2));
  return reason === undefined ? violation(1007, 'the reason of a close frame is not UTF-8 (RFC 6455, section 8.1)') : { code, reason };
}

/** Those that section 7.4.1 and its registry define, and those for libraries and applications (7.4.2). */
function mayBeSent(code: number): boolean {
  return (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);
}

export function violation(code: Violation['code'], problem: string): Violation {
  return { code, problem };
}

/** The text, or undefined where the bytes are not UTF-8. */
export function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
