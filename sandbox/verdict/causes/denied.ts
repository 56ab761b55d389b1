/**
 * The handler reaches for the machine, and the sandbox refuses. The runtime’s own words name
 * options that no learner can give.
 */
import type { Denied } from '../../timeline/timeline.ts';
import type { Cause } from './cause.ts';
import { atLine } from './words.ts';

const WHAT: Record<Denied, string> = {
  'read-files': 'read files',
  'write-files': 'write files',
  files: 'use files',
  network: 'reach the network',
  processes: 'start processes',
  threads: 'start threads',
  'native-code': 'load native code',
  heap: 'look at its own heap',
  module: 'use this module of Node',
  other: 'do that',
};

export const denied: Cause = {
  id: 'denied',
  find({ uncaught, threw }) {
    const event = uncaught ?? threw;
    const means = event?.error.means;
    if (!event || means?.kind !== 'denied') return undefined;
    return {
      confidence: 'certain',
      title: `The sandbox lets no handler ${WHAT[means.what]}${atLine(event.error.at)}`,
      advice:
        'A handler here has its connections and nothing else: no files, no network, no other processes. What it needs to keep, it keeps in memory.',
      evidence: [event.seq],
      at: event.error.at,
    };
  },
};
