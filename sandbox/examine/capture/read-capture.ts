/** Reads the WebSocket connections out of HAR, as browsers and proxies write it. Pure. */
import { z } from 'zod';

/** So much of a capture is looked at. */
const MOST_CONNECTIONS = 200;
const MOST_MESSAGES = 20_000;

const headers = z.array(z.object({ name: z.string(), value: z.string() })).catch([]);

const message = z.object({
  type: z.enum(['send', 'receive', 'error']),
  /** In seconds since 1970. */
  time: z.number().catch(0),
  opcode: z.number().catch(1),
  data: z.string().catch(''),
});

const entry = z.object({
  startedDateTime: z.string().catch(''),
  request: z.object({ method: z.string().catch('GET'), url: z.string(), headers }),
  response: z
    .object({
      status: z.number().catch(0),
      statusText: z.string().catch(''),
      headers,
      content: z.object({ text: z.string().catch('') }).catch({ text: '' }),
      _error: z.string().nullish().catch(undefined),
    })
    .catch({ status: 0, statusText: '', headers: [], content: { text: '' } }),
  _error: z.string().nullish().catch(undefined),
  _resourceType: z.string().optional().catch(undefined),
  _webSocketMessages: z.array(message).optional().catch(undefined),
});

const har = z.object({
  log: z.object({ creator: z.object({ name: z.string().catch('') }).catch({ name: '' }), entries: z.array(z.unknown()) }),
});

export type CapturedMessage = z.infer<typeof message>;

export interface CapturedConnection {
  url: string;
  /** In milliseconds since 1970. */
  startedMs: number;
  method: string;
  requestHeaders: Record<string, string>;
  /** 0: no answer was recorded. */
  status: number;
  statusText: string;
  /** With names in lower case. */
  responseHeaders: Record<string, string>;
  body: string;
  /** What the recorder says of a failure: "net::ERR_CONNECTION_REFUSED". */
  error?: string;
  messages: CapturedMessage[];
}

export interface Capture {
  /** What has recorded it. */
  creator: string;
  connections: CapturedConnection[];
  /** There were more than are looked at. */
  isCut: boolean;
}

export type ReadCapture = { ok: true; capture: Capture } | { ok: false; problem: string };

/** `text`: the file. The problem is a sentence that can be shown. */
export function readCapture(text: string): ReadCapture {
  const parsed = har.safeParse(parse(text));
  if (!parsed.success)
    return { ok: false, problem: 'Expected a HAR file: JSON with log.entries, as “Export HAR” of a browser’s network panel writes it.' };
  const { creator, entries } = parsed.data.log;
  const all = entries.flatMap((each) => connectionOf(each));
  if (all.length === 0)
    return {
      ok: false,
      problem: `Expected a capture with a WebSocket, got ${entries.length} requests and none of them. Open the network panel before the page connects, and export it with its content.`,
    };
  let left = MOST_MESSAGES;
  const connections = all.slice(0, MOST_CONNECTIONS).map((connection) => {
    const messages = connection.messages.slice(0, left);
    left -= messages.length;
    return { ...connection, messages };
  });
  const count = (list: readonly CapturedConnection[]) => list.reduce((sum, { messages }) => sum + messages.length, 0);
  return {
    ok: true,
    capture: { creator: creator.name, connections, isCut: all.length > MOST_CONNECTIONS || count(all) > count(connections) },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function connectionOf(given: unknown): CapturedConnection[] {
  const parsed = entry.safeParse(given);
  if (!parsed.success || !isWebSocket(parsed.data)) return [];
  const { startedDateTime, request, response, _error, _webSocketMessages = [] } = parsed.data;
  return [
    {
      url: request.url,
      startedMs: Date.parse(startedDateTime) || 0,
      method: request.method,
      requestHeaders: recordOf(request.headers, (name) => name),
      status: response.status,
      statusText: response.statusText,
      responseHeaders: recordOf(response.headers, (name) => name.toLowerCase()),
      body: response.content.text,
      error: response._error ?? _error ?? undefined,
      messages: _webSocketMessages,
    },
  ];
}

function isWebSocket({ request, _resourceType, _webSocketMessages }: z.infer<typeof entry>): boolean {
  const asks = request.headers.some(({ name, value }) => name.toLowerCase() === 'upgrade' && value.toLowerCase() === 'websocket');
  return /^wss?:/i.test(request.url) || _resourceType === 'websocket' || _webSocketMessages !== undefined || asks;
}

function recordOf(list: z.infer<typeof headers>, named: (name: string) => string): Record<string, string> {
  return Object.fromEntries(list.map(({ name, value }) => [named(name), value]));
}
