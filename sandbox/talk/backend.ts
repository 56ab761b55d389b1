/** The learner's own backend: which addresses are one, and the way to it. Only this machine's own loopback is ever called. */
import { once } from 'node:events';
import { connect, isIPv4, type Socket } from 'node:net';

/** Where a backend listens. `addresses` are tried one after the other: no name is ever looked up. */
export interface Backend {
  /** As the Host header has it: `localhost:8000`. */
  authority: string;
  addresses: readonly string[];
  port: number;
  /** The path that stands in the address, before that of each connection. */
  prefix: string;
}

export type ReadBackend = { ok: true; backend: Backend } | { ok: false; problem: string };

/** How long a backend may take to take a connection, in milliseconds. */
const CONNECT_MS = 5_000;
const EXAMPLE = 'such as ws://localhost:8000/ws';

/** Reads `ws://localhost:8000/ws/c1`; the problem is a sentence that can be shown. */
export function readBackend(text: string): ReadBackend {
  const url = URL.parse(text.trim());
  const shown = JSON.stringify(text.trim().slice(0, 100));
  if (!url) return problem(`Expected an address ${EXAMPLE}, got ${shown}.`);
  if (url.protocol === 'wss:')
    return problem(`Expected ws://, got wss://: there is no TLS to a backend on this machine. Write ${EXAMPLE}.`);
  if (url.protocol !== 'ws:') return problem(`Expected an address that begins with ws://, ${EXAMPLE}, got ${shown}.`);
  if (url.username !== '' || url.password !== '')
    return problem('Expected an address without a user and password. Put them into a header, such as Authorization.');
  if (url.hash !== '') return problem(`Expected an address without a fragment (RFC 6455, section 3), got ${shown}.`);
  if (url.search !== '') return problem(`Expected an address without a query, got ${shown}. Write it behind the path.`);
  const addresses = loopbackAddresses(url.hostname.replace(/^\[(.*)\]$/, '$1'));
  if (!addresses)
    return problem(
      `Expected a backend on this machine (localhost, 127.0.0.1 or [::1]), got ${JSON.stringify(url.hostname)}. The workshop connects to no other machine.`,
    );
  return { ok: true, backend: { authority: url.host, addresses, port: Number(url.port || 80), prefix: url.pathname.replace(/\/$/, '') } };
}

/**
 * Where on this machine a host is; undefined for any that is elsewhere. An IPv6 address is without its brackets. The system's own list of
 * names could lead elsewhere: `localhost` is this machine, whatever stands there (RFC 6761, section 6.3).
 */
export function loopbackAddresses(host: string): readonly string[] | undefined {
  if (host === 'localhost') return ['127.0.0.1', '::1'];
  if (isIPv4(host) && host.startsWith('127.')) return [host];
  return host === '::1' ? ['::1'] : undefined;
}

/** A connection to it, or a sentence that says why there is none. */
export async function callBackend({ addresses, port, authority }: Backend): Promise<Socket | string> {
  let code = '';
  for (const host of addresses) {
    const socket = connect({ host, port, noDelay: true });
    socket.on('error', () => {});
    try {
      await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_MS) });
      return socket;
    } catch (failure) {
      socket.destroy();
      const { code: why = '', name } = failure as NodeJS.ErrnoException;
      code ||= name === 'AbortError' ? `no answer within ${CONNECT_MS / 1000} s` : why;
    }
  }
  if (code === 'ECONNREFUSED') return `nothing listens at ${authority}. Start your backend, or look at its port`;
  return `${authority} took no connection (${code}). Look whether your backend is still running`;
}

function problem(sentence: string): ReadBackend {
  return { ok: false, problem: sentence };
}
