/** The heads of HTTP/1.1 messages on their way through the tap: what is asked for, and how long what follows is. Pure. */
import type { SentHandshake } from '../probe/websocket/handshake.ts';
import type { ResponseHead } from '../probe/websocket/response-head.ts';

/** The longest head of a request that is read, in bytes: uvicorn takes as much, Node a quarter of it. */
const MAX_HEAD_BYTES = 64 * 1024;
const END = '\r\n\r\n';
const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/1\.[01]$/;

/** How the body of a message ends: after so many bytes, with its last chunk, or with the stream. */
export type Framing = { kind: 'length'; bytes: number } | { kind: 'chunked' } | { kind: 'stream' };

export interface RequestHead {
  kind: 'head';
  method: string;
  framing: Framing;
  /** Of an opening handshake. */
  handshake?: SentHandshake;
  rest: Buffer;
}

/** `tls`: the bytes are encrypted. `not-http`: they are of another protocol, or of another version of HTTP. */
export type Unreadable = 'tls' | 'not-http' | 'long-head';

/** Reads a request's head from the front of `bytes`. */
export function readRequestHead(bytes: Buffer): RequestHead | { kind: 'more' } | { kind: Unreadable } {
  // Between two requests an empty line may stand (RFC 9112, section 2.2).
  if (bytes.length >= 2 && bytes[0] === 13 && bytes[1] === 10) return readRequestHead(bytes.subarray(2));
  const end = bytes.indexOf(END);
  if (end < 0) return bytes.length > MAX_HEAD_BYTES ? { kind: 'long-head' } : incomplete(bytes);
  const [requestLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const [, method, path] = REQUEST_LINE.exec(requestLine) ?? [];
  if (method === undefined || path === undefined) return { kind: bytes[0] === TLS_HANDSHAKE ? 'tls' : 'not-http' };
  const headers = lines.map(readLine);
  const framing = framingOf(fieldOf(headers, 'transfer-encoding'), fieldOf(headers, 'content-length')) ?? { kind: 'length', bytes: 0 };
  const isUpgrade = method === 'GET' && /\bwebsocket\b/i.test(fieldOf(headers, 'upgrade') ?? '');
  const handshake = isUpgrade ? { handshake: handshakeOf(path, headers, bytes.subarray(0, end + END.length)) } : {};
  return { kind: 'head', method, framing, ...handshake, rest: bytes.subarray(end + END.length) };
}

/** The first byte of a TLS connection (RFC 8446, section 5.1). */
const TLS_HANDSHAKE = 22;

function incomplete(bytes: Buffer): { kind: 'more' } | { kind: Unreadable } {
  if (bytes[0] === TLS_HANDSHAKE) return { kind: 'tls' };
  const line = bytes.toString('latin1').split('\r\n', 1)[0] ?? '';
  const isWhole = bytes.includes('\r\n');
  return (isWhole ? REQUEST_LINE.test(line) : /^[!-~]*( |$)/.test(line)) ? { kind: 'more' } : { kind: 'not-http' };
}

type Header = [name: string, value: string];

function readLine(line: string): Header {
  const colon = Math.max(0, line.indexOf(':'));
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

function fieldOf(headers: readonly Header[], wanted: string): string | undefined {
  const values = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}

function handshakeOf(path: string, headers: readonly Header[], bytes: Buffer): SentHandshake {
  const offered = fieldOf(headers, 'sec-websocket-protocol')?.split(',') ?? [];
  return {
    key: fieldOf(headers, 'sec-websocket-key') ?? '',
    path,
    offered: offered.map((each) => each.trim()),
    headers: Object.fromEntries(headers),
    bytes,
  };
}

/** RFC 9112, section 6.3; undefined where neither header says it. */
function framingOf(encoding: string | undefined, length: string | undefined): Framing | undefined {
  if (encoding !== undefined) return /\bchunked\s*$/i.test(encoding) ? { kind: 'chunked' } : { kind: 'stream' };
  return /^\d+$/.test(length ?? '') ? { kind: 'length', bytes: Number(length) } : undefined;
}

/** Of the answer to a request of that method. */
export function framingOfAnswer({ status, headers }: ResponseHead, method: string): Framing {
  if (method === 'HEAD' || status === 204 || status === 304) return { kind: 'length', bytes: 0 };
  return framingOf(headers.get('transfer-encoding'), headers.get('content-length')) ?? { kind: 'stream' };
}
