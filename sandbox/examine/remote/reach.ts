/** The way to an address: its name is looked up, TCP connects, TLS agrees. Each step is an event; so is why there is no way. */
import { lookup as systemLookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import type { Unreachable } from '../../probe/peer.ts';
import type { Unreached } from '../../timeline/timeline.ts';
import { describeMs } from '../../timeline/wording.ts';
import type { Address } from './address.ts';
import { secure } from './secure.ts';
import type { Lookup, Reaching } from './way.ts';

/** A connection over which nothing has been sent but what TLS needs. */
export async function reach(reaching: Reaching): Promise<Socket | Unreachable> {
  const { address, report, withinMs } = reaching;
  const signal = AbortSignal.any([reaching.signal, AbortSignal.timeout(withinMs)]);
  const found = await findAddresses(address, reaching.lookup ?? lookUp, signal, withinMs);
  if ('why' in found) return found;
  if (isIP(address.host) === 0) report({ kind: 'reached', step: 'name', what: found.addresses.join(', ') });
  const dialled = await dial(found.addresses, address, signal, withinMs);
  if ('why' in dialled) return dialled;
  const { socket, failed } = dialled;
  report({ kind: 'reached', step: 'tcp', what: [`${bracketed(socket.remoteAddress ?? '')}:${address.port}`, ...failed].join('; ') });
  if (!address.secure) return socket;
  return secure(socket, { ...reaching, signal });
}

async function lookUp(host: string): Promise<string[]> {
  return (await systemLookup(host, { all: true })).map(({ address }) => address);
}

async function findAddresses(
  { host }: Address,
  lookup: Lookup,
  signal: AbortSignal,
  withinMs: number,
): Promise<{ addresses: string[] } | Unreachable> {
  if (isIP(host) !== 0) return { addresses: [host] };
  const late = `the name service did not answer within ${describeMs(withinMs)}`;
  try {
    return { addresses: await Promise.race([lookup(host), aborted(signal)]) };
  } catch (failure) {
    const { code } = failure as NodeJS.ErrnoException;
    if (signal.aborted) return { why: 'no-lookup', problem: late };
    if (code === 'EAI_AGAIN') return { why: 'no-lookup', problem: `the name service could not be asked for ${host} (${code})` };
    return { why: 'name-not-found', problem: `there is no host called ${host} (${code ?? 'unknown'})` };
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The addresses one after the other: the failure of the first is the one that is told, where none takes a connection. */
async function dial(
  hosts: readonly string[],
  { port }: Address,
  signal: AbortSignal,
  withinMs: number,
): Promise<{ socket: Socket; failed: string[] } | Unreachable> {
  const failed: Unreachable[] = [];
  for (const host of hosts) {
    const came = await dialOne(host, port, signal, withinMs);
    if (!('why' in came)) return { socket: came, failed: failed.map(({ problem }) => problem) };
    failed.push(came);
  }
  return failed[0] ?? { why: 'name-not-found', problem: 'the name leads to no address' };
}

async function dialOne(host: string, port: number, signal: AbortSignal, withinMs: number): Promise<Socket | Unreachable> {
  const socket = connect({ host, port, noDelay: true });
  // Whoever gets the socket listens to its errors; until then they are told here.
  socket.on('error', () => {});
  try {
    await once(socket, 'connect', { signal });
    return socket;
  } catch (failure) {
    socket.destroy();
    const at = `${bracketed(host)}:${port}`;
    if (signal.aborted) return { why: 'no-tcp-answer', problem: `${at} did not answer within ${describeMs(withinMs)}` };
    const { code = '' } = failure as NodeJS.ErrnoException;
    const [why, says] = TCP[code] ?? ['tcp-failed', 'took no connection'];
    return { why, problem: `${at} ${says} (${code})` };
  }
}

const NO_ROUTE: [Unreached, string] = ['no-route', 'cannot be reached from this machine'];
const TCP: Record<string, [why: Unreached, says: string]> = {
  ECONNREFUSED: ['port-refused', 'refused the connection: nothing listens there'],
  ETIMEDOUT: ['no-tcp-answer', 'did not answer'],
  ENETUNREACH: NO_ROUTE,
  EHOSTUNREACH: NO_ROUTE,
  ENETDOWN: NO_ROUTE,
  EADDRNOTAVAIL: NO_ROUTE,
};

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
