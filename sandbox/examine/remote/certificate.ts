/** What keeps a client from trusting a certificate, told as completely as the certificate allows. Pure, but for reading it. */
import { checkServerIdentity, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Unreachable } from '../../probe/peer.ts';
import type { Unreached } from '../../timeline/timeline.ts';

const SELF_SIGNED = new Set(['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN']);

export function certificateFlaw(socket: TLSSocket, host: string, now: Date): Unreachable {
  const certificate = socket.getPeerCertificate();
  const code = String(socket.authorizationError ?? 'unknown');
  const flaws = [...issuerFlaw(code), ...timeFlaw(certificate, now), ...nameFlaw(certificate, host)];
  const [first = { why: 'tls-failed' as const, problem: 'the certificate is not to be trusted' }] = flaws;
  return { why: first.why, problem: `${flaws.map(({ problem }) => problem).join('; and ') || first.problem} (${code})` };
}

function issuerFlaw(code: string): Unreachable[] {
  if (SELF_SIGNED.has(code))
    return [{ why: 'self-signed', problem: 'the certificate is self-signed: nobody whom this machine trusts vouches for it' }];
  return /ISSUER|VERIFY_LEAF|UNTRUSTED/.test(code)
    ? [{ why: 'unknown-issuer', problem: 'the certificate’s issuer is not known here, or a certificate between the two was not sent' }]
    : [];
}

function timeFlaw({ valid_from: from, valid_to: to }: PeerCertificate, now: Date): Unreachable[] {
  const flaw = (why: Unreached, problem: string): Unreachable[] => [{ why, problem }];
  if (now > new Date(to)) return flaw('expired', `the certificate expired on ${dayOf(to)}`);
  return now < new Date(from) ? flaw('not-yet-valid', `the certificate is valid from ${dayOf(from)} on only`) : [];
}

function nameFlaw(certificate: PeerCertificate, host: string): Unreachable[] {
  if (checkServerIdentity(host, certificate) === undefined) return [];
  const names = [certificate.subjectaltname ?? certificate.subject?.CN ?? 'no name']
    .flat()
    .join(', ')
    .replaceAll(/DNS:|IP Address:/g, '');
  return [{ why: 'wrong-name', problem: `the certificate is for ${names.slice(0, 200)}, not for ${host}` }];
}

function dayOf(date: string): string {
  return new Date(date).toISOString().slice(0, 10);
}
