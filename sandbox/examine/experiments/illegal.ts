/** Frames that the protocol forbids: no client library sends them. */
import type { Manner } from '../manner.ts';
import type { Experiment } from './experiment.ts';
import { besideAnother, type Misdeed } from './misuse.ts';

const FORBIDDEN: readonly Misdeed[] = [
  {
    name: 'illegal',
    what: 'a frame with a reserved bit',
    frames: () => [{ opcode: 'text', text: 'hi', rsv1: true, note: 'a reserved bit is set' }],
  },
  { name: 'not-utf8', what: 'text that is not UTF-8', frames: () => [{ opcode: 'text', hex: 'c328', note: 'not UTF-8' }] },
];

export const illegal: Experiment<Manner> = {
  id: 'illegal',
  title: 'Frames that the protocol forbids',
  sends: `opens a connection for each of these, and another one beside them: ${FORBIDDEN.map(({ what }) => what).join('; ')}`,
  decides: 'Does nobody else pay for a client that is broken itself, or attacks?',
  script: (draw, manner) => besideAnother(FORBIDDEN, manner, draw),
};
