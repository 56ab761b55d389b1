/** A frame by field, as RFC 6455 section 5.2 lays it out, read from the bytes that went over the wire. Pure; it runs in a browser too. */
import type { Field } from './field.ts';
import { bytesOf, countBytes, type FrameHead, hexOf, readFrameHead } from './frame-bytes.ts';
import { closeFields, payloadField } from './payload-fields.ts';
import type { EventOf, WireBytes } from './timeline.ts';

type FrameEvent = EventOf<'frame-sent' | 'frame-received'>;
type From = 'client' | 'server';

const BASE = 'RFC 6455, section 5.2';
const CONTROL = 'RFC 6455, section 5.5';

const OPCODES: Record<number, [name: string, meaning: string, section: string]> = {
  0: ['continuation', 'More of the message that an earlier frame began.', 'RFC 6455, section 5.4'],
  1: ['text', 'A text message: its payload is UTF-8.', 'RFC 6455, section 5.6'],
  2: ['binary', 'A binary message: only the application knows what its bytes mean.', 'RFC 6455, section 5.6'],
  8: ['close', 'Begins or answers the closing handshake.', 'RFC 6455, section 5.5.1'],
  9: ['ping', 'Asks whether the other side is there; it answers with a pong.', 'RFC 6455, section 5.5.2'],
  10: ['pong', 'Answers a ping with its payload.', 'RFC 6455, section 5.5.3'],
};

/** All fields of a frame in their order on the wire; what the event itself says where its bytes were not recorded. */
export function frameFields(event: FrameEvent): Field[] {
  const from = event.kind === 'frame-sent' ? 'client' : 'server';
  const read = readWire(event.wire);
  if (!read) return unrecorded(event);
  const payload = { event, head: read.head, front: read.front, bytes: read.bytes - read.head.begin };
  return [...headFields(read.head, from, payload.bytes), ...(event.close ? closeFields(payload) : [payloadField(payload)])];
}

/** As much as was read of a frame from the handler that RFC 6455 forbids. */
export function illegalFields(wire: WireBytes | undefined): Field[] {
  const read = readWire(wire);
  if (!read) return [];
  const { head, front } = read;
  const payload = front.subarray(head.begin);
  const rest: Field[] = payload.length === 0 ? [] : [{ name: 'Payload', raw: hexOf(payload), meaning: '', section: BASE }];
  return [...headFields(head, 'server', undefined), ...rest];
}

function readWire(wire: WireBytes | undefined): { head: FrameHead; front: Uint8Array; bytes: number } | undefined {
  const front = wire && bytesOf(wire.front);
  const head = front && readFrameHead(front);
  return head && wire && { head, front, bytes: wire.bytes };
}

/** `payloadBytes`: how many bytes of payload there are; undefined where the frame was not read to its end. */
function headFields(head: FrameHead, from: From, payloadBytes: number | undefined): Field[] {
  const fields = [finField(head), rsvField(head, from), opcodeField(head), maskField(head, from), lengthField(head, payloadBytes)];
  return head.key.length === 0 ? fields : [...fields, keyField(head)];
}

function finField({ fin, opcode }: FrameHead): Field {
  const field = { name: 'FIN', raw: bit(fin) };
  if (opcode >= 8)
    return fin
      ? { ...field, meaning: 'The whole frame: a control frame is never fragmented.', section: CONTROL }
      : { ...field, meaning: 'More frames would follow, but a control frame must not be fragmented.', section: CONTROL, isWrong: true };
  const whole = opcode === 0 ? 'The last frame of its message.' : 'The only frame of its message.';
  return { ...field, meaning: fin ? whole : 'More frames of this message follow.', section: fin ? BASE : 'RFC 6455, section 5.4' };
}

function rsvField({ rsv, opcode }: FrameHead, from: From): Field {
  const field = { name: 'RSV1 RSV2 RSV3', raw: rsv.map(bit).join(' ') };
  if (!rsv.includes(true)) return { ...field, meaning: 'Reserved for extensions; none is used here.', section: BASE };
  const isCompressed = rsv[0] && !rsv[1] && !rsv[2] && (opcode === 1 || opcode === 2);
  if (isCompressed && from === 'server')
    return { ...field, meaning: 'RSV1: the message is compressed with permessage-deflate.', section: 'RFC 7692, section 6' };
  return { ...field, meaning: 'Set, although no agreed extension gives them a meaning in this frame.', section: BASE, isWrong: true };
}

function opcodeField({ opcode }: FrameHead): Field {
  const raw = `${opcode.toString(2).padStart(4, '0')} = ${opcode}`;
  const [name, meaning, section] = OPCODES[opcode] ?? [];
  if (name === undefined) return { name: 'Opcode', raw, meaning: 'Reserved: RFC 6455 gives it no meaning.', section: BASE, isWrong: true };
  return { name: 'Opcode', raw, meaning: `${name}. ${meaning}`, section };
}

function maskField({ masked }: FrameHead, from: From): Field {
  const field = { name: 'MASK', raw: bit(masked), section: 'RFC 6455, section 5.1' };
  if (from === 'client')
    return masked
      ? { ...field, meaning: 'Masked, as every frame from a client must be.' }
      : { ...field, meaning: 'Not masked, but every frame from a client must be.', isWrong: true };
  return masked
    ? { ...field, meaning: 'Masked, but a frame from a server must not be.', isWrong: true }
    : { ...field, meaning: 'Not masked, as every frame from a server must be.' };
}

function lengthField(head: FrameHead, payloadBytes: number | undefined): Field {
  const { short, extended, length, opcode } = head;
  const raw = short < 126 ? bits(short) : `${bits(short)}, then ${extended.length === 0 ? '…' : hexOf(extended)}`;
  const field = { name: 'Payload length', raw, section: BASE };
  const form =
    short < 126 ? 'up to 125 bytes fit into 7 bits' : `${short} says that ${short === 126 ? 'two' : 'eight'} bytes follow with the length`;
  if (opcode >= 8 && short > 125) {
    return { ...field, meaning: `More than 125 bytes, which a control frame must not carry: ${form}.`, section: CONTROL, isWrong: true };
  }
  if (length === undefined) return { ...field, meaning: `Not read to its end: ${form}.` };
  const meaning = `${countBytes(length)}: ${form}.`;
  if (length < (short === 126 ? 126 : short === 127 ? 65_536 : 0))
    return { ...field, meaning: `${meaning} A shorter form would have done, and must be used.`, isWrong: true };
  if (payloadBytes !== undefined && payloadBytes !== length)
    return { ...field, meaning: `${meaning} With it went: ${countBytes(payloadBytes)}.`, isWrong: true };
  return { ...field, meaning };
}

function keyField({ key }: FrameHead): Field {
  const meaning = 'New for each frame, and unpredictable. Each byte of the payload is XORed with one of these four in turn.';
  return { name: 'Masking key', raw: hexOf(key), meaning, section: 'RFC 6455, section 5.3' };
}

/** Of a timeline that was recorded without bytes. */
function unrecorded(event: FrameEvent): Field[] {
  const number = Number(Object.entries(OPCODES).find(([, [name]]) => name === event.opcode)?.[0] ?? 3);
  const head: FrameHead = {
    ...{ fin: event.fin, rsv: [false, false, false], opcode: number, masked: false, short: 0 },
    ...{ extended: new Uint8Array(), key: new Uint8Array(), begin: 0 },
  };
  const payload = { event, head, front: new Uint8Array(), bytes: event.bytes };
  const length: Field = { name: 'Payload length', raw: '', meaning: `${countBytes(event.bytes)}.`, section: BASE };
  const all = [finField(head), opcodeField(head), length, ...(event.close ? closeFields(payload) : [payloadField(payload)])];
  return all.map((field) => ({ ...field, raw: '' }));
}

function bit(set: boolean): string {
  return set ? '1' : '0';
}

function bits(short: number): string {
  return `${short.toString(2).padStart(7, '0')} = ${short}`;
}
