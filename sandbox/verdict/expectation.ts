/** How one expectation stands against the evidence so far. Pure; it takes a message out of the evidence when it is the answer. */
import { callConnection } from '../probe/draw.ts';
import type { ExpectationEntry, LinePattern, Seen } from '../probe/scenario.ts';
import { describeClosed } from './describe.ts';
import type { ConnectionEvidence, Evidence } from './evidence.ts';
import { type Mismatch, mismatch } from './match.ts';

export type Standing = 'pending' | 'met' | Mismatch;

/** When the probe turned to each named entry, on the run's clock in milliseconds. */
export type Turned = ReadonlyMap<string, number>;

/** `deadline`: nothing more will come for this expectation. */
export function stand(entry: ExpectationEntry, evidence: Evidence, turned: Turned, deadline: boolean): Standing {
  switch (entry.expect) {
    case 'opens':
      return standOpens(entry, evidence, deadline);
    case 'refused':
      return standRefused(entry, evidence, deadline);
    case 'receives':
      return standReceives(entry, evidence, turned, deadline);
    case 'pongs':
      return standPongs(entry, evidence, deadline);
    case 'quiet':
      return standQuiet(entry, evidence, deadline);
    case 'pings':
      return standPings(entry, evidence, deadline);
    case 'ends':
      return standEnds(entry, evidence, deadline);
    case 'output':
      return standOutput(entry, evidence, deadline);
    case 'process-exits':
      return standExits(entry, evidence, deadline);
    case 'left':
      return standLeft(entry, evidence, deadline);
  }
}

type Of<K extends Seen['expect']> = Extract<Seen, { expect: K }>;

function standOpens(entry: Of<'opens'>, evidence: Evidence, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  if (of.accepted) {
    if (entry.subprotocol !== undefined && of.accepted.subprotocol !== entry.subprotocol) {
      return { observedKind: 'other-content', observed: `it opened with ${of.accepted.subprotocol ?? 'no subprotocol'}` };
    }
    return lateAfter(entry.before, evidence) ?? 'met';
  }
  return (
    neverOpened(of, evidence) ?? (deadline ? { observedKind: 'no-handshake', observed: 'the opening handshake got no answer' } : 'pending')
  );
}

function neverOpened(of: ConnectionEvidence, evidence: Evidence): Mismatch | undefined {
  if (of.refused)
    return {
      observedKind: 'refused',
      observed: `the opening handshake was refused with ${of.refused.status} ${of.refused.statusText}`.trim(),
    };
  if (of.invalid) return { observedKind: 'protocol-error', observed: `the opening handshake got an illegal answer: ${of.invalid.problem}` };
  if (of.failed) return { observedKind: 'no-process', observed: 'there was nobody to connect to: the process had ended' };
  if (of.closed) return { observedKind: 'no-handshake', observed: describeClosed(of.closed) };
  return processGone(evidence);
}

function standRefused(entry: Of<'refused'>, evidence: Evidence, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  if (of.accepted) return { observedKind: 'still-open', observed: 'the connection was accepted (101)' };
  if (of.refused && entry.statuses.includes(of.refused.status)) return 'met';
  return (
    neverOpened(of, evidence) ?? (deadline ? { observedKind: 'no-handshake', observed: 'the opening handshake got no answer' } : 'pending')
  );
}

function standReceives(entry: Of<'receives'>, evidence: Evidence, turned: Turned, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  const message = of.messages[0];
  if (!message) return cannotCome(of, evidence) ?? (deadline ? silence('no message came') : 'pending');
  const wrong = mismatch(message, entry.opcode, entry.match);
  if (wrong) return wrong;
  const earliestMs = entry.notBefore && (turned.get(entry.notBefore.entry) ?? 0) + entry.notBefore.ms;
  if (earliestMs !== undefined && message.atMs < earliestMs) {
    return {
      observedKind: 'too-early',
      observed: `it came ${entry.notBefore ? Math.round(message.atMs - earliestMs + entry.notBefore.ms) : 0} ms after it was asked for`,
    };
  }
  of.messages.shift();
  return lateAfter(entry.before, evidence) ?? 'met';
}

function standPongs(entry: Of<'pongs'>, evidence: Evidence, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  if (of.pongs.some(({ payload }) => payload === entry.payload)) return lateAfter(entry.before, evidence) ?? 'met';
  return cannotCome(of, evidence) ?? (deadline ? silence('no pong came') : 'pending');
}

function standQuiet(entry: Of<'quiet'>, evidence: Evidence, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  return unsolicited(of) ?? cannotCome(of, evidence) ?? (deadline ? 'met' : 'pending');
}

function standPings(entry: Of<'pings'>, evidence: Evidence, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  if (of.pings >= entry.atLeast) return 'met';
  return cannotCome(of, evidence) ?? (deadline ? silence(of.pings === 0 ? 'no ping came' : `only ${of.pings} pings came`) : 'pending');
}

function standEnds(entry: Of<'ends'>, evidence: Evidence, deadline: boolean): Standing {
  const of = evidence.of(entry.connection);
  if (of.closed) {
    const extra = unsolicited(of);
    if (extra) return extra;
    const reasonDiffers = entry.reason !== undefined && of.closed.reason !== entry.reason;
    return entry.codes.includes(of.closed.code) && !reasonDiffers
      ? 'met'
      : { observedKind: 'other-close', observed: describeClosed(of.closed) };
  }
  return (
    cannotCome(of, evidence) ??
    (deadline ? (unsolicited(of) ?? { observedKind: 'still-open', observed: 'the connection did not end' }) : 'pending')
  );
}

function standOutput(entry: Of<'output'>, evidence: Evidence, deadline: boolean): Standing {
  const lines = evidence.lines();
  const forbidden = lines.find((line) => entry.never?.some((pattern) => holds(line, pattern)));
  if (forbidden !== undefined) return { observedKind: 'output-extra', observed: `the output says: ${forbidden.trim()}` };
  const twice = entry.once?.find((pattern) => lines.filter((line) => holds(line, pattern)).length > 1);
  if (twice) return { observedKind: 'output-extra', observed: `the output has more than one line with ${named(twice)}` };
  const missing = firstMissing(entry, lines);
  if (missing === undefined) return 'met';
  return deadline || evidence.exit
    ? {
        observedKind: 'output-missing',
        observed: `the output has no line with ${named(missing)}${missing === entry.lines[0] ? '' : ' in its place'}`,
      }
    : 'pending';
}

function firstMissing({ lines: wanted, once = [] }: Of<'output'>, lines: string[]): LinePattern | undefined {
  let from = 0;
  for (const pattern of wanted) {
    const index = lines.findIndex((line, at) => at >= from && holds(line, pattern));
    if (index < 0) return pattern;
    from = index + 1;
  }
  return once.find((pattern) => !lines.some((line) => holds(line, pattern)));
}

function holds(line: string, { has }: LinePattern): boolean {
  return has.every((part) => line.includes(part));
}

function named({ has }: LinePattern): string {
  return has.map((part) => `“${part}”`).join(' and ');
}

function standExits(entry: Of<'process-exits'>, evidence: Evidence, deadline: boolean): Standing {
  if (!evidence.exit) return deadline ? { observedKind: 'still-open', observed: 'the process did not exit' } : 'pending';
  if (evidence.exit.code === entry.code) return 'met';
  return { observedKind: 'process-exited', observed: `the process exited with ${evidence.exit.code ?? evidence.exit.signal}` };
}

function standLeft(entry: Of<'left'>, evidence: Evidence, deadline: boolean): Standing {
  const { stats } = evidence;
  const handlers = stats !== undefined && entry.handlers !== undefined && stats.handlers > entry.handlers;
  const timers = stats !== undefined && entry.timers !== undefined && stats.timers > entry.timers;
  if (stats && !handlers && !timers) return 'met';
  const gone = processGone(evidence);
  if (gone) return gone;
  if (!deadline) return 'pending';
  return {
    observedKind: 'left-behind',
    observed: stats ? `${stats.handlers} handlers and ${stats.timers} timers were left` : 'the process did not say',
  };
}

/** Nothing can come any more on this connection. */
function cannotCome(of: ConnectionEvidence, evidence: Evidence): Mismatch | undefined {
  if (of.violation) return { observedKind: 'protocol-error', observed: `illegal bytes came: ${of.violation.problem}` };
  if (of.closed) return { observedKind: 'ended', observed: describeClosed(of.closed) };
  if (!of.accepted) return neverOpened(of, evidence);
  return processGone(evidence);
}

function processGone({ exit }: Evidence): Mismatch | undefined {
  return exit && { observedKind: 'process-exited', observed: `the process ended (${exit.signal ?? `exit code ${exit.code}`})` };
}

function unsolicited(of: ConnectionEvidence): Mismatch | undefined {
  const extra = of.messages[0];
  return (
    extra && {
      observedKind: 'unsolicited',
      observed: `a message came that nothing asked for: ${extra.text.slice(0, 120) || `${extra.hex.length / 2} bytes`}`,
    }
  );
}

function lateAfter(before: string | undefined, evidence: Evidence): Mismatch | undefined {
  if (before === undefined || evidence.of(before).messages.length === 0) return undefined;
  return { observedKind: 'too-late', observed: `it came only after ${callConnection(before)} had been answered` };
}

function silence(observed: string): Mismatch {
  return { observedKind: 'silence', observed: `${observed}, and the connection stayed open` };
}
