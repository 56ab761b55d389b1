/** By which names browsers reach a room, and which of them is shown to people. */
import { hostname, type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { authority } from '../address.ts';
import type { Reach } from '../guard.ts';

export interface ListeningAt {
  /** An IP address: a wildcard stands for all of this machine's. */
  host: string;
  port: number;
  /** The workshop itself has a certificate. */
  tls: boolean;
  /** What browsers see in front of a proxy, such as `https://clinic.example`: no other name is answered then. */
  origin?: string;
}

/** `origin` is the one to show. `names` are those of this machine, for tests. */
export function reachOf({ host, port, tls, origin }: ListeningAt, names: readonly string[] = namesHere()): Reach & { origin: string } {
  if (origin !== undefined) return { hosts: [new URL(origin).host], origins: [origin], secure: origin.startsWith('https:'), origin };
  const scheme = tls ? 'https' : 'http';
  const all = isWildcard(host) ? names : [host, ...(isLoopback(host) ? ['localhost'] : [])];
  const isUsual = port === (tls ? 443 : 80);
  const hosts = all.flatMap((name) => [authority(name, port), ...(isUsual ? [authority(name, port).replace(/:\d+$/, '')] : [])]);
  const origins = hosts.map((each) => `${scheme}://${each}`);
  return { hosts, origins, secure: tls, origin: origins[0] ?? `${scheme}://${authority(host, port)}` };
}

export function isWildcard(host: string): boolean {
  return /^(0\.0\.0\.0|::|0:0:0:0:0:0:0:0)$/.test(host);
}

export function isLoopback(host: string): boolean {
  return host.startsWith('127.') || host === '::1';
}

/** Addresses of other machines' networks first: a learner can type them. */
function namesHere(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const usable = all.filter(({ address }) => !address.startsWith('fe80:'));
  const weight = ({ family, internal }: NetworkInterfaceInfo) => (internal ? 2 : 0) + (family === 'IPv4' ? 0 : 1);
  const addresses = usable.toSorted((one, other) => weight(one) - weight(other)).map(({ address }) => address);
  return [...new Set([...addresses, hostname().toLowerCase(), 'localhost'])];
}
