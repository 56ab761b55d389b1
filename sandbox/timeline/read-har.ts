/** Reads a timeline back from HAR that `toHar` made. Pure. */
import { z } from 'zod';
import { pathOf } from './har.ts';
import { hexOf } from './har-messages.ts';
import type { TimelineEvent } from './timeline.ts';

/** Enough of an event to put it in its place; what else belongs to it depends on its kind. */
const event = z.looseObject({
  seq: z.number(),
  atMs: z.number(),
  realMs: z.number(),
  source: z.enum(['wire', 'parent', 'process']),
  kind: z.string(),
});
type Event = z.infer<typeof event>;

const headers = z.array(z.object({ name: z.string(), value: z.string() }));

const message = z.object({
  data: z.string(),
  _holds: z.enum(['text', 'hex', 'problem']).optional(),
  _event: event,
});

const entry = z.object({
  request: z.object({ method: z.string(), url: z.url(), headers, _event: event }),
  response: z.object({
    status: z.number(),
    statusText: z.string(),
    headers,
    content: z.object({ text: z.string() }),
    _error: z.string().optional(),
    _event: event.optional(),
  }),
  _webSocketMessages: z.array(message),
  _events: z.array(event),
});

const har = z.object({ log: z.object({ entries: z.array(entry), _events: z.array(event) }) });

/** What is no HAR that holds a whole timeline: its message says why. */
export class HarError extends Error {}

/**
 * The events in their order. `document`: JSON as it was parsed.
 * @throws HarError
 */
export function readHar(document: unknown): TimelineEvent[] {
  const parsed = har.safeParse(document);
  if (!parsed.success)
    throw new HarError(
      `Expected HAR that Socket Clinic has written, which holds every event; got something else: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}. HAR of a browser does not say enough.`,
    );
  const { entries, _events } = parsed.data.log;
  const events = [..._events, ...entries.flatMap(eventsOf)].toSorted((one, other) => one.seq - other.seq);
  // Of the kinds that it writes, and with what belongs to them.
  return events as unknown as TimelineEvent[];
}

function eventsOf({ request, response, _webSocketMessages, _events }: z.infer<typeof entry>): Event[] {
  const { method, url } = request;
  const sent = { method, path: pathOf(url), headers: recordOf(request.headers), ...request._event };
  return [sent, ...answerOf(response), ..._webSocketMessages.map(frameOf), ..._events];
}

function answerOf({ _event: told, _error: problem, status, statusText, headers, content }: z.infer<typeof entry>['response']): Event[] {
  if (!told) return [];
  if (told.kind === 'handshake-invalid') return [{ ...told, problem }];
  const isAccepted = told.kind === 'handshake-accepted';
  const line = isAccepted ? {} : { status, statusText, body: content.text };
  // What came is told as it came, and what was read of it beside that.
  if (told.head !== undefined) return [{ ...line, ...told }];
  const own = recordOf(isAccepted && told.subprotocol !== undefined ? headers.slice(1) : headers);
  return [{ ...line, ...(Object.keys(own).length > 0 ? { headers: own } : {}), ...told }];
}

function frameOf({ data, _holds: field, _event: told }: z.infer<typeof message>): Event {
  if (field === undefined) return told;
  return { ...told, [field]: field === 'hex' ? hexOf(data) : data };
}

function recordOf(list: z.infer<typeof headers>): Record<string, string> {
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}
