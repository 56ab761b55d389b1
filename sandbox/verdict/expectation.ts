/** How one expectation stands against the evidence so far. Pure; it takes a message out of the evidence when it is the answer. */
import type { ExpectationEntry, LinePattern } from '../scenario/entry.ts';
import { describeClosed } from '../timeline/describe.ts';
import type { EventOf, Stats } from '../timeline/timeline.ts';
import { quote } from '../timeline/wording.ts';
import { Alternatives } from './alternatives.ts';
import { AnyOrder } from './any-order.ts';
import type { ConnectionEvidence, Evidence } from './evidence.ts';
import { type Message, type Mismatch, mismatch, shown } from './match.ts';
import { Captures, isText } from './match-value.ts';
import { OutputMatch } from './output.ts';
import { standHungUp, standOpens, standRefused, standUnanswered } from './stand-handshake.ts';
import { cannotCome, lateAfter, laterThan, type Of, processGone, type Seeing, type Standing, silence, unsolicited } from './standing.ts';

/** `deadline`: nothing more will come for this expectation. Takes time for what is new only, however much came before. */
export function stand(entry: ExpectationEntry, seeing: Seeing, deadline: boolean): Standing {
  const { evidence } = seeing;
  switch (entry.expect) {
    case 'opens':
      return standOpens(entry, seeing, deadline);
    case 'refused':
      return standRefused(entry, seeing, deadline);
    case 'receives':
      return standReceives(entry, seeing, deadline);
    case 'pongs':
      return standPongs(entry, seeing, deadline);
    case 'quiet':
      return standQuiet(entry, evidence, deadline);
    case 'pings':
      return standPings(entry, evidence, deadline);
    case 'hung-up':
      return standHungUp(entry, evidence, deadline);
    case 'unanswered':
      return standUnanswered(entry, evidence, deadline);
    case 'one-of':
      return (seeing.choice ?? new Alternatives(entry)).look(stand, seeing, deadline);
    case 'receives-all':
      return (seeing.choice ?? new AnyOrder(entry)).look(stand, seeing, deadline);
    case 'counts':
      return standCounts(entry, evidence, deadline);
    case 'ends':
      return standEnds(entry, seeing, deadline);
    case 'output':
      return standOutput(entry, seeing, deadline);
    case 'process-exits':
      return standExits(entry, evidence, deadline);
    case 'left':
      return standLeft(entry, seeing, deadline);
  }
}

function standReceives(entry: Of<'receives'>, { evidence, turned, captures }: Seeing, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  if (of.unasked) return unsolicited(of.unasked);
  const message = of.messages[0];
  if (!message) return cannotCome(of, evidence) ?? (deadline ? silence('no message came') : 'pending');
  evidence.ground = message.first;
  const wrong = mismatch(message, entry.opcode, entry.match, captures);
  if (wrong) return wrong;
  const earliestMs = entry.notBefore && (turned.get(entry.notBefore.entry) ?? 0) + entry.notBefore.ms;
  if (earliestMs !== undefined && message.atMs < earliestMs) {
    return {
      observedKind: 'too-early',
      observed: `it came ${entry.notBefore ? Math.round(message.atMs - earliestMs + entry.notBefore.ms) : 0} ms after it was asked for`,
    };
  }
  of.messages.shift();
  return lateAfter(entry.before, evidence) ?? laterThan(entry.noLaterThan, message.atMs, turned) ?? 'met';
}

function standCounts({ connection, as, atLeast, atMost, enough }: Of<'counts'>, evidence: Evidence, deadline: boolean): Standing {
  const of = evidence.of(connection);
  const aside = of.aside.get(as);
  const came = aside ? aside.seen - aside.before : 0;
  if (came > atMost) return { observedKind: 'unsolicited', observed: `${came} ${as} came, where at most ${atMost} are right` };
  const extra = extraOf(of);
  if (extra) return unsolicited(extra);
  if (enough && came >= atLeast) return 'met';
  const over = deadline ? undefined : 'pending';
  return (
    cannotCome(of, evidence) ??
    (deadline && enough ? otherAside(of, as) : undefined) ??
    over ??
    (came >= atLeast ? 'met' : silence(`${came === 0 ? 'none' : `only ${came}`} of the ${as} came`))
  );
}

/** Where an answer is waited for among other messages: what came instead. */
function otherAside({ aside }: ConnectionEvidence, as: string): Mismatch | undefined {
  const last = [...aside].findLast(([name, { last }]) => name !== as && last !== undefined)?.[1].last;
  return last && { observedKind: 'other-content', observed: `${shown(last)} came`, shownBy: last.first };
}

function standPongs(entry: Of<'pongs'>, { evidence, turned }: Seeing, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  if (of.unasked) return unsolicited(of.unasked);
  const pong = of.pongs.get(entry.payload);
  evidence.ground = pong;
  if (pong) return lateAfter(entry.before, evidence) ?? laterThan(entry.noLaterThan, pong.atMs, turned) ?? 'met';
  return cannotCome(of, evidence) ?? (deadline ? silence('no pong came') : 'pending');
}

function standQuiet(entry: Of<'quiet'>, evidence: Evidence, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  const extra = extraOf(of);
  return extra ? unsolicited(extra) : (cannotCome(of, evidence) ?? (deadline ? 'met' : 'pending'));
}

function standPings(entry: Of<'pings'>, evidence: Evidence, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  evidence.ground = of.lastPing;
  if (of.pings >= entry.atLeast) return 'met';
  return cannotCome(of, evidence) ?? (deadline ? silence(of.pings === 0 ? 'no ping came' : `only ${of.pings} pings came`) : 'pending');
}

function standEnds(entry: Of<'ends'>, { evidence, captures }: Seeing, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  const extra = of.closed || deadline ? extraOf(of) : of.unasked;
  if (extra) return unsolicited(extra);
  if (of.closed && !of.violation) {
    evidence.ground = of.closed;
    if (endsAs(entry, of.closed, captures)) return 'met';
    const tooSoon = entry.by === 'probe' && of.closed.by !== 'probe';
    return { observedKind: tooSoon ? 'ended' : 'other-close', observed: describeClosed(of.closed) };
  }
  return cannotCome(of, evidence) ?? (deadline ? { observedKind: 'still-open', observed: 'the connection did not end' } : 'pending');
}

function endsAs({ codes, reason, stream, by }: Of<'ends'>, closed: EventOf<'closed'>, captures = new Captures()): boolean {
  if ((by === 'probe') !== (closed.by === 'probe') && by !== 'anyone' && by !== undefined) return false;
  if (codes !== 'any' && !codes.includes(closed.code)) return false;
  if (stream !== undefined && (closed.received !== undefined || closed.end !== stream)) return false;
  const isSaid = reason === undefined || isText(reason, closed.reason, captures);
  captures.settle(isSaid);
  return isSaid;
}

function standOutput(entry: Of<'output'>, { evidence, output }: Seeing, deadline: boolean): Standing {
  const { forbidden, twice, missing, elsewhere } = (output ?? new OutputMatch(entry, evidence.output)).look();
  if (forbidden !== undefined) return { observedKind: 'output-extra', observed: `the output says: ${quote(forbidden.trim())}` };
  if (twice) return { observedKind: 'output-extra', observed: `the output has more than one line with ${named(twice)}` };
  if (missing === undefined) return 'met';
  if (!deadline && !evidence.exit) return 'pending';
  const where = elsewhere ? ' where it belongs' : missing === entry.lines[0] ? '' : ' in its place';
  return { observedKind: 'output-missing', observed: `the output has no line with ${named(missing)}${where}` };
}

function named({ has }: LinePattern): string {
  return has.map((part) => `“${typeof part === 'string' ? part : part.join('” or “')}”`).join(' and ');
}

function standExits(entry: Of<'process-exits'>, evidence: Evidence, deadline: boolean): Standing {
  evidence.ground = evidence.exit;
  if (!evidence.exit) return deadline ? { observedKind: 'still-open', observed: 'the process did not exit' } : 'pending';
  if (evidence.exit.code === entry.code) return 'met';
  return { observedKind: 'process-exited', observed: `the process exited with ${evidence.exit.code ?? evidence.exit.signal}` };
}

function standLeft(entry: Of<'left'>, { evidence, counted }: Seeing, deadline: boolean): Standing {
  const { stats } = evidence;
  const earlier = entry.asAt === undefined ? undefined : counted?.get(entry.asAt);
  const isWithin = (kind: keyof Stats) =>
    (stats?.[kind] ?? 0) <= Math.min(entry[kind] ?? Number.POSITIVE_INFINITY, earlier?.[kind] ?? Number.POSITIVE_INFINITY);
  if (stats && isWithin('handlers') && isWithin('timers')) return 'met';
  const gone = processGone(evidence);
  if (gone) return gone;
  if (!deadline) return 'pending';
  return {
    observedKind: 'left-behind',
    observed: stats ? `${counts(stats)} were left${earlier ? `, where ${counts(earlier)} were before` : ''}` : 'the process did not say',
  };
}

function counts({ handlers, timers }: Stats): string {
  return `${handlers} handler${handlers === 1 ? '' : 's'} and ${timers} timer${timers === 1 ? '' : 's'}`;
}

/** A message that nothing has taken, or the begin of one. */
function extraOf({ unasked, messages, partial }: ConnectionEvidence): Message | undefined {
  return unasked ?? messages[0] ?? partial;
}
