/** Clients that leave and come in the very moment in which another one's message is worked on. */
import { advance } from '../../scenario/entries.ts';
import type { Manner } from '../manner.ts';
import { enters } from './company.ts';
import { ANSWERED_MS, type Experiment, lives } from './experiment.ts';
import { SILENT } from './goodbyes.ts';

export const rush: Experiment<Manner> = {
  id: 'rush',
  title: 'Clients that leave at the wrong moment',
  sends: 'opens several connections, and closes all but one while the message of that one is worked on',
  decides: 'Does whoever speaks live on when the others leave just then?',
  script(draw, manner) {
    const stays = draw.client('A');
    return [
      ...enters('A', manner, draw),
      ...SILENT.flatMap((name) => enters(name, { ...manner, opener: [] }, draw)),
      ...stays.sends(manner.word.frame),
      // By then everything has come to rest: the handler waits in the middle of its work, or is done.
      ...SILENT.map((name) => ({ do: 'close', connection: name, code: 1000 }) as const),
      advance(ANSWERED_MS),
      ...lives(stays, 'pong-after-rush', 'who speaks to live on when others leave just then'),
    ];
  },
};
