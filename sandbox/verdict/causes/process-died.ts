/**
 * The process ends: by an exception that nobody caught, by a call of the handler’s own, or for
 * reaching for the sandbox’s channel.
 */
import type { EventOf } from '../../timeline/timeline.ts';
import { callError } from '../../timeline/wording.ts';
import type { Findings } from '../findings.ts';
import type { Cause, Found } from './cause.ts';
import { atLine, howItEnded, thenDo } from './words.ts';

export const processDied: Cause = {
  id: 'process-died',
  find({ exited, uncaught, ending, verdict, unmet }) {
    if (!exited) return undefined;
    // No entry of the script had begun: the file was still being loaded.
    const isLoading = verdict.kind === 'crashed' && verdict.entry === undefined && !unmet;
    if (uncaught) return fromException(uncaught, exited, isLoading ? WHILE_LOADING : inConnection(unmet));
    if (verdict.kind !== 'crashed') return undefined;
    return exited.abused ? fromAbuse(exited.seq) : fromItself(exited, ending);
  },
};

type Exited = EventOf<'process-exited'>;

const WHILE_LOADING =
  'It was thrown while the file was loaded, so the process ended before there was a connection. Mend that line, or move it into the handler.';

function inConnection(unmet: Findings['unmet']): string {
  return `Nobody caught it, so Node ended the process, and every connection with it. Catch it where the connection is still in scope${thenDo(unmet)}.`;
}

function fromException({ error, origin, seq }: EventOf<'uncaught'>, exited: Exited, advice: string): Found | undefined {
  if (!error.at || origin !== 'exception' || error.means?.kind === 'illegal-close') return undefined;
  return {
    confidence: 'certain',
    title: `${callError(error)}${atLine(error.at)} ended the whole process`,
    advice,
    evidence: [seq, exited.seq],
    at: error.at,
  };
}

function fromAbuse(seq: number): Found {
  return {
    confidence: 'certain',
    title: 'The handler reached for the sandbox’s own channel, so the process was ended',
    advice:
      'It wrote to a descriptor that is not its own, or closed one. A handler speaks through its connection only; what it says of itself decides nothing.',
    evidence: [seq],
  };
}

function fromItself(exited: Exited, ending: EventOf<'ending'> | undefined): Found {
  return {
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
