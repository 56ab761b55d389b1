/** The other side ends a connection that it has accepted: what the order of things on the wire says of the reason. */
import { describeClosed } from '../../../timeline/describe.ts';
import { type Ended, endedFromOutside, isServersOwnEnd } from '../../ended-outside.ts';
import { isEnd } from '../../findings.ts';
import type { OutsideCause } from './outside-cause.ts';

const LOG = 'Look at the server’s log: if there is a traceback at that moment, the handler threw; otherwise it returned.';

/** By when it ended: a handler that has nothing more to do, and the server ends the connection for it. */
export const endedAtOnce: OutsideCause = {
  id: 'handler-returned',
  find(findings) {
    const ended = endedFromOutside(findings);
    if (ended?.when !== 'at once' || !isServersOwnEnd(ended.closed, findings.accepted)) return undefined;
    return {
      confidence: 'likely',
      title: 'The handler ended right after it had accepted',
      advice: `Nothing had been sent: ${describeClosed(ended.closed)}. When the handler ends, so does the connection: it has to wait for messages, again and again.`,
      evidence: [ended.closed.seq],
      lookAlikes: ['handler-threw', ...(ended.closed.received ? (['closed-on-purpose'] as const) : [])],
      next: LOG,
    };
  },
};

/** A message, and then no answer but the end: nobody ends a conversation so on purpose. */
export const endedByMessage: OutsideCause = {
  id: 'handler-threw',
  find(findings) {
    const ended = endedFromOutside(findings);
    if (!ended) return undefined;
    const { when, closed } = ended;
    const isOwn = isServersOwnEnd(closed, findings.accepted);
    const isInternal = closed.received?.code === 1011 && !isOwn;
    if (isInternal ? when === 'in silence' : when !== 'after a message' || !isOwn) return undefined;
    return {
      confidence: 'likely',
      title: `The handler failed ${when === 'at once' ? 'right after it had accepted' : 'on a message'}`,
      advice: `${WHEN[when]}, and ${describeClosed(closed)}. An exception that nobody catches ends the handler and the connection with it: catch it inside the loop, answer, and go on.`,
      evidence: [...(findings.outside?.message ? [findings.outside.message.seq] : []), closed.seq],
      lookAlikes: ['swallowed-error', 'handler-returned'],
      next: LOG,
    };
  },
};

const WHEN: Record<Ended, string> = {
  'at once': 'Nothing had been sent',
  'in silence': 'Both sides were silent',
  'after a message': 'A message was sent and not answered',
  'after an answer': 'A message was answered',
};

/** It answers, and that was all. */
export const endedAfterAnswer: OutsideCause = {
  id: 'answered-once',
  find(findings) {
    const ended = endedFromOutside(findings);
    if (ended?.when !== 'after an answer' || !isServersOwnEnd(ended.closed, findings.accepted)) return undefined;
    return {
      confidence: 'likely',
      title: 'The handler answered, and ended',
      advice: `An answer came, and then ${describeClosed(ended.closed)}. After the first exchange the handler has nothing more to wait for: put the receive into a loop.`,
      evidence: [ended.closed.seq],
      lookAlikes: ['handler-threw'],
      next: LOG,
    };
  },
};

/** One message, and everybody is gone. */
export const processGone: OutsideCause = {
  id: 'process-died',
  find(findings) {
    const { outside, closed } = findings;
    const ended = endedFromOutside(findings);
    const lost = [...(outside?.dropped ?? []), ...(outside?.gone ? [outside.gone] : [])];
    if (!ended || !closed || closed.received || lost.length === 0) return undefined;
    return {
      confidence: 'likely',
      title: 'The whole process ended, and every connection with it',
      advice: `${WHEN[ended.when]}, and then ${outside?.gone ? 'nothing listened at the port any more' : 'a connection that had sent nothing was dropped too'}. One client must not be able to end the process: catch the exception where the connection is in scope, and listen for the error event.`,
      evidence: [closed.seq, ...lost.map(({ seq }) => seq)],
      lookAlikes: ['server-restarts'],
      next: 'Look at the server’s last lines of output, and at the exit code that its supervisor saw.',
    };
  },
};

/** It had stayed, and was cut while nobody spoke. */
export const cutInSilence: OutsideCause = {
  id: 'idle-limit',
  find(findings) {
    const ended = endedFromOutside(findings);
    if (ended?.when !== 'in silence' || ended.closed.received || findings.unmet?.expect !== 'quiet') return undefined;
    const { closed, accepted } = { ...findings, closed: ended.closed };
    const seconds = Math.max(0, Math.round(closed.atMs - (accepted?.atMs ?? closed.atMs)) / 1_000);
    return {
      confidence: 'likely',
      title: `The connection was cut while nobody spoke, ${seconds.toFixed(1)} s after it had opened`,
      advice: `It had stayed until then, and ${describeClosed(closed)}. A proxy’s idle limit does that (nginx: proxy_read_timeout, 60 s by default), and so does a handler that ends after some time. Send pings more often than the limit, or raise it.`,
      evidence: [closed.seq],
      lookAlikes: ['handler-returned'],
      next: 'Examine the backend’s own port, without the proxy, with the same --idle: if it stays open there, the proxy has cut it.',
    };
  },
};

/** The server goes, and says so. */
export const restarts: OutsideCause = {
  id: 'server-restarts',
  find({ closed, observedKind, outside }) {
    const code = closed?.by === 'handler' ? closed.received?.code : undefined;
    if (!closed || !outside || !isEnd(observedKind) || (code !== 1001 && code !== 1012)) return undefined;
    return {
      confidence: 'likely',
      title: `The server is going away (${code})`,
      advice:
        'It shuts down or restarts, perhaps for a new version or because a file has changed, and it said so properly: the handler is not at fault. Clients have to connect again after a pause.',
      evidence: [closed.seq],
    };
  },
};

/** The server has missed a pong. */
export const pongMissed: OutsideCause = {
  id: 'keepalive-lost',
  find({ closed, observedKind, outside }) {
    const { code, reason = '' } = closed?.by === 'handler' ? (closed.received ?? {}) : {};
    if (!closed || !outside || !isEnd(observedKind) || code !== 1011 || !/keepalive|ping/i.test(reason)) return undefined;
    return {
      confidence: 'likely',
      title: `The server got no pong in time (1011 “${reason}”)`,
      advice:
        'The server’s own heartbeat ended the connection, not the handler: a ping got no pong. Either the network was cut, or the client was too busy to answer, or the server itself was blocked when the pong came.',
      evidence: [closed.seq],
    };
  },
};

/** A ping gets no pong on a connection that stays. */
export const pingsUnanswered: OutsideCause = {
  id: 'not-reading',
  find({ observedKind, unmet, outside }) {
    if (observedKind !== 'silence' || unmet?.expect !== 'pongs') return undefined;
    return {
      confidence: 'likely',
      title: outside?.message ? 'Since that message not even a ping is answered' : 'Not even a ping is answered',
      advice:
        'A library answers pings by itself, as long as it reads and the event loop runs. Either the connection is not read (it is paused, or the handler took the socket over), or the whole process is blocked.',
      evidence: outside?.message ? [outside.message.seq] : [],
      lookAlikes: ['loop-blocked', 'loop-frozen'],
      next: 'Open a second connection meanwhile: if that gets no answer either, the process is blocked.',
    };
  },
};

/** It closes on purpose before anything is said: something is missing that it wants. */
export const wantsMore: OutsideCause = {
  id: 'needs-more',
  find(findings) {
    const ended = endedFromOutside(findings);
    const { code, reason = '' } = ended?.closed.received ?? {};
    if (ended?.when !== 'at once' || code === undefined || (code !== 1008 && code < 3_000)) return undefined;
    return {
      confidence: 'likely',
      title: `It closes with ${code}${reason === '' ? '' : ` “${reason}”`} before anything is said`,
      advice:
        'The server accepted the connection and then closed it on purpose: it may want a token, a cookie or a query that was not given. Give it one with --header, --path, --origin or --subprotocol.',
      evidence: [ended.closed.seq],
    };
  },
};
