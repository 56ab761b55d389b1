/** Addresses that can be examined: `ws://` and `wss://` of any host. Pure. */

export interface Address {
  /** As it can be shown: without what a query may hold. */
  name: string;
  secure: boolean;
  /** A name or an IP address, without the brackets of IPv6. */
  host: string;
  port: number;
  /** As the Host header has it. */
  authority: string;
  /** With its query. */
  path: string;
}

export type ReadAddress = { ok: true; address: Address } | { ok: false; problem: string };

const EXAMPLE = 'such as ws://localhost:8000/ws';

/** `path` stands in place of the path and the query that the address has. The problem is a sentence that can be shown. */
export function readAddress(text: string, path?: string): ReadAddress {
  const url = URL.parse(text.trim());
  const shown = JSON.stringify(text.trim().slice(0, 100));
  if (url?.protocol === 'http:' || url?.protocol === 'https:')
    return problem(`Expected an address of a WebSocket, got ${shown}. Write ws${url.protocol.slice(4)}//${url.host}${url.pathname}.`);
  if (!url || (url.protocol !== 'ws:' && url.protocol !== 'wss:') || url.hostname === '')
    return problem(`Expected an address that begins with ws:// or wss://, ${EXAMPLE}, got ${shown}.`);
  if (url.username !== '' || url.password !== '')
    return problem('Expected an address without a user and password. Put them into a header, such as Authorization.');
  if (url.hash !== '') return problem(`Expected an address without a fragment (RFC 6455, section 3), got ${shown}.`);
  if (path !== undefined && !/^\/[!-~]*$/.test(path))
    return problem(`Expected a path that begins with a slash and has no spaces, got ${JSON.stringify(path.slice(0, 100))}.`);
  return { ok: true, address: addressOf(url, path ?? url.pathname + url.search) };
}

function addressOf({ protocol, hostname, host, port }: URL, path: string): Address {
  const secure = protocol === 'wss:';
  return {
    name: `${protocol}//${host}${path.split('?')[0]}`,
    secure,
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || (secure ? 443 : 80)),
    authority: host,
    path,
  };
}

function problem(sentence: string): ReadAddress {
  return { ok: false, problem: sentence };
}
