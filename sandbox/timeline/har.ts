/**
 * A timeline as HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), for Chrome's developer tools and whatever else reads HAR.
 *
 * Each connection is an entry: its opening handshake as request and response, its messages in `_webSocketMessages` as Chrome writes them.
 * What HAR has no place for stands in fields of its own that begin with an underscore, as the specification asks, so that `readHar`
 * gives the same events again. Pure; it knows no browser.
 */
import { messagesOf } from './har-messages.ts';
import { withoutSecrets } from './secrets.ts';
import type { EventOf, TimelineEvent } from './timeline.ts';

export interface HarParts {
  timeline: readonly TimelineEvent[];
  /** When the run's clock stood at 0. */
  startedAt: Date;
  /** Of what recorded it. */
  creator: { name: string; version: string };
  /** Anything else, as data for JSON: it stands in `log._about`. */
  about?: object;
}

/** Headers and query parameters that are secrets by their names are not in it: see `withoutSecrets`. */
export function toHar({ timeline, startedAt, creator, about }: HarParts) {
  const { connections, others } = byConnection(withoutSecrets(timeline));
  return {
    log: {
      version: '1.2',
      creator,
      entries: connections.map((events) => entryOf(events, startedAt.getTime())),
      comment: 'Times are those of the run’s own clock, which may be a virtual one.',
      _startedDateTime: startedAt.toISOString(),
      _about: about,
      /** What belongs to no connection. */
      _events: others,
    },
  };
}

type Connection = [EventOf<'handshake-sent'>, ...TimelineEvent[]];

/** A name may be opened again: each opening handshake begins another connection. */
function byConnection(timeline: readonly TimelineEvent[]): { connections: Connection[]; others: TimelineEvent[] } {
  const connections: Connection[] = [];
  const others: TimelineEvent[] = [];
  const open = new Map<string, Connection>();
  for (const event of timeline) {
    const { connection: name } = event;
    const own = name === undefined ? undefined : open.get(name);
    if (name !== undefined && event.kind === 'handshake-sent') {
      const begun: Connection = [event];
      connections.push(begun);
      open.set(name, begun);
    } else (own ?? others).push(event);
  }
  return { connections, others };
}

function entryOf(events: Connection, startedMs: number) {
  const [sent] = events;
  const answer = events.find((event): event is Answer => ANSWERS.has(event.kind));
  const rest = events.filter((event) => event !== sent && event !== answer);
  const { messages, others } = messagesOf(rest, startedMs);
  // What the workshop did for it later is no part of it.
  const last = events.findLast(({ source }) => source === 'wire');
  const wait = between(sent, answer ?? last);
  const receive = between(answer, last);
  return {
    startedDateTime: new Date(startedMs + sent.atMs).toISOString(),
    time: wait + receive,
    request: requestOf(sent),
    response: responseOf(answer),
    cache: {},
    timings: { blocked: -1, dns: -1, ssl: -1, connect: -1, send: 0, wait, receive },
    comment: `Connection ${sent.connection}`,
    _resourceType: 'websocket',
    _webSocketMessages: messages,
    /** Its close, the ends of its stream, what the handler told, and parts of messages. */
    _events: others,
  };
}

/** In milliseconds. */
function between(from: TimelineEvent | undefined, to: TimelineEvent | undefined): number {
  return from && to ? Math.max(0, to.atMs - from.atMs) : 0;
}

type Answer = EventOf<'handshake-accepted'> | EventOf<'handshake-refused'> | EventOf<'handshake-invalid'>;

const ANSWERS: ReadonlySet<TimelineEvent['kind']> = new Set(['handshake-accepted', 'handshake-refused', 'handshake-invalid']);

function requestOf({ method, path, headers, ...rest }: EventOf<'handshake-sent'>) {
  const url = urlOf(path, headers);
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: listOf(headers),
    queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
    headersSize: -1,
    bodySize: 0,
    /** `path` where the address shows it otherwise. */
    _event: { ...rest, ...(pathOf(url) === path ? {} : { path }) },
  };
}

function responseOf(answer: Answer | undefined) {
  const { httpVersion, status, statusText, body, headers, error, event } = factsOf(answer);
  const first = (wanted: string) => headers.find(({ name }) => name.toLowerCase() === wanted)?.value;
  return {
    status,
    statusText,
    httpVersion,
    cookies: [],
    headers,
    content: { size: new TextEncoder().encode(body).length, mimeType: first('content-type') ?? 'x-unknown', text: body },
    redirectURL: first('location') ?? '',
    headersSize: -1,
    bodySize: -1,
    _error: error,
    _event: event,
  };
}

interface AnswerFacts {
  httpVersion: string;
  /** 0: no answer came, or none that is HTTP. */
  status: number;
  statusText: string;
  body: string;
  headers: Header[];
  error?: string;
  /** What of the event none of these holds. */
  event?: object;
}

interface Header {
  name: string;
  value: string;
}

function factsOf(answer: Answer | undefined): AnswerFacts {
  const nothing = { httpVersion: 'HTTP/1.1', status: 0, statusText: '', body: '', headers: [] };
  if (!answer) return nothing;
  const came = answer.head === undefined ? {} : headOf(answer.head);
  if (answer.kind === 'handshake-invalid') {
    const { problem, ...event } = answer;
    return { ...nothing, ...came, error: problem, event };
  }
  const { headers, event } = headersOf(answer);
  if (event.kind === 'handshake-accepted') return { ...nothing, status: 101, statusText: 'Switching Protocols', headers, ...came, event };
  const { status, statusText, body, ...rest } = event;
  return { ...nothing, headers, ...came, status, statusText, body, event: rest };
}

/** Where the answer was kept as it came, its lines are the list; then the event has its own headers beside it. */
function headersOf(answer: Exclude<Answer, { kind: 'handshake-invalid' }>): { headers: Header[]; event: typeof answer } {
  if (answer.head !== undefined) return { headers: [], event: answer };
  const headers = listOf(answer.headers ?? {});
  // An empty list in HAR says nothing of whether they were kept.
  const { headers: _, ...rest } = answer;
  const event = answer.headers && headers.length === 0 ? answer : rest;
  const chosen = answer.kind === 'handshake-accepted' ? answer.subprotocol : undefined;
  return { headers: chosen === undefined ? headers : [{ name: SUBPROTOCOL, value: chosen }, ...headers], event };
}

/** Comes before the other headers of an answer that has chosen one. */
const SUBPROTOCOL = 'sec-websocket-protocol';

/** The status line and the headers of an answer as it came. */
function headOf(head: string): Partial<AnswerFacts> {
  const [first = '', ...lines] = head.split('\r\n');
  const [, httpVersion, status, statusText = ''] = /^(HTTP\/\d\.\d) (\d{3})(?: (.*))?$/.exec(first) ?? [];
  const headers = lines.flatMap((line) => {
    const end = line.indexOf(':');
    return end < 1 ? [] : [{ name: line.slice(0, end), value: line.slice(end + 1).trim() }];
  });
  return httpVersion === undefined ? { headers } : { headers, httpVersion, status: Number(status), statusText };
}

function listOf(headers: Record<string, string>): Header[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function urlOf(path: string, headers: Record<string, string>): string {
  const host = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  const origin = (/^[\w.:[\]-]+$/.test(host) && URL.parse(`ws://${host}`)?.origin) || 'ws://localhost';
  const url = URL.parse(`${origin}${path.startsWith('/') ? '' : '/'}${path}`) ?? new URL(origin);
  url.hash = '';
  return url.href;
}

/** The path and query of an address, as a handshake sends them. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
