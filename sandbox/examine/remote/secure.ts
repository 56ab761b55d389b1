/** TLS on a connection: agreed on, or what keeps a browser from it. Nothing of the application is sent before the certificate is known. */
import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { Unreachable } from '../../probe/peer.ts';
import { describeMs } from '../../timeline/wording.ts';
import { certificateFlaw } from './certificate.ts';
import type { Reaching } from './way.ts';

type Securing = Pick<Reaching, 'address' | 'report' | 'ca' | 'signal' | 'withinMs'>;

export async function secure(tcp: Socket, { address, report, ca, signal, withinMs }: Securing): Promise<Socket | Unreachable> {
  const { host } = address;
  const named = isIP(host) === 0 ? { servername: host } : {};
  // Looked at below: one that is refused at once does not say all that is wrong with it.
  const socket = connect({ socket: tcp, host, ...named, ca, ALPNProtocols: ['http/1.1'], rejectUnauthorized: false });
  socket.on('error', () => {});
  try {
    await once(socket, 'secureConnect', { signal });
  } catch (failure) {
    socket.destroy();
    if (signal.aborted) return { why: 'no-tls-answer', problem: `TCP connected, but TLS was not answered within ${describeMs(withinMs)}` };
    return failed(failure as NodeJS.ErrnoException);
  }
  const flaw = socket.authorized ? undefined : certificateFlaw(socket, host, new Date());
  if (!flaw) report({ kind: 'reached', step: 'tls', what: describe(socket) });
  else socket.destroy();
  return flaw ?? socket;
}

/** What comes where somebody answers without TLS. */
const PLAIN = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_UNKNOWN_PROTOCOL',
]);

function failed({ code = 'unknown' }: NodeJS.ErrnoException): Unreachable {
  if (PLAIN.has(code)) return { why: 'no-tls', problem: `what answers there does not speak TLS (${code})` };
  if (code === 'ECONNRESET') return { why: 'tls-failed', problem: 'the connection ended in the middle of the TLS handshake' };
  return { why: 'tls-failed', problem: `the TLS handshake failed (${code})` };
}

function describe(socket: TLSSocket): string {
  const { subject } = socket.getPeerCertificate();
  const name = [subject?.CN].flat()[0];
  return `${socket.getProtocol() ?? 'TLS'}${name === undefined ? '' : `, certificate of ${name}`}`;
}
