/** Rules for connections, handshakes and processes that ended, or never came to life. Pure. */
import { atLine, type Rule } from './diagnose.ts';
import type { Findings } from './findings.ts';
import type { Cause, Diagnosis } from './verdict.ts';

const LIMIT_CAUSES: Record<string, Cause> = {
  time: 'loop-frozen',
  memory: 'limit-memory',
  output: 'limit-output',
  frames: 'flood',
  wire: 'flood',
  connections: 'limit-wire',
};

/** What Node's permission model says when it refuses, and what that kept the handler from. */
const DENIED = /Access to this API has been restricted|API requires full fs\.|ERR_ACCESS_DENIED|because native addons are disabled/;
const DENIALS: [RegExp, string][] = [
  [/fs-read/, 'read files'],
  [/fs-write|fs\./, 'write files'],
  [/allow-net|getaddrinfo|connect|listen/, 'reach the network'],
  [/child-process/, 'start processes'],
  [/worker/, 'start threads'],
  [/addons/, 'load native code'],
  [/heap/, 'look at its own heap'],
];

/** A handler that reached for the machine: Node's own words name an option that no learner can give. */
function denied({ uncaught: thrown, threw: caught }: Findings): Diagnosis | undefined {
  const event = thrown ?? caught;
  if (!event || !DENIED.test(event.error.message)) return undefined;
  const what = DENIALS.find(([pattern]) => pattern.test(event.error.message))?.[1] ?? 'do that';
  return {
    cause: 'denied',
    confidence: 'certain',
    title: `The sandbox lets no handler ${what}${atLine(event.error.at)}`,
    advice:
      'A handler here has its connections and nothing else: no files, no network, no other processes. What it needs to keep, it keeps in memory.',
    evidence: [event.seq],
    at: event.error.at,
  };
}

/** What `close` says of a code or reason that must not be sent: this dialect's words, and those of `ws`. */
const ILLEGAL_CLOSE = /^close expected|^First argument must be a valid error code number|^The message must not be greater than 123 bytes/;

function limit({ limit: exceeded, verdict }: Findings): Diagnosis | undefined {
  if (!exceeded || verdict.kind !== 'limit-exceeded') return undefined;
  const { what, at } = exceeded.limit;
  const titles: Record<string, string> = {
    time: at
      ? `The handler never let go of the thread${atLine(at)}`
      : exceeded.limit.loading
        ? 'The handler never finished loading'
        : 'The handler never came to rest',
    memory: 'The handler ran out of memory',
    output: 'The handler flooded the output',
  };
  return {
    cause: LIMIT_CAUSES[what] ?? 'unknown',
    confidence: 'certain',
    title: titles[what] ?? 'The handler flooded the wire',
    advice:
      what === 'time'
        ? 'One thread serves every connection. A loop has to wait for something, with await, so that the others get their turn.'
        : verdict.sentence,
    evidence: [exceeded.seq],
    at,
  };
}

function uncaught({ uncaught: thrown, exited, unmet }: Findings): Diagnosis | undefined {
  if (!thrown || !exited) return undefined;
  const { error, origin, seq } = thrown;
  return {
    ...uncaughtMeans(thrown, unmet),
    confidence: origin === 'exception' && !error.at ? 'likely' : 'certain',
    title: `${error.name}: ${error.message}${atLine(error.at)} ended the whole process`,
    evidence: [seq, exited.seq],
    at: error.at,
  };
}

function uncaughtMeans(
  { error, origin }: NonNullable<Findings['uncaught']>,
  unmet: Findings['unmet'],
): Pick<Diagnosis, 'cause' | 'advice'> {
  if (origin === 'rejection') {
    return {
      cause: ILLEGAL_CLOSE.test(error.message) ? 'illegal-close' : 'unhandled-rejection',
      advice:
        'A promise was rejected and nobody held it: Node ends the process, and every connection with it. Await the call, or catch its error.',
    };
  }
  if (!error.at) {
    return {
      cause: 'no-error-listener',
      advice:
        'It comes from a library and passed no line of the handler, as an error event does that nobody listens for: Node ends the process then, and every connection with it. Add a listener for “error” to each socket, and to the server.',
    };
  }
  return {
    cause: ILLEGAL_CLOSE.test(error.message) ? 'illegal-close' : 'process-died',
    advice: `Nobody caught it, so Node ended the process, and every connection with it. Catch it where the connection is still at hand${thenDo(unmet)}.`,
  };
}

/** What is left to do for whoever has caught an error depends on what the step wants of this connection. */
function thenDo(unmet: Findings['unmet']): string {
  if (unmet?.expect === 'ends' && unmet.by === 'handler') return `, and close this one connection with ${unmet.codes.join(' or ')}`;
  return unmet?.expect === 'receives' ? ', and answer' : ': answer, or close this one connection';
}

function exitedByItself({ uncaught: thrown, exited, ending, verdict }: Findings): Diagnosis | undefined {
  if (thrown || !exited || verdict.kind !== 'crashed') return undefined;
  if (exited.abused) {
    return {
      cause: 'process-died',
      confidence: 'certain',
      title: 'The handler reached for the sandbox’s own channel, so the process was ended',
      advice:
        'It wrote to a descriptor that is not its own, or closed one. A handler speaks through its connection only; what it says of itself decides nothing.',
      evidence: [exited.seq],
    };
  }
  return {
    cause: 'process-died',
    confidence: 'certain',
    title: ending
      ? `${ending.call}${atLine(ending.at)} ended the whole process (${howItEnded(exited)})`
      : `The process ended (${howItEnded(exited)}) without an exception`,
    advice:
      'Something in the handler ended the process, and with it every connection. A handler ends its own connection, never the process.',
    evidence: ending ? [ending.seq, exited.seq] : [exited.seq],
    at: ending?.at,
  };
}

function howItEnded({ signal, code }: { signal: string | null; code: number | null }): string {
  return signal ?? `exit code ${code}`;
}

function threw({ threw: thrown, accepted, closed, verdict, unmet }: Findings): Diagnosis | undefined {
  if (!thrown || verdict.kind === 'crashed') return undefined;
  const { error, seq } = thrown;
  const illegal = ILLEGAL_CLOSE.test(error.message);
  return {
    cause: illegal ? 'illegal-close' : 'handler-threw',
    confidence: 'certain',
    title: `The handler threw ${error.name}: ${error.message}${atLine(error.at)}`,
    advice: illegal
      ? 'The exception came out of close itself, so nothing was sent and the client sees 1006. 1005 and 1006 are never sent; a reason has at most 123 bytes.'
      : accepted
        ? `Nobody caught it, so the handler ended and the connection with it: no close frame, 1006. Catch it inside${thenDo(unmet)}.`
        : 'It was thrown before the connection was accepted, so the opening handshake got 500.',
    evidence: [seq, ...(closed ? [closed.seq] : [])],
    at: error.at,
  };
}

function returned(findings: Findings): Diagnosis | undefined {
  const { returned: end, threw: thrown, closed, accepted, answers, messages, observedKind, unmet } = findings;
  // Where a close frame came, a line of the handler asked for it: that is another cause.
  const dropped = closed?.by === 'handler' && closed.received === undefined;
  if (!end || thrown || !accepted || !dropped || !['ended', 'other-close'].includes(observedKind ?? '')) return undefined;
  const base = { evidence: [end.seq, closed.seq], at: end.at };
  if (messages.length > answers.length) {
    return {
      ...base,
      cause: 'swallowed-error',
      confidence: 'likely',
      title: `The handler returned${atLine(end.at)} in the middle of a message`,
      advice: `It took a message, gave no answer, and ended without an error. Look for a catch that swallows the exception: log it${thenDo(unmet)}.`,
    };
  }
  if (answers.length > 0) {
    return {
      ...base,
      cause: 'answered-once',
      confidence: 'certain',
      title: `The handler returned${atLine(end.at)} after ${answers.length === 1 ? 'one answer' : `${answers.length} answers`}`,
      advice: 'When it ends, so does the connection. It has to wait for the next message, again and again.',
    };
  }
  return {
    ...base,
    cause: 'handler-returned',
    confidence: 'certain',
    title: `The handler returned${atLine(end.at)}`,
    advice: 'When the handler ends, so does the connection. It has to wait for messages, again and again.',
  };
}

function refused({ refused: answer, observedKind, returned: end, threw: thrown }: Findings): Diagnosis | undefined {
  if (!answer || observedKind !== 'refused') return undefined;
  const notAccepted = answer.status === 500 && (end ?? thrown);
  return {
    cause: notAccepted ? 'never-accepted' : 'refused-handshake',
    confidence: notAccepted ? 'certain' : 'likely',
    title: notAccepted ? 'The connection was never accepted' : `The opening handshake was refused with ${answer.status}`,
    advice: notAccepted
      ? 'The handler ended before accept had been awaited, so the opening handshake got 500. Accept first, or refuse on purpose.'
      : `${answer.status} is an answer from before the connection: look at the path, the checks before accept, and who answers the upgrade.`,
    evidence: [answer.seq, ...(notAccepted ? [notAccepted.seq] : [])],
  };
}

function noUpgradeAnswer({ observedKind, verdict }: Findings): Diagnosis | undefined {
  if (observedKind !== 'no-handshake' || verdict.kind === 'crashed') return undefined;
  return {
    cause: 'no-upgrade-answer',
    confidence: 'likely',
    title: 'The opening handshake got no answer',
    advice:
      'Nobody took the request to upgrade: is accept awaited, or is there a WebSocketServer on this server, on every path of the code?',
    evidence: [],
  };
}

function hungUp({ observedKind, closed, verdict }: Findings): Diagnosis | undefined {
  if (observedKind !== 'hung-up' || !closed || verdict.kind === 'crashed') return undefined;
  return {
    cause: 'hung-up',
    confidence: 'likely',
    title: 'The handler hung up before it answered the opening handshake',
    advice:
      'TCP ended and no HTTP answer came, so the client learns neither a status nor a reason. Look for a destroy or an end on the socket of the upgrade; to refuse a connection, write a status first.',
    evidence: [closed.seq],
  };
}

function closedOnPurpose({ closed, observedKind, unmet }: Findings): Diagnosis | undefined {
  if (closed?.by !== 'handler' || closed.received === undefined || !['ended', 'other-close'].includes(observedKind ?? '')) return undefined;
  const { code } = closed.received;
  return {
    cause: code === undefined ? 'closed-without-code' : 'closed-on-purpose',
    confidence: 'certain',
    title: code === undefined ? 'The handler closed without a code (1005)' : `The handler closed with ${code}`,
    advice:
      code === undefined
        ? `A close frame came, but it says nothing: the client reports 1005 and cannot know whether all is well. ${wantsEnd(unmet) ? 'Give close a code.' : 'Find out why that line was reached: the client had not said goodbye.'}`
        : 'A close frame came, so some line called close. A clean code is no proof of health: find out why that line was reached.',
    evidence: [closed.seq],
  };
}

function wantsEnd(unmet: Findings['unmet']): boolean {
  return unmet?.expect === 'ends' && unmet.by === 'handler';
}

export const endRules: Rule[] = [
  limit,
  denied,
  uncaught,
  exitedByItself,
  threw,
  returned,
  refused,
  noUpgradeAnswer,
  hungUp,
  closedOnPurpose,
];
