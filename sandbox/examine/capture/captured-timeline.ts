/** A captured connection as the timeline that the probe would have written, as far as it was recorded. Pure. */
import type { Opcode, TimelineEvent, Unreached, WireFact } from '../../timeline/timeline.ts';
import type { CapturedConnection, CapturedMessage } from './read-capture.ts';

/** How much of one message is kept, in characters. */
const KEPT_CHARACTERS = 16 * 1024;

export interface Recorded {
  fact: WireFact | { kind: 'connect-failed'; problem: string; why: Unreached };
  atMs: number;
}

/** `startedMs`: when the capture began, in milliseconds since 1970. */
export function recordedOf(connection: CapturedConnection, startedMs: number): Recorded[] {
  const beginMs = Math.max(0, connection.startedMs - startedMs);
  const messages = connection.messages.map((message) => ({
    fact: factOf(message),
    atMs: Math.max(beginMs, Math.round(message.time * 1_000 - startedMs)),
  }));
  const opening = [handshakeOf(connection), ...answerOf(connection)].map((fact) => ({ fact, atMs: beginMs }));
  return [...opening, ...messages, ...endOf(messages)];
}

function handshakeOf({ method, url, requestHeaders }: CapturedConnection): WireFact {
  const parsed = URL.parse(url);
  return { kind: 'handshake-sent', method, path: parsed ? parsed.pathname + parsed.search : url, headers: requestHeaders };
}

function answerOf({ status, statusText, responseHeaders: headers, body, error }: CapturedConnection): Recorded['fact'][] {
  if (status === 101) return [{ kind: 'handshake-accepted', subprotocol: headers['sec-websocket-protocol'], headers }];
  if (status > 0) return [{ kind: 'handshake-refused', status, statusText, body: body.slice(0, 1_000), headers }];
  const why = error === undefined ? undefined : NET_ERRORS.find(([pattern]) => pattern.test(error))?.[1];
  return why ? [{ kind: 'connect-failed', problem: `the browser says ${error}`, why }] : [];
}

/** Chrome’s codes, and Firefox’s. */
const NET_ERRORS: [RegExp, Unreached][] = [
  [/NAME_NOT_RESOLVED|UNKNOWN_HOST/, 'name-not-found'],
  [/CONNECTION_REFUSED/, 'port-refused'],
  [/TIMED_OUT|NET_TIMEOUT/, 'no-tcp-answer'],
  [/ADDRESS_UNREACHABLE|INTERNET_DISCONNECTED/, 'no-route'],
  [/CERT_DATE_INVALID/, 'expired'],
  [/CERT_COMMON_NAME_INVALID/, 'wrong-name'],
  [/CERT_AUTHORITY_INVALID/, 'unknown-issuer'],
  [/SSL_PROTOCOL_ERROR/, 'no-tls'],
  [/SSL|CERT/, 'tls-failed'],
];

const OPCODES: Record<number, Opcode> = { 0: 'continuation', 1: 'text', 2: 'binary', 8: 'close', 9: 'ping', 10: 'pong' };

function factOf({ type, opcode: number, data }: CapturedMessage): WireFact {
  if (type === 'error') return { kind: 'protocol-error', problem: data.slice(0, 200) };
  const opcode = OPCODES[number] ?? 'reserved';
  const kind = type === 'send' ? 'frame-sent' : 'frame-received';
  if (opcode === 'text') return { kind, opcode, fin: true, bytes: Buffer.byteLength(data), text: data.slice(0, KEPT_CHARACTERS) };
  const bytes = Buffer.from(data, 'base64');
  const base = { kind, opcode, fin: true, bytes: bytes.length } as const;
  if (opcode === 'close') return { ...base, close: closeOf(bytes) };
  if (opcode === 'binary' && kind === 'frame-received') return { ...base, kind, hex: bytes.toString('hex', 0, KEPT_CHARACTERS / 2) };
  return opcode === 'ping' || opcode === 'pong' ? { ...base, text: bytes.toString() } : base;
}

/** RFC 6455, section 5.5.1. */
function closeOf(bytes: Buffer): { code?: number; reason: string } {
  return bytes.length < 2 ? { reason: '' } : { code: bytes.readUInt16BE(0), reason: bytes.toString('utf8', 2) };
}

/** Told only where the recorder keeps close frames: whoever sent the first one has ended it. */
function endOf(messages: readonly { fact: WireFact; atMs: number }[]): Recorded[] {
  const closes = messages.filter(({ fact }) => 'close' in fact && fact.close !== undefined);
  const [first] = closes;
  if (!first) return [];
  const close = (kind: WireFact['kind']) => closes.map(({ fact }) => fact).find((fact) => fact.kind === kind && 'close' in fact);
  const [sent, received] = (['frame-sent', 'frame-received'] as const).map((kind) => {
    const fact = close(kind);
    return fact && 'close' in fact ? fact.close : undefined;
  });
  const { code = 1005, reason = '' } = received ?? { code: 1006 };
  const by = first.fact.kind === 'frame-sent' ? 'probe' : 'handler';
  const fact: WireFact = { kind: 'closed', code, reason, clean: closes.length > 1, by, sent, received };
  return [{ fact, atMs: closes.at(-1)?.atMs ?? first.atMs }];
}

/** In order, and numbered. */
export function timelineOf(events: readonly Partial<TimelineEvent>[]): TimelineEvent[] {
  return events.map((event, seq) => ({ realMs: event.atMs ?? 0, atMs: 0, source: 'wire', ...event, seq }) as TimelineEvent);
}
