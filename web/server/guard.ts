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
  /** What an Origin header may say. */
  origins: string[];
  /** Browsers reach it by TLS only, so its cookies never go without. */
  secure: boolean;
  token: string;
  cookieName: string;
}

/** By which names, and over what, browsers reach a workshop that is not on their own machine. */
export type Reach = Pick<Guard, 'hosts' | 'origins' | 'secure'>;

export type Decision = { allowed: true } | { allowed: false; status: 400 | 401 | 403; problem: string };

const ALLOWED: Decision = { allowed: true };

/**
 * A guard whose token is `secret`, 256 bits as base64url; a fresh one when not given. Browsers send a cookie to every port of a
 * host. Its name comes from the secret, so that workshops with other data folders do not overwrite it, and a restart on
 * another port still finds it.
 */
export function createGuard(port: number, host: string = LOOPBACK, secret: string = newSecret(), reach?: Reach): Guard {
  const hosts = [authority(host, port), authority('localhost', port)];
  const own = { hosts, origins: hosts.map((each) => `http://${each}`), secure: false };
  const name = createHash('sha256').update(`cookie name of ${secret}`).digest('hex').slice(0, 12);
  return { ...(reach ?? own), token: secret, cookieName: `socket-clinic-${name}` };
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
export function decideOrigin({ origins }: Guard, origin: string | undefined): Decision {
  if (origin === undefined) return ALLOWED;
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/]+$/i.test(origin) && origin !== 'null')
    return refuse(400, 'Expected an Origin header that is an origin, got one that is none.');
  if (origins.includes(origin)) return ALLOWED;
  return refuse(403, 'Expected a request from the workshop’s own page, got one from another origin.');
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

/** For an opening handshake of the control channel, before it is asked who it is. */
export function decideHandshake(guard: Guard, headers: IncomingHttpHeaders): Decision {
  return firstRefusal([decideHost(guard, headers.host), decideOrigin(guard, headers.origin), decideFetchSite(headers)]);
}

export function firstRefusal(decisions: Decision[]): Decision {
  return decisions.find(({ allowed }) => !allowed) ?? ALLOWED;
}

/** In constant time, whatever the lengths. */
export function sameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** The value of a cookie, as it was set. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

function refuse(status: 400 | 401 | 403, problem: string): Decision {
  return { allowed: false, status, problem };
}
