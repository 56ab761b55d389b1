/** The opening handshake gets an HTTP status instead of 101: what that status says, by what a server or a proxy uses it for. */
import type { Found } from '../cause.ts';
import type { OutsideCause } from './outside-cause.ts';
import { explainRefusal, proxyOf } from './refusals.ts';

/** A proxy does not hand the upgrade on, so the server sees an ordinary request. */
export const upgradeLost: OutsideCause = {
  id: 'upgrade-lost',
  find({ refused, observedKind }) {
    if (!refused || observedKind !== 'refused' || ![400, 404, 426].includes(refused.status)) return undefined;
    const proxy = proxyOf(refused);
    if (proxy === undefined && refused.status !== 426) return undefined;
    return {
      confidence: 'likely',
      title: `The Upgrade header was lost on the way (${refused.status})`,
      advice: `The request had it, but ${proxy ?? 'the server'} answered as if it had not. A proxy has to pass it on: in nginx proxy_http_version 1.1, proxy_set_header Upgrade $http_upgrade and proxy_set_header Connection "upgrade".`,
      evidence: [refused.seq],
      lookAlikes: ['refused-handshake'],
      next: 'Examine the backend’s own port, without the proxy: if it opens there, the proxy loses the header.',
    };
  },
};

/** The handler fails, or ends, before it accepts. */
export const failedBeforeAccept: OutsideCause = {
  id: 'never-accepted',
  find({ refused, observedKind }) {
    if (refused?.status !== 500 || observedKind !== 'refused') return undefined;
    return {
      confidence: 'likely',
      title: 'The connection was never accepted (500)',
      advice: explainRefusal(refused),
      evidence: [refused.seq],
      lookAlikes: ['handler-threw'],
      next: 'If the server’s log has a traceback, the handler threw; otherwise it ended without accept.',
    };
  },
};

export const refusedWithStatus: OutsideCause = {
  id: 'refused-handshake',
  find({ refused, observedKind }): Found | undefined {
    if (!refused || observedKind !== 'refused' || refused.status === 500) return undefined;
    return {
      confidence: 'likely',
      title: `The opening handshake was refused with ${refused.status} ${refused.statusText}`.trim(),
      advice: explainRefusal(refused),
      evidence: [refused.seq],
    };
  },
};

/** The request was taken, and nobody has answered it. */
export const unanswered: OutsideCause = {
  id: 'no-upgrade-answer',
  find({ observedKind }) {
    if (observedKind !== 'no-handshake') return undefined;
    return {
      confidence: 'likely',
      title: 'The opening handshake got no answer',
      advice:
        'TCP connected, and nothing came back. Either another program listens at that port, or nobody handles the upgrade (noServer without an upgrade listener), or the handler waits for something before it accepts, or the whole process is blocked.',
      evidence: [],
      next: 'Ask for an ordinary page at the same port: if that is answered, only the upgrade is not handled.',
    };
  },
};

/** TCP ends in place of an answer. */
export const hungUpOn: OutsideCause = {
  id: 'hung-up',
  find({ observedKind, closed }) {
    if (observedKind !== 'hung-up' || !closed) return undefined;
    return {
      confidence: 'likely',
      title: 'The other side hung up before it answered the opening handshake',
      advice:
        'TCP ended without an HTTP status. A port that speaks TLS does that when it gets ws://, and so does a server of another protocol, or a handler that destroys the socket of the upgrade. To refuse a connection, answer with a status first.',
      evidence: [closed.seq],
      next: 'Try wss:// with the same port; if that fails too, look at the server’s log.',
    };
  },
};
