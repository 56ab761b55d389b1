/** Takes secrets out of a timeline that is about to leave this machine. Pure. */
import type { TimelineEvent } from './timeline.ts';

/** Stands in place of a secret. */
export const REMOVED = 'removed';

/** The names of headers and query parameters that carry one. */
const NAMES = /authorization|cookie|token|secret|passw|api[-_]?key|credential|session|signature|^(auth|jwt|key|sig)$/i;

/**
 * The same events, with `removed` for the value of each header and query parameter that is a secret by its name: Authorization, Cookie,
 * X-Api-Key, `?token=`. What a frame or the output holds stays as it is.
 */
export function withoutSecrets(timeline: readonly TimelineEvent[]): TimelineEvent[] {
  return timeline.map((event) => {
    if (event.kind === 'handshake-sent') return { ...event, path: cleanPath(event.path), headers: cleanHeaders(event.headers) };
    if ((event.kind === 'handshake-accepted' || event.kind === 'handshake-refused') && event.headers)
      return { ...event, headers: cleanHeaders(event.headers) };
    return event;
  });
}

function cleanHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, NAMES.test(name) ? REMOVED : value]));
}

function cleanPath(path: string): string {
  return path.replace(/([?&])([^=&#]*)=[^&#]*/g, (pair, mark, name) => (NAMES.test(decoded(name)) ? `${mark}${name}=${REMOVED}` : pair));
}

/** As it is, where it is no text in percent-encoding. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
