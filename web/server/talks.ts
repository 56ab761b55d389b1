/**
 * The talks of a workshop: begun by tabs, and reached from elsewhere at `/talk/TOKEN/…`, where the token is the talk's own secret. A client
 * such as wscat has neither the workshop's cookie nor its Origin, so the token stands for both.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Upgrade } from '../../sandbox/index.ts';
import { decideHost, type Guard, sameToken } from './guard.ts';
import { answerAndHangUp } from './http-server.ts';
import { newSecret } from './seat.ts';

export const TALK_PATH = '/talk/';
/** Every cookie of a workshop begins so, of this one and of others on other ports of the host. */
const OWN_COOKIES = 'socket-clinic-';

/** Lets a client from elsewhere talk; false where there may be no more connections. */
type Admit = (upgrade: Upgrade) => boolean;

export class Talks {
  readonly #guard: Guard;
  /** By token. */
  readonly #open = new Map<string, Admit>();

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  /** A new address for a talk: its path, and what takes it back. */
  open(admit: Admit): { path: string; close(): void } {
    const token = newSecret();
    this.#open.set(token, admit);
    return { path: `${TALK_PATH}${token}`, close: () => void this.#open.delete(token) };
  }

  /** For an HTTP server's `upgrade` event; false for a path that is not a talk's. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const { url = '' } = request;
    if (!url.startsWith(TALK_PATH)) return false;
    socket.on('error', () => socket.destroy());
    const decision = decideHost(this.#guard, request.headers.host);
    const { token, path } = splitAddress(url);
    const admit = this.#find(token);
    if (!decision.allowed) answerAndHangUp(socket, `${decision.status} Refused`);
    else if (!admit) answerAndHangUp(socket, '404 Not Found');
    else if (request.method !== 'GET' || request.headers.upgrade?.toLowerCase() !== 'websocket')
      answerAndHangUp(socket, '400 Not a WebSocket');
    else if (!admit({ path, headers: this.#headersFor(request), head, socket: socket as Socket }))
      answerAndHangUp(socket, '503 Too Many Connections');
    return true;
  }

  /** Compares with each of them to the end, so that the time says nothing of how much of a token is right. */
  #find(token: string): Admit | undefined {
    let found: Admit | undefined;
    for (const [known, admit] of this.#open) if (sameToken(token, known)) found = admit;
    return found;
  }

  /** As they came, but for what is between the browser and the workshop. */
  #headersFor({ rawHeaders }: IncomingMessage): Upgrade['headers'] {
    const pairs = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : []));
    return pairs.flatMap(([name, value]) => {
      if (/^origin$/i.test(name) && this.#guard.origins.includes(value)) return [];
      if (!/^cookie$/i.test(name)) return [[name, value] as const];
      const others = value.split(';').filter((cookie) => !cookie.trim().startsWith(OWN_COOKIES));
      return others.length === 0 ? [] : [[name, others.join(';').trim()] as const];
    });
  }
}

/** `/talk/TOKEN/ws/c1?a=b`: the token, and the path behind it as the handler is to see it. */
function splitAddress(url: string): { token: string; path: string } {
  const [token = ''] = url.slice(TALK_PATH.length).split(/[/?]/, 1);
  const rest = url.slice(TALK_PATH.length + token.length);
  return { token, path: rest.startsWith('/') ? rest : `/${rest}` };
}
