/** Where the workshop listens: on this machine only, since it runs programs for whoever reaches it. */
import { isIP, isIPv4 } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** The workshop would be reached from other machines. */
export class AddressError extends Error {}

/** @throws AddressError for every address but those of this machine's own loopback, so for each spelling of the wildcard too. */
export function checkAddress(host: string): void {
  if ((isIPv4(host) && host.startsWith('127.')) || host === '::1') return;
  throw new AddressError(
    `Expected an address of this machine alone (${LOOPBACK} or ::1), got ${JSON.stringify(host)}. To serve others, use the command host: it demands isolation.`,
  );
}

/** @throws AddressError for what is no IP address. */
export function checkListening(host: string): void {
  if (isIP(host) !== 0) return;
  throw new AddressError(
    `Expected an IP address of this machine, such as 192.168.1.5, or 0.0.0.0 for all of them; got ${JSON.stringify(host)}.`,
  );
}

/** As it stands in a URL and in a Host header. */
export function authority(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
