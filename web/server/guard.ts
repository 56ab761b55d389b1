/**
 * Who may talk to the workshop: every page that the learner visits can reach localhost, so each request and each opening handshake
 * must name the workshop's own host, come from its own page, and carry its token. Pure decisions; `app.ts` and the control
 * channel act on them.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { authority, LOOPBACK } from './address.ts';
import { newSecret } from './seat.ts';

/** What a browser cannot send to another site without that site's consent. */
export const CUSTOM_HEADER = 'x-socket-clinic';

export interface Guard {
  /** What a Host header may say. */
  hosts: string[];
  token: string;
  cookieName: string;
}

export type Decision = { allowed: true } | { allowed: false; status: 400 | 401 | 403; problem: string };

const ALLOWED: Decision = { allowed: true };

/**
 * A guard whose token is `secret`, 256 bits as base64url; a fresh one when not given. Browsers send a cookie to every port of a
 * host. Its name comes from the secret, so that workshops with other data folders do not overwrite it, and a restart on
 * another port still finds it.
 */
export function createGuard(port: number, host: string = LOOPBACK, secret: string = newSecret()): Guard {
  const hosts = [authority(host, port), authority('localhost', port)];
  const name = createHash('sha256').update(`cookie name of ${secret}`).digest('hex').slice(0, 12);
  return { hosts, token: secret, cookieName: `socket-clinic-${name}` };
}

/** For every request. */
export function decideHost({ hosts }: Guard, host: string | undefined): Decision {
  if (host === undefined || !/^[a-z0-9.:[\]-]+$/i.test(host)) {
    return refuse(400, `Expected the Host ${hosts.join(' or ')}, got ${host === undefined ? 'none' : 'one that is no host'}.`);
  }
  if (hosts.includes(host.toLowerCase())) return ALLOWED;
  return refuse(403, `Expected the Host ${hosts.join(' or ')}, got another one. Open the address that the terminal printed.`);
}

/** For every request that has an Origin: only the exact own one, so no other port of this machine either. */
export function decideOrigin({ hosts }: Guard, origin: string | undefined): Decision {
  if (origin === undefined) return ALLOWED;
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/]+$/i.test(origin) && origin !== 'null')
    return refuse(400, 'Expected an Origin header that is an origin, got one that is none.');
  if (hosts.some((host) => origin === `http://${host}`)) return ALLOWED;
  return refuse(403, 'Expected a request from the workshop’s own page, got one from another origin.');
}

/** For every API call, page and opening handshake, also without an Origin. */
export function decideToken(guard: Guard, headers: IncomingHttpHeaders): Decision {
  const cookie = readCookie(headers.cookie, guard.cookieName);
  if (cookie !== undefined && sameToken(cookie, guard.token)) return ALLOWED;
  return refuse(401, 'Expected the workshop’s token, got none that is valid. Open the address that the terminal printed.');
}

/** For requests that change something. */
export function decideChange(headers: IncomingHttpHeaders): Decision {
  if (headers[CUSTOM_HEADER] === undefined) return refuse(403, `Expected the header ${CUSTOM_HEADER}, got none.`);
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) return refuse(403, 'Expected a body of type application/json.');
  return ALLOWED;
}

/** Where the browser says where a request comes from, it must be from the own page or typed in. */
export function decideFetchSite(headers: IncomingHttpHeaders): Decision {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return ALLOWED;
  return refuse(403, 'Expected a request from the workshop’s own page, got one from another site.');
}

/** For an opening handshake of the control channel. */
export function decideHandshake(guard: Guard, headers: IncomingHttpHeaders): Decision {
  return firstRefusal([
    decideHost(guard, headers.host),
    decideOrigin(guard, headers.origin),
    decideFetchSite(headers),
    decideToken(guard, headers),
  ]);
}

export function firstRefusal(decisions: Decision[]): Decision {
  return decisions.find(({ allowed }) => !allowed) ?? ALLOWED;
}

/** In constant time, whatever the lengths. */
export function sameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function readCookie(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

function refuse(status: 400 | 401 | 403, problem: string): Decision {
  return { allowed: false, status, problem };
}
