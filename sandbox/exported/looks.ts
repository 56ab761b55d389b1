/** What can be seen through a client library of what the judge sees. Pure. */
import type { ExpectationEntry, Reply } from '../scenario/entry.ts';
import { describeValue, isValue } from '../scenario/value.ts';
import { Call, CannotExport } from './call.ts';

/** @throws CannotExport */
export function planLook(entry: ExpectationEntry): Call {
  if ('before' in entry && entry.before !== undefined) throw new CannotExport('it asks which of two connections is answered first');
  switch (entry.expect) {
    case 'opens':
      return new Call('opens', [], { subprotocol: entry.subprotocol });
    case 'refused':
      return new Call('isRefused', entry.statuses);
    case 'receives':
      return new Call('receives', [replyOf(entry)]);
    case 'receives-all':
      return new Call('receivesAll', entry.replies.map(replyOf));
    case 'pongs':
      return new Call('getsPong', [entry.payload]);
    case 'quiet':
      return new Call('staysQuiet');
    case 'ends': {
      const { codes, reason, by, stream } = entry;
      return new Call('ends', [], { codes: codes === 'any' ? undefined : codes, reason: plainly(reason), by, stream });
    }
    case 'one-of':
      return new Call(
        'oneOf',
        entry.alternatives.map((each) => each.map(planLook)),
      );
    default:
      throw new CannotExport(CANNOT_SEE[entry.expect]);
  }
}

const CANNOT_SEE: Record<'counts' | 'pings' | 'hung-up' | 'unanswered' | 'output' | 'left' | 'process-exits', string> = {
  counts: 'it counts messages that come by themselves',
  pings: 'it counts pings, which not every client library shows',
  'hung-up': 'it asks for an opening handshake to be cut off',
  unanswered: 'it asks for an opening handshake to be left without an answer',
  output: 'it takes either this or that output',
  left: 'it takes either this or that to be left over',
  'process-exits': 'it takes either this or that end of the process',
};

function replyOf({ opcode, match }: Reply): object {
  return { ...(opcode === 'binary' ? { opcode } : {}), ...('anything' in match ? {} : (plainly(match) as object)) };
}

/** What is asked of a value, as plain data with its words. */
function plainly(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(plainly);
  if (typeof given !== 'object' || given === null) return given;
  if (!isValue(given)) return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, plainly(value)]));
  if (given.is$ === 'captured' || given.is$ === 'captures') throw new CannotExport('it asks for what an earlier message has brought');
  const called = describeValue(given);
  if (given.is$ === 'matching') return { is$: given.is$, pattern: given.pattern.source, flags: given.pattern.flags, called };
  return given.is$ === 'one-of' ? { is$: given.is$, values: given.values.map(plainly), called } : { ...given, called };
}
