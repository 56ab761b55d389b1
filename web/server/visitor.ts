/** Who asks: found out once for each request and each opening handshake, by the cookie. */
import type { IncomingHttpHeaders } from 'node:http';
import { type Guard, readCookie, sameToken } from './guard.ts';
import type { Store } from './store/store.ts';

export interface Visitor {
  /** Keeps what this visitor does; when not given, the browser alone does. */
  store?: Store;
  /** In a room: the own seat. */
  seat?: number;
  /** May lead the room; in a local workshop there is none to lead. */
  leads: boolean;
}

/** undefined for whoever has no token and no seat. */
export type Recognise = (headers: IncomingHttpHeaders) => Visitor | undefined;

/** A local workshop: whoever has its token is its one learner. */
export function recogniseOwner(guard: Guard, store: Store | undefined): Recognise {
  return (headers) => (hasToken(guard, headers) ? { store, leads: false } : undefined);
}

export function hasToken(guard: Guard, headers: IncomingHttpHeaders): boolean {
  const cookie = readCookie(headers.cookie, guard.cookieName);
  return cookie !== undefined && sameToken(cookie, guard.token);
}
