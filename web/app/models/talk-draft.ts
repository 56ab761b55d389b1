/** What is to be sent by hand: checked before it goes, in sentences. Pure. */
import { MOST_PING_BYTES, MOST_SENT } from '../../talk-bounds.ts';
import type { Frame, Opening } from './talk.ts';

export type Form = 'text' | 'json' | 'binary';

export interface Checked {
  /** What can be sent as it is; JSON that does not parse can be sent as text. */
  frame?: Frame;
  problem?: string;
}

export function checkDraft(form: Form, draft: string): Checked {
  if (form === 'binary') return checkHex(draft);
  if (draft.length > MOST_SENT) return { problem: `Expected at most ${MOST_SENT} characters in one message, got ${draft.length}.` };
  const frame: Frame = { opcode: 'text', text: draft };
  return form === 'text' ? { frame } : { frame, problem: jsonProblem(draft) };
}

/** The engine's own words say where. */
function jsonProblem(draft: string): string | undefined {
  try {
    JSON.parse(draft);
    return undefined;
  } catch (failure) {
    return `This is not JSON: ${(failure as Error).message}. It can be sent as text.`;
  }
}

function checkHex(draft: string): Checked {
  const hex = draft.replaceAll(/0x|[\s,:]/gi, '');
  const wrong = /[^0-9a-f]/i.exec(hex)?.[0];
  if (wrong !== undefined)
    return { problem: `Expected bytes as hexadecimal digits, such as 48 65 6c 6c 6f, got ${JSON.stringify(wrong)} among them.` };
  if (hex.length % 2 === 1) return { problem: `Expected two hexadecimal digits for each byte, got ${hex.length} digits.` };
  if (hex.length > 2 * MOST_SENT) return { problem: `Expected at most ${MOST_SENT} bytes in one message, got ${hex.length / 2}.` };
  return { frame: { opcode: 'binary', hex } };
}

/** The payload of a ping, as text. */
export function pingFrame(payload: string): Frame | undefined {
  const bytes = new TextEncoder().encode(payload);
  if (bytes.length > MOST_PING_BYTES) return undefined;
  return { opcode: 'ping', hex: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}

export type ReadOpening = { ok: true; opening: Opening } | { ok: false; problem: string };

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** `headers`: one a line, `Name: value`. `subprotocols`: apart by commas or spaces. */
export function readOpening(path: string, headers: string, subprotocols: string): ReadOpening {
  if (!/^\/[\x21-\x7e]*$/.test(path))
    return {
      ok: false,
      problem: `Expected a path that begins with / and has no spaces, such as /ws/c1, got ${JSON.stringify(path.slice(0, 80))}.`,
    };
  const offered = subprotocols.split(/[\s,]+/).filter(Boolean);
  const wrong = offered.find((each) => !TOKEN.test(each));
  if (wrong !== undefined)
    return { ok: false, problem: `Expected subprotocols such as chat.v2, apart by commas, got ${JSON.stringify(wrong)}.` };
  const lines = headers.split('\n').filter((line) => line.trim() !== '');
  const read = lines.map(readHeader);
  const unread = read.indexOf(undefined);
  if (unread >= 0)
    return {
      ok: false,
      problem: `Expected a header a line, such as Authorization: Bearer abc, got ${JSON.stringify(lines[unread]?.slice(0, 80))}.`,
    };
  return { ok: true, opening: { path, headers: read.filter((header) => header !== undefined), subprotocols: offered } };
}

function readHeader(line: string): [string, string] | undefined {
  const colon = line.indexOf(':');
  const [name, value] = [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  return colon > 0 && TOKEN.test(name) && /^[\t\x20-\x7e\xa0-\xff]*$/.test(value) ? [name, value] : undefined;
}

/** c1, then c2: the next connection is another client. */
export function nextClientId(id: string): string {
  const [, stem = id, number] = /^(.*?)(\d{1,9})$/.exec(id) ?? [];
  return number === undefined ? `${id}2` : `${stem}${Number(number) + 1}`;
}
