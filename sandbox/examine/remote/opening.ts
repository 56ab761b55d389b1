/** The opening handshake as an address is asked with it: as a page of the same host would, and under this program's own name. Pure. */
import type { Opening } from '../../scenario/language.ts';
import type { Address } from './address.ts';

export interface Asking {
  /** Beside its own headers, or in place of one of them. */
  headers: Record<string, string>;
  subprotocols: string[];
  origin?: string;
}

export function openingOf({ authority, secure, path }: Address, { headers, subprotocols, origin }: Asking): Opening {
  const own = {
    Host: authority,
    Origin: origin ?? `${secure ? 'https' : 'http'}://${authority}`,
    'User-Agent': 'socket-clinic',
    // A refusal is to be read as it comes, and of a browser’s headers only those that a handshake needs are sent.
    'Accept-Encoding': null,
    'Accept-Language': null,
    Pragma: null,
    'Cache-Control': null,
  };
  return { path, headers: { ...own, ...headers }, ...(subprotocols.length > 0 ? { subprotocols } : {}) };
}
