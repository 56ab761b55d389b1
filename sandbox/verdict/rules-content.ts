/** Rules for connections that live and do not behave: silence, wrong content, delay, noise. Pure. */
import { atLine, type Rule } from './diagnose.ts';
import type { Findings } from './findings.ts';
import type { Diagnosis } from './verdict.ts';

/** What a promise looks like once it was turned into text. */
const PROMISE_TEXT = /\[object (Promise|Object)\]|^\{\}$|:\{\}[,}]/;

function neverAwaited({ neverAwaited: calls, verdict }: Findings): Diagnosis | undefined {
  const [first] = calls;
  if (!first || verdict.kind === 'limit-exceeded') return undefined;
  return {
    cause: 'never-awaited',
    confidence: 'certain',
    title: `${first.call} was never awaited${atLine(first.at)}`,
    advice: 'In this dialect a call does nothing until it is awaited, as in Python. Put await before it.',
    evidence: calls.map(({ seq }) => seq),
    at: first.at,
  };
}

function promiseSent({ answers }: Findings): Diagnosis | undefined {
  const sent = answers.find(({ text }) => text !== undefined && PROMISE_TEXT.test(text));
  if (!sent) return undefined;
  return {
    cause: 'promise-sent',
    confidence: 'likely',
    title: `What was sent is ${sent.text?.slice(0, 60)}: a value that was not ready, or not serialised`,
    advice: 'A promise turned into text or JSON gives [object Promise] or {}. Await the value first, then send it, as JSON.',
    evidence: [sent.seq],
  };
}

function blocked({ observedKind, observed }: Findings): Diagnosis | undefined {
  if (observedKind !== 'too-late') return undefined;
  return {
    cause: 'loop-blocked',
    confidence: 'certain',
    title: 'One connection’s work kept another one waiting',
    advice: `Even the pong, which needs no code of yours: ${observed}. Some call keeps the only thread while it works. Wait without blocking, or work in small slices.`,
    evidence: [],
  };
}

/** A call that was never awaited explains a silence by itself. */
function silent({ observedKind, unmet, answers, pongs, accepted, neverAwaited: calls }: Findings): Diagnosis | undefined {
  if (observedKind !== 'silence' || !accepted || unmet?.expect !== 'receives' || calls.length > 0) return undefined;
  const once = answers.length > 0;
  return {
    cause: once ? 'answered-once' : 'nobody-listens',
    confidence: 'likely',
    title: once
      ? `The handler answered ${answers.length === 1 ? 'once' : `${answers.length} times`}, then no more`
      : 'The connection is open, but nobody listens',
    advice: once
      ? 'The first messages were answered and this one was not: a listener for one event only, a receive outside the loop, or an error that is swallowed.'
      : 'Nothing in the handler waits for a message: the library answers pings by itself, your code answers nobody.',
    evidence: [...answers, ...pongs].map(({ seq }) => seq).slice(-2),
  };
}

/** The process has come to rest, or there would be a limit instead: no loop keeps the thread. */
function noPong({ observedKind, unmet }: Findings): Diagnosis | undefined {
  if (observedKind !== 'silence' || unmet?.expect !== 'pongs') return undefined;
  return {
    cause: 'not-reading',
    confidence: 'likely',
    title: 'Not even a ping is answered',
    advice:
      'The library answers pings by itself, as long as it reads. The thread is free, so the connection is not being read: look for a pause without a resume, or for code that took the socket over.',
    evidence: [],
  };
}

function noPing({ observedKind, unmet, accepted }: Findings): Diagnosis | undefined {
  if (observedKind !== 'silence' || unmet?.expect !== 'pings' || !accepted) return undefined;
  return {
    cause: 'no-heartbeat',
    confidence: 'likely',
    title: 'The handler sends too few pings',
    advice:
      'A client that has gone without a goodbye is only found by asking: send a ping on a timer, for each connection, as long as it is open.',
    evidence: [],
  };
}

function flood({ observedKind, answers, messages }: Findings): Diagnosis | undefined {
  if (observedKind !== 'unsolicited') return undefined;
  const many = answers.length > messages.length + 10;
  return {
    cause: many ? 'flood' : 'wrong-content',
    confidence: 'likely',
    title: many ? `The handler sent ${answers.length} messages that nothing asked for` : 'The handler sent more than was asked for',
    advice: many
      ? 'A loop sends without waiting for a message. What in it should wait, and does it?'
      : 'One message, one answer: look for a second send.',
    evidence: answers.map(({ seq }) => seq).slice(0, 3),
  };
}

function otherContent({ observedKind, observed, answers }: Findings): Diagnosis | undefined {
  if (!['other-content', 'other-form', 'other-opcode'].includes(observedKind ?? '')) return undefined;
  const form = observedKind !== 'other-content';
  return {
    cause: form ? 'wrong-form' : 'wrong-content',
    confidence: 'certain',
    title: form ? 'The answer is not of the agreed form' : 'The answer has other content',
    advice: `The handler is alive and answers: ${observed}. Compare it with what the step asks for.`,
    evidence: answers.map(({ seq }) => seq).slice(-1),
  };
}

function output({ observedKind, observed }: Findings): Diagnosis | undefined {
  if (observedKind !== 'output-missing' && observedKind !== 'output-extra') return undefined;
  const missing = observedKind === 'output-missing';
  return {
    cause: missing ? 'not-logged' : 'noisy-goodbye',
    confidence: 'certain',
    title: missing ? 'A point of the connection’s life is not logged' : 'The output says what it should not',
    advice: `The wire was right so far; ${observed}.`,
    evidence: [],
  };
}

function illegalBytes({ observedKind, observed }: Findings): Diagnosis | undefined {
  if (observedKind !== 'protocol-error') return undefined;
  return {
    cause: 'protocol-error',
    confidence: 'certain',
    title: 'The handler wrote what WebSocket forbids',
    advice: `${observed}. Something writes to the socket beside the library: two servers on one upgrade, or HTTP into an open connection.`,
    evidence: [],
  };
}

function leftBehind({ observedKind, observed }: Findings): Diagnosis | undefined {
  if (observedKind !== 'left-behind') return undefined;
  return {
    cause: 'left-behind',
    confidence: 'likely',
    title: 'Something outlived its connection',
    advice: `${observed}. Everything that is started for a connection ends with it, on every way out.`,
    evidence: [],
  };
}

export const contentRules: Rule[] = [
  neverAwaited,
  promiseSent,
  blocked,
  noPong,
  noPing,
  silent,
  flood,
  otherContent,
  output,
  illegalBytes,
  leftBehind,
];
