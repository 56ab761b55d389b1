/** A frame's payload in words: what the bytes say, and the code and reason of a close frame. Pure; it runs in a browser too. */
import { describeCloseCode } from './close-codes.ts';
import type { Field } from './field.ts';
import { countBytes, type FrameHead, hexOf, unmask } from './frame-bytes.ts';
import type { EventOf } from './timeline.ts';
import { quote } from './wording.ts';

export interface Payload {
  event: EventOf<'frame-sent' | 'frame-received'>;
  head: FrameHead;
  /** The frame's first bytes as they went over the wire, header included. */
  front: Uint8Array;
  /** The payload's length on the wire. */
  bytes: number;
}

const DATA = 'RFC 6455, section 5.2';

export function payloadField(payload: Payload): Field {
  const { bytes, event, head } = payload;
  const section = head.rsv[0] ? 'RFC 7692, section 7.2' : DATA;
  return { name: 'Payload', raw: rawOf(payload), meaning: bytes === 0 ? 'Empty.' : meaningOf(payload, event), section };
}

/** The two bytes of the code, and the reason behind them (section 5.5.1); a close frame may have neither. */
export function closeFields(payload: Payload): Field[] {
  const { event, head, front } = payload;
  const { code, reason = '' } = event.close ?? {};
  const section = 'RFC 6455, section 5.5.1';
  if (code === undefined)
    return [{ name: 'Payload', raw: '', meaning: 'Empty: no close code. An endpoint reports that to its program as 1005.', section }];
  const open = unmask(front.subarray(head.begin), head.key);
  const masked: Field = { name: 'Payload', raw: rawOf(payload), meaning: 'The close code and the reason, masked.', section };
  const { name, meaning, sender, section: defined, mustNotBeSent } = describeCloseCode(code);
  const said: Field = {
    ...{ name: 'Close code', raw: hexOf(open.subarray(0, 2)), meaning: `${code}, ${name}. ${meaning} ${sender}`, section: defined },
    ...(mustNotBeSent ? { isWrong: true } : {}),
  };
  const rest = open.subarray(2);
  const told: Field = {
    ...{ name: 'Close reason', raw: withMore(hexOf(rest), payload.bytes - 2 > rest.length), section },
    meaning: reason === '' ? 'None.' : `“${quote(reason)}”, for people and logs: up to 123 bytes of UTF-8.`,
  };
  return head.key.length === 0 ? [said, told] : [masked, said, told];
}

function rawOf({ front, head, bytes }: Payload): string {
  const part = front.subarray(head.begin);
  return withMore(hexOf(part), bytes > part.length);
}

function withMore(hex: string, more: boolean): string {
  return more ? `${hex} …`.trim() : hex;
}

function meaningOf({ bytes, head }: Payload, event: Payload['event']): string {
  const said = wordsOf(event);
  if (head.rsv[0] && event.kind === 'frame-received') {
    const inflated = event.fin
      ? `; inflated it is ${countBytes(event.bytes)}${said === '' ? '' : `: ${said}`}`
      : ', the first part of a message';
    return `${countBytes(bytes)}, compressed${inflated}.`;
  }
  const form =
    said === ''
      ? `${countBytes(bytes)}`
      : head.key.length > 0
        ? `${countBytes(bytes)}; unmasked: ${said}`
        : `${countBytes(bytes)}: ${said}`;
  const message = event.kind === 'frame-received' ? event.message : undefined;
  const whole = message?.text ?? message?.hex;
  return whole === undefined
    ? `${form}.`
    : `${form}. The whole message: ${message?.text === undefined ? quote(whole) : `“${quote(whole)}”`}.`;
}

/** The text where it is one: a character may be split between two frames, and a ping may hold any bytes. */
function wordsOf({ opcode, text }: Payload['event']): string {
  const isText = text !== undefined && text !== '' && opcode !== 'binary' && !text.includes('\uFFFD');
  return isText ? `“${quote(text)}”` : '';
}
