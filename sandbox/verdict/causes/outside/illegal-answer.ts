/** The answer to the opening handshake is illegal, and how says who may have given it. */
import type { HandshakeFlaw } from '../../../timeline/timeline.ts';
import type { Findings } from '../../findings.ts';
import type { Found } from '../cause.ts';
import { protocolError } from '../protocol-error.ts';
import type { OutsideCause } from './outside-cause.ts';

/** The first byte of what TLS answers to plain text, an alert or a handshake message, and the second of each record. */
const TLS_TYPES = [0x15, 0x16];
const TLS_VERSION = 3;

export const notHttp: OutsideCause = {
  id: 'not-http',
  find(findings) {
    const { invalid } = findings;
    const head = invalid?.head ?? '';
    if (TLS_TYPES.includes(head.charCodeAt(0)) && head.charCodeAt(1) === TLS_VERSION)
      return found(
        findings,
        ['not-http'],
        'The port speaks TLS',
        'The answer is a TLS record. Use wss:// instead of ws://, with the same port.',
      );
    return found(
      findings,
      ['not-http', 'cut-off', 'version', 'body'],
      'The answer is not HTTP',
      `Another program listens at that port, or one in front of it answers: ${invalid?.problem}. Check the port, and which program serves it.`,
    );
  },
};

export const wrongAccept: OutsideCause = {
  id: 'wrong-accept',
  find(findings) {
    const missing = findings.invalid?.flaw !== 'accept-wrong';
    return found(
      findings,
      ['accept-missing', 'accept-wrong', 'upgrade', 'extensions'],
      missing ? 'The 101 is not a proper one' : 'The 101 has a wrong Sec-WebSocket-Accept',
      `Every client refuses it: ${findings.invalid?.problem}. Let a library answer the handshake. If one does, look for a proxy or a cache that answers instead, or changes headers.`,
    );
  },
};

export const wrongSubprotocol: OutsideCause = {
  id: 'subprotocol-mismatch',
  find(findings) {
    const { invalid, accepted, observedKind, unmet } = findings;
    if (invalid?.flaw === 'subprotocol')
      return found(
        findings,
        ['subprotocol'],
        'The server chose a subprotocol that was not offered',
        `Every client refuses it: ${invalid.problem}. Choose one of those that the client offers; --subprotocol offers one here.`,
      );
    if (!accepted || unmet?.expect !== 'opens' || observedKind !== 'other-content') return undefined;
    return {
      confidence: 'certain',
      title: 'The server chose none of the subprotocols that were offered',
      advice:
        'Browsers refuse a 101 without a subprotocol where the page has asked for one. Let the server choose one of those that are offered: accept takes it as an argument.',
      evidence: [accepted.seq],
    };
  },
};

/** Of an answer to the handshake that is illegal more is known. */
export const illegalBytes: OutsideCause = {
  id: 'protocol-error',
  find: (findings) => (findings.invalid ? undefined : protocolError.find(findings)),
};

function found({ invalid }: Findings, flaws: HandshakeFlaw[], title: string, advice: string): Found | undefined {
  if (!invalid || !flaws.includes(invalid.flaw ?? 'not-http')) return undefined;
  return { confidence: 'certain', title, advice, evidence: [invalid.seq] };
}
