/** How an expectation of an opening handshake stands: accepted, and with what; or refused. Pure. */
import type { AnswerHeaders } from '../scenario/entry.ts';
import { quote } from '../timeline/wording.ts';
import type { ConnectionEvidence, Evidence } from './evidence.ts';
import type { Mismatch } from './match.ts';
import { Captures, isText } from './match-value.ts';
import { lateAfter, neverOpened, type Of, type Seeing, type Standing } from './standing.ts';

const ACCEPTED: Mismatch = { observedKind: 'still-open', observed: 'the connection was accepted (101)' };
const NO_ANSWER: Mismatch = { observedKind: 'no-handshake', observed: 'the opening handshake got no answer' };

export function standOpens(entry: Of<'opens'>, { evidence, captures }: Seeing, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  if (of.accepted) {
    evidence.ground = of.accepted;
    const { subprotocol, headers } = of.accepted;
    if (entry.subprotocol !== undefined && (subprotocol ?? null) !== entry.subprotocol)
      return { observedKind: 'other-content', observed: `it opened with ${subprotocol ?? 'no subprotocol'}` };
    return otherHeader(entry.headers, headers, 'the 101', captures) ?? lateAfter(entry.before, evidence) ?? 'met';
  }
  return neverOpened(of, evidence) ?? (deadline ? NO_ANSWER : 'pending');
}

export function standRefused(entry: Of<'refused'>, { evidence, captures }: Seeing, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  evidence.ground = of.accepted ?? of.refused;
  if (of.accepted) return ACCEPTED;
  if (of.refused && entry.statuses.includes(of.refused.status))
    return otherHeader(entry.headers, of.refused.headers, `the ${of.refused.status}`, captures) ?? 'met';
  return neverOpened(of, evidence) ?? (deadline ? NO_ANSWER : 'pending');
}

export function standHungUp(entry: Of<'hung-up'>, evidence: Evidence, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  evidence.ground = of.closed;
  if (of.closed?.beforeOpen) return 'met';
  return answered(of, evidence) ?? (deadline ? NO_ANSWER : 'pending');
}

export function standUnanswered(entry: Of<'unanswered'>, evidence: Evidence, deadline: boolean): Standing {
  return answered(evidence.of(entry.connection), evidence) ?? (deadline ? 'met' : 'pending');
}

function answered(of: ConnectionEvidence, evidence: Evidence): Mismatch | undefined {
  evidence.ground = of.accepted;
  return of.accepted ? ACCEPTED : neverOpened(of, evidence);
}

/** The first header that is not as it should be. */
function otherHeader(
  wanted: AnswerHeaders | undefined,
  came: Record<string, string> = {},
  answer: string,
  captures = new Captures(),
): Mismatch | undefined {
  if (wanted === undefined) return undefined;
  const wrong = Object.entries(wanted).find(([name, value]) => !isHeader(value, came[name.toLowerCase()], captures))?.[0];
  captures.settle(wrong === undefined);
  if (wrong === undefined) return undefined;
  const actual = came[wrong.toLowerCase()];
  const observed = actual === undefined ? `${answer} has no ${wrong}` : `${answer} has ${wrong}: ${quote(actual)}`;
  return { observedKind: 'other-content', observed };
}

function isHeader(wanted: AnswerHeaders[string], actual: string | undefined, captures: Captures): boolean {
  return wanted === null || actual === undefined ? wanted === null && actual === undefined : isText(wanted, actual, captures);
}
