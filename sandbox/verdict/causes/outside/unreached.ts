/** What keeps a client from reaching the address at all: one cause for each step of the way. */
import type { CauseId } from '../../../scenario/names.ts';
import type { Unreached } from '../../../timeline/timeline.ts';
import type { OutsideCause } from './outside-cause.ts';

const CERTIFICATE =
  'For a WebSocket, browsers refuse such a certificate without asking, and the page sees 1006 without a reason. Serve one that a known authority has issued for this name, with its whole chain';

/** By why it was not reached: the headline, and what to do. */
const WORDS: Record<Unreached, [cause: CauseId, title: string, advice: string]> = {
  'name-not-found': [
    'name-not-found',
    'The host’s name leads nowhere',
    'Check its spelling. A name that only a container or another network knows cannot be looked up from here.',
  ],
  'no-lookup': [
    'name-not-found',
    'The host’s name could not be looked up',
    'The name service gave no answer, so the name may be right. Check the network, or use the IP address.',
  ],
  'port-refused': [
    'port-refused',
    'Nothing listens at that port',
    'The machine is there and refused the connection. Start the backend, or check the port and the address that it listens at: in a container that has to be 0.0.0.0, not 127.0.0.1.',
  ],
  'no-tcp-answer': [
    'no-tcp-answer',
    'Nobody answers at that address',
    'TCP got no answer, not even a refusal: a firewall or a security group drops the packets, or there is no such machine. Check the address, and open the port.',
  ],
  'no-route': [
    'no-tcp-answer',
    'There is no route to that address',
    'Check the network and the VPN, and whether it is an IPv6 address on a network that has only IPv4.',
  ],
  'tcp-failed': [
    'no-tcp-answer',
    'TCP could not connect',
    'The connection failed before anything was sent. Check the address, the port, and what is between the two machines.',
  ],
  'self-signed': [
    'certificate-refused',
    'The certificate is self-signed',
    `${CERTIFICATE}; for a test, add it to what this machine trusts (NODE_EXTRA_CA_CERTS for this command).`,
  ],
  expired: ['certificate-refused', 'The certificate has expired', `Renew it, and restart or reload what serves it. ${CERTIFICATE}.`],
  'not-yet-valid': [
    'certificate-refused',
    'The certificate is not valid yet',
    'Either its validity begins later, or a clock is wrong: check the clock of this machine, and of the one that issued it.',
  ],
  'wrong-name': [
    'certificate-refused',
    'The certificate is for another name',
    `Use a name that it contains, or issue one for the name that is used. ${CERTIFICATE}.`,
  ],
  'unknown-issuer': [
    'certificate-refused',
    'The certificate’s issuer is not known',
    'Most often an intermediate certificate is not sent: serve the full chain. An authority of your own has to be trusted by each client (NODE_EXTRA_CA_CERTS for this command).',
  ],
  'no-tls': ['tls-failed', 'That port does not speak TLS', 'Use ws:// with it, or the port that serves TLS, most often 443.'],
  'no-tls-answer': [
    'tls-failed',
    'The TLS handshake gets no answer',
    'The port may serve another protocol, or the program that terminates TLS there hangs.',
  ],
  'tls-failed': [
    'tls-failed',
    'TLS could not be agreed on',
    'The two sides found no common version, or the server hung up. Look at the versions and names that it is configured for, and at its log.',
  ],
};

const IDS = [...new Set(Object.values(WORDS).map(([id]) => id))];

export const UNREACHED: readonly OutsideCause[] = IDS.map((id) => ({
  id,
  find({ failed, observedKind }) {
    if (failed?.why === undefined || observedKind !== 'unreached') return undefined;
    const [cause, title, advice] = WORDS[failed.why];
    return cause === id
      ? { confidence: 'certain', title, advice: `${sentence(failed.problem)} ${advice}`, evidence: [failed.seq] }
      : undefined;
  },
}));

function sentence(problem: string): string {
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
}
