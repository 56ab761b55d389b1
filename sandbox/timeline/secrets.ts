/** Takes secrets out of a timeline that is about to leave this machine. Pure. */
import type { EventOf, TimelineEvent } from './timeline.ts';

/** Stands in place of a secret. */
export const REMOVED = 'removed';

/** The names of headers and query parameters that carry one. */
const NAMES = /authorization|cookie|token|secret|passw|api[-_]?key|credential|session|signature|^(auth|jwt|key|sig)$/i;

/** Whether a header or a query parameter of that name carries one. */
export function isSecretName(name: string): boolean {
  return NAMES.test(name);
}

/**
 * The same events, with `removed` for the value of each header and query parameter that is a secret by its name: Authorization, Cookie,
 * X-Api-Key, `?token=`. What a frame or the output holds stays as it is.
 */
export function withoutSecrets(timeline: readonly TimelineEvent[]): TimelineEvent[] {
  return timeline.map((event) => {
    if (event.kind === 'handshake-sent') return { ...event, path: cleanPath(event.path), headers: cleanHeaders(event.headers) };
    return 'head' in event || 'headers' in event ? withCleanAnswer(event) : event;
  });
}

type Answer = EventOf<'handshake-accepted' | 'handshake-refused' | 'handshake-invalid'>;

function withCleanAnswer(event: Answer): TimelineEvent {
  const { head } = event;
  const headers = 'headers' in event ? event.headers : undefined;
  return {
    ...event,
    ...(headers === undefined ? {} : { headers: cleanHeaders(headers) }),
    ...(head === undefined ? {} : { head: head.split('\r\n').map(cleanLine).join('\r\n') }),
  };
}

/** A header's line of an answer as it came. */
function cleanLine(line: string): string {
  const name = line.slice(0, Math.max(0, line.indexOf(':')));
  return isSecretName(name) ? `${name}: ${REMOVED}` : line;
}

function cleanHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, isSecretName(name) ? REMOVED : value]));
}

/** A path or an address with its query; who is named in an address goes as well. */
export function cleanAddress(address: string): string {
  return cleanPath(address.replace(/^(\w+:\/\/)[^/?#]*@/, '$1'));
}

function cleanPath(path: string): string {
  return path.replace(/([?&])([^=&#]*)=[^&#]*/g, (pair, mark, name) => (isSecretName(decoded(name)) ? `${mark}${name}=${REMOVED}` : pair));
}

/** As it is, where it is no text in percent-encoding. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
