/** The body of an HTTP/1.1 response, read from the front of what follows its head (RFC 9112, section 6). Pure. */
import type { ResponseHead } from './response-head.ts';

/** How much of a body is waited for, in bytes, with all that frames it. */
const MAX_BODY_BYTES = 64 * 1024;
/** The longest line before a chunk. */
const MAX_LINE_BYTES = 1_024;
/** Statuses whose answers have no body; section 6.3. */
const BODILESS = new Set([204, 304]);
const CR = 0x0d;
const LF = 0x0a;

export type BodyRead = { kind: 'whole'; body: Buffer } | { kind: 'more' } | { kind: 'invalid'; problem: string };

/** `ended`: no more bytes will come. A body that is cut off or too long is whole with what there is of it. */
export function readBody({ status, version, headers, rest }: ResponseHead, ended: boolean): BodyRead {
  if (BODILESS.has(status)) return { kind: 'whole', body: rest.subarray(0, 0) };
  const isOver = ended || rest.length >= MAX_BODY_BYTES;
  const codings = headers.get('transfer-encoding');
  // Where both are given, Transfer-Encoding overrides Content-Length; section 6.3.
  if (codings !== undefined && version === '1.1')
    return isChunked(codings) ? readChunked(rest, isOver) : isOver ? { kind: 'whole', body: rest } : { kind: 'more' };
  const length = headers.get('content-length');
  if (length === undefined) return isOver ? { kind: 'whole', body: rest } : { kind: 'more' };
  return readCounted(rest, length, isOver);
}

function readCounted(rest: Buffer, length: string, isOver: boolean): BodyRead {
  const [first = '', ...others] = length.split(',').map((each) => each.trim());
  if (!/^\d+$/.test(first) || others.some((other) => other !== first))
    return { kind: 'invalid', problem: `the refusal’s Content-Length is ${JSON.stringify(length.slice(0, 80))} (RFC 9112, section 6.3)` };
  return isOver || rest.length >= Number(first) ? { kind: 'whole', body: rest.subarray(0, Number(first)) } : { kind: 'more' };
}

function isChunked(codings: string): boolean {
  return codings.split(',').at(-1)?.trim().toLowerCase() === 'chunked';
}

/** Section 7.1: chunks, each with its size before it, then a chunk of size 0, trailers and an empty line. */
function readChunked(bytes: Buffer, isOver: boolean): BodyRead {
  const parts: Buffer[] = [];
  let at = 0;
  while (true) {
    const head = readSize(bytes, at);
    if (head === 'illegal') return illegalChunk();
    if (head === 'more') break;
    if (head.size === 0) {
      if (hasTrailers(bytes, head.end)) return { kind: 'whole', body: Buffer.concat(parts) };
      break;
    }
    const end = head.end + head.size;
    parts.push(bytes.subarray(head.end, end));
    if ((bytes[end] ?? CR) !== CR || (bytes[end + 1] ?? LF) !== LF) return illegalChunk();
    if (bytes.length < end + 2) break;
    at = end + 2;
  }
  return isOver ? { kind: 'whole', body: Buffer.concat(parts) } : { kind: 'more' };
}

function illegalChunk(): BodyRead {
  return { kind: 'invalid', problem: 'the refusal’s body is not chunked, although its head says so (RFC 9112, section 7.1)' };
}

/** The line before a chunk: its size in hexadecimal, perhaps with extensions, which mean nothing here. */
function readSize(bytes: Buffer, at: number): { size: number; end: number } | 'more' | 'illegal' {
  const found = bytes.subarray(at, at + MAX_LINE_BYTES).indexOf('\r\n');
  const line = bytes.subarray(at, at + (found < 0 ? MAX_LINE_BYTES : found)).toString('latin1');
  if (found < 0) return line.length < MAX_LINE_BYTES && /^([0-9a-f]{1,12}[ \t]*(;[^\r]*)?\r?)?$/i.test(line) ? 'more' : 'illegal';
  const size = /^([0-9a-f]{1,12})[ \t]*(;.*)?$/i.exec(line)?.[1];
  return size === undefined ? 'illegal' : { size: Number.parseInt(size, 16), end: at + found + 2 };
}

/** All lines up to the empty one have come. */
function hasTrailers(bytes: Buffer, at: number): boolean {
  return bytes.subarray(at, at + 2).toString('latin1') === '\r\n' || bytes.indexOf('\r\n\r\n', at) >= 0;
}
