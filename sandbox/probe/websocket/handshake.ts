/** The opening handshake, RFC 6455 section 4: the request that the probe sends and the answer that it reads. Pure. */
import { createHash } from 'node:crypto';
import type { HandshakeFlaw } from '../../timeline/timeline.ts';
import { extensionProblem, OFFERED_EXTENSIONS } from './compression.ts';
import { randomBytes } from './random-bytes.ts';
import { readBody } from './response-body.ts';
import { parseResponseHead, type ResponseHead } from './response-head.ts';

/** RFC 6455 section 1.3. */
const ACCEPT_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** How much of a refusal is kept, in bytes of its body and characters of its status text. */
const KEPT_BODY_BYTES = 1_000;
const KEPT_STATUS_TEXT = 200;
const KEPT_HEADER = 500;
/** How the answer is carried, and what an event has by itself. */
const CARRYING = new Set([
  ...['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding'],
  ...['sec-websocket-accept', 'sec-websocket-extensions', 'sec-websocket-protocol'],
]);
/** Interim answers that are read before the final one. */
const MAX_INTERIM = 16;
const ORIGIN = 'https://app.example.test';

export interface Request {
  path: string;
  query?: Record<string, string>;
  /** null leaves one out that is sent otherwise. */
  headers?: Record<string, string | null>;
  subprotocols?: string[];
  /** An ordinary GET that asks for no WebSocket. */
  plain?: boolean;
}

export interface SentHandshake {
  key: string;
  path: string;
  offered: string[];
  headers: Record<string, string>;
  bytes: Buffer;
}

export type HandshakeAnswer =
  | { kind: 'more' }
  /** `compressed`: permessage-deflate was agreed. */
  | { kind: 'accepted'; subprotocol?: string; headers?: Record<string, string>; compressed: boolean; rest: Buffer }
  | { kind: 'refused'; status: number; statusText: string; body: string; headers?: Record<string, string> }
  | ({ kind: 'invalid' } & Flawed);

/** What of an answer breaks RFC 6455 or HTTP. */
interface Flawed {
  problem: string;
  flaw: HandshakeFlaw;
}

/** The headers are those that a browser sends, so that no handler can tell the probe by them. */
export function openingHandshake({ path: bare, query, headers = {}, subprotocols = [], plain = false }: Request): SentHandshake {
  const path = query && Object.keys(query).length > 0 ? `${bare}?${new URLSearchParams(query)}` : bare;
  const key = randomBytes(16).toString('base64');
  const upgrade = { Upgrade: 'websocket', Origin: ORIGIN, 'Sec-WebSocket-Version': '13' };
  const webSocket = {
    'Sec-WebSocket-Key': key,
    'Sec-WebSocket-Extensions': OFFERED_EXTENSIONS,
    ...(subprotocols.length > 0 ? { 'Sec-WebSocket-Protocol': subprotocols.join(', ') } : {}),
  };
  // In a browser's order, too.
  const own: Record<string, string> = {
    Host: new URL(ORIGIN).host,
    Connection: plain ? 'keep-alive' : 'Upgrade',
    Pragma: 'no-cache',
    'Cache-Control': 'no-cache',
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    ...(plain ? {} : upgrade),
    'Accept-Encoding': 'gzip, deflate, br, zstd',
    'Accept-Language': 'en-GB,en;q=0.9',
    ...(plain ? {} : webSocket),
  };
  const all = override(own, headers);
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return { key, path, offered: subprotocols, headers: all, bytes: Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`) };
}

/** The same headers in the same order, with those of `others` in place of them or after them. */
function override(own: Record<string, string>, others: Record<string, string | null>): Record<string, string> {
  const names = new Map([...Object.keys(own), ...Object.keys(others)].reverse().map((name) => [name.toLowerCase(), name]));
  const all: Record<string, string | null> = { ...own };
  for (const [name, value] of Object.entries(others)) all[names.get(name.toLowerCase()) ?? name] = value;
  return Object.fromEntries(Object.entries(all).filter((header): header is [string, string] => header[1] !== null));
}

/** Reads the answer from the front of `bytes`. `ended`: no more bytes will come. */
export function readAnswer(bytes: Buffer, sent: SentHandshake, ended: boolean): HandshakeAnswer {
  const head = parseFinalHead(bytes);
  if (head.kind === 'more')
    return ended && bytes.length > 0
      ? { kind: 'invalid', problem: 'the connection ended in the middle of the answer', flaw: 'cut-off' }
      : { kind: 'more' };
  if (head.kind === 'invalid') return { ...head, flaw: 'not-http' };
  if (head.status !== 101) return readRefusal(head, ended);
  const flawed = acceptanceProblem(head, sent);
  if (flawed) return { kind: 'invalid', ...flawed };
  const { headers, rest } = head;
  return {
    kind: 'accepted',
    subprotocol: headers.get('sec-websocket-protocol'),
    ...telling(head),
    compressed: headers.has('sec-websocket-extensions'),
    rest,
  };
}

/** Interim answers (100 Continue, 103 Early Hints) come before the final one; RFC 9110, section 15.2. */
function parseFinalHead(bytes: Buffer): ReturnType<typeof parseResponseHead> {
  let head = parseResponseHead(bytes);
  for (let interim = 0; head.kind === 'head' && isInterim(head); interim++) {
    if (interim === MAX_INTERIM) return { kind: 'invalid', problem: `more than ${MAX_INTERIM} interim answers came before a final one` };
    head = parseResponseHead(head.rest);
  }
  return head;
}

function isInterim({ status }: ResponseHead): boolean {
  return status >= 100 && status < 200 && status !== 101;
}

function tokens(value = ''): string[] {
  return value.split(',').map((token) => token.trim().toLowerCase());
}

function readRefusal(head: ResponseHead, ended: boolean): HandshakeAnswer {
  const read = readBody(head, ended);
  if (read.kind === 'invalid') return { ...read, flaw: 'body' };
  if (read.kind === 'more') return read;
  const body = read.body.subarray(0, KEPT_BODY_BYTES).toString('utf8');
  return { kind: 'refused', status: head.status, statusText: head.statusText.slice(0, KEPT_STATUS_TEXT), body, ...telling(head) };
}

/** The headers that say something: of a 101, the upgrade does not. */
function telling({ headers, status }: ResponseHead): { headers?: Record<string, string> } {
  const said = [...headers].filter(([name]) => !CARRYING.has(name) && !(status === 101 && name === 'upgrade'));
  return said.length === 0 ? {} : { headers: Object.fromEntries(said.map(([name, value]) => [name, value.slice(0, KEPT_HEADER)])) };
}

function acceptanceProblem({ headers, version }: ResponseHead, { key, offered }: SentHandshake): Flawed | undefined {
  const accept = createHash('sha1')
    .update(key + ACCEPT_GUID)
    .digest('base64');
  const answered = headers.get('sec-websocket-accept');
  const chosen = headers.get('sec-websocket-protocol');
  if (version !== '1.1') return { flaw: 'version', problem: 'the 101 is of HTTP/1.0 (RFC 6455, section 4.2.2)' };
  if (headers.get('upgrade')?.toLowerCase() !== 'websocket') return { flaw: 'upgrade', problem: 'the 101 has no "Upgrade: websocket"' };
  if (!tokens(headers.get('connection')).includes('upgrade')) return { flaw: 'upgrade', problem: 'the 101 has no "Connection: Upgrade"' };
  if (answered === undefined) return { flaw: 'accept-missing', problem: 'the 101 has no Sec-WebSocket-Accept' };
  if (answered !== accept) return { flaw: 'accept-wrong', problem: 'the 101 has a wrong Sec-WebSocket-Accept' };
  if (chosen !== undefined && !offered.includes(chosen)) {
    const problem = `the 101 chooses the subprotocol ${JSON.stringify(chosen.slice(0, 80))}, which was not offered`;
    return { flaw: 'subprotocol', problem };
  }
  const problem = extensionProblem(headers.get('sec-websocket-extensions'));
  return problem === undefined ? undefined : { flaw: 'extensions', problem };
}
