/** The opening handshake, RFC 6455 section 4: the request that the probe sends and the answer that it reads. Pure. */
import { createHash, randomBytes } from 'node:crypto';
import { extensionProblem, OFFERED_EXTENSIONS } from './compression.ts';
import { parseResponseHead, type ResponseHead } from './response-head.ts';

/** RFC 6455 section 1.3. */
const ACCEPT_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The longest body of a refusal that is waited for, in bytes. */
const MAX_BODY_BYTES = 64 * 1024;
const ORIGIN = 'https://app.example.test';

export interface Request {
  path: string;
  headers?: Record<string, string>;
  subprotocols?: string[];
  /** An ordinary GET that asks for no WebSocket. */
  plain?: boolean;
}

export interface SentHandshake {
  key: string;
  offered: string[];
  headers: Record<string, string>;
  bytes: Buffer;
}

export type HandshakeAnswer =
  | { kind: 'more' }
  /** `compressed`: permessage-deflate was agreed. */
  | { kind: 'accepted'; subprotocol?: string; compressed: boolean; rest: Buffer }
  | { kind: 'refused'; status: number; statusText: string; body: string }
  | { kind: 'invalid'; problem: string };

/** The headers are those that a browser sends, so that no handler can tell the probe by them. */
export function openingHandshake({ path, headers = {}, subprotocols = [], plain = false }: Request): SentHandshake {
  const key = randomBytes(16).toString('base64');
  const upgrade = { Upgrade: 'websocket', Origin: ORIGIN, 'Sec-WebSocket-Version': '13' };
  const webSocket = {
    'Sec-WebSocket-Key': key,
    'Sec-WebSocket-Extensions': OFFERED_EXTENSIONS,
    ...(subprotocols.length > 0 ? { 'Sec-WebSocket-Protocol': subprotocols.join(', ') } : {}),
  };
  // In a browser's order, too.
  const all: Record<string, string> = {
    Host: new URL(ORIGIN).host,
    Connection: plain ? 'keep-alive' : 'Upgrade',
    Pragma: 'no-cache',
    'Cache-Control': 'no-cache',
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    ...(plain ? {} : upgrade),
    'Accept-Encoding': 'gzip, deflate, br, zstd',
    'Accept-Language': 'en-GB,en;q=0.9',
    ...(plain ? {} : webSocket),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return { key, offered: subprotocols, headers: all, bytes: Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`) };
}

/** Reads the answer from the front of `bytes`. `ended`: no more bytes will come. */
export function readAnswer(bytes: Buffer, sent: SentHandshake, ended: boolean): HandshakeAnswer {
  const head = parseResponseHead(bytes);
  if (head.kind === 'more')
    return ended && bytes.length > 0 ? { kind: 'invalid', problem: 'the connection ended in the middle of the answer' } : { kind: 'more' };
  if (head.kind === 'invalid') return head;
  if (head.status !== 101) return readRefusal(head, ended);
  const problem = acceptanceProblem(head, sent);
  if (problem) return { kind: 'invalid', problem };
  const { headers, rest } = head;
  return {
    kind: 'accepted',
    subprotocol: headers.get('sec-websocket-protocol'),
    compressed: headers.has('sec-websocket-extensions'),
    rest,
  };
}

function tokens(value = ''): string[] {
  return value.split(',').map((token) => token.trim().toLowerCase());
}

function readRefusal({ status, statusText, headers, rest }: ResponseHead, ended: boolean): HandshakeAnswer {
  const length = headers.get('content-length');
  const whole =
    rest.length >= Math.min(length === undefined ? Number.POSITIVE_INFINITY : Number(length), MAX_BODY_BYTES) ||
    (length === undefined && ended);
  const bodiless = status === 204 || status === 304;
  if (!whole && !bodiless && !ended) return { kind: 'more' };
  return { kind: 'refused', status, statusText, body: rest.subarray(0, 1_000).toString('utf8') };
}

function acceptanceProblem({ headers, version }: ResponseHead, { key, offered }: SentHandshake): string | undefined {
  const accept = createHash('sha1')
    .update(key + ACCEPT_GUID)
    .digest('base64');
  if (version !== '1.1') return 'the 101 is of HTTP/1.0 (RFC 6455, section 4.2.2)';
  if (headers.get('upgrade')?.toLowerCase() !== 'websocket') return 'the 101 has no "Upgrade: websocket"';
  if (!tokens(headers.get('connection')).includes('upgrade')) return 'the 101 has no "Connection: Upgrade"';
  if (headers.get('sec-websocket-accept') !== accept) return 'the 101 has a wrong Sec-WebSocket-Accept';
  const chosen = headers.get('sec-websocket-protocol');
  if (chosen !== undefined && !offered.includes(chosen))
    return `the 101 chooses the subprotocol ${JSON.stringify(chosen)}, which was not offered`;
  return extensionProblem(headers.get('sec-websocket-extensions'));
}
