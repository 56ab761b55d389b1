/** Clients that go, in all the ways in which one can, and those who stay. */
import { advance } from '../../scenario/entries.ts';
import type { Entry } from '../../scenario/entry.ts';
import { type Manner, says } from '../manner.ts';
import { enters } from './company.ts';
import { ANSWERED_MS, type Experiment, lives } from './experiment.ts';

/** Longer than any wait of a handler or a library for a client that has gone. */
const AFTERWARDS_MS = 91_000;

/** Who stays through all of it; who goes without a goodbye. */
export const [STAYS, GONE] = ['A', 'G'] as [string, string];
/** Who reads and answers no more, and is still connected. */
const VANISHED = 'X';
/** Who come and say nothing: whoever counts connections counts them away again. */
export const SILENT = ['K1', 'K2', 'K3', 'K4'] as const;
export const BEFORE = 'before';
export const AFTER = 'after';

export const goodbyes: Experiment<Manner> = {
  id: 'goodbyes',
  title: 'Clients that go',
  sends:
    'opens connections that end with 1000, with 1001, by a reset, in the middle of a message and without a sign, while another one goes on talking',
  decides: 'Do the others live on, and is nothing left of those who went?',
  script(draw, manner) {
    const stays = draw.client(STAYS);
    const gone = draw.client(GONE);
    const visit = (name: string, code: number) => [
      ...enters(name, manner, draw),
      ...says(draw, name, [manner.word]),
      advance(ANSWERED_MS),
      { do: 'close', connection: name, code } as const,
      advance(ANSWERED_MS),
    ];
    const speaks = [...says(draw, STAYS, [manner.word]), advance(ANSWERED_MS)];
    return [
      // What is made once and kept is there after the first visit.
      ...visit('V', 1000),
      advance(AFTERWARDS_MS),
      counted(BEFORE),
      ...enters(GONE, manner, draw),
      ...enters(STAYS, manner, draw),
      ...speaks,
      ...gone.resets(),
      advance(ANSWERED_MS),
      ...speaks,
      ...lives(stays, 'pong-after-reset', 'who stays to live on when another one is reset'),
      ...SILENT.flatMap((name) => enters(name, { ...manner, opener: [] }, draw)),
      ...SILENT.map((name) => ({ do: 'close', connection: name, code: 1000 }) as const),
      advance(ANSWERED_MS),
      ...speaks,
      ...enters(VANISHED, { ...manner, opener: [] }, draw),
      ...draw.client(VANISHED).vanishes(),
      ...speaks,
      ...lives(stays, 'pong-beside-vanished', 'who stays to live on when another one reads no more'),
      ...draw.client(VANISHED).resets(),
      ...visit('V2', 1001),
      ...visit('V3', 1000),
      ...enters('H', manner, draw),
      ...draw.client('H').sends({ opcode: 'text', text: '{"type":"hel', claimedLength: 60, note: 'half a message' }),
      ...draw.client('H').resets(),
      ...speaks,
      ...lives(stays, 'pong-after-all', 'who stays to live on when others go'),
      ...stays
        .leaves({ name: 'goodbye' })
        .map((entry) => ('expect' in entry ? { ...entry, codes: 'any' as const, withinMs: 31_000 } : entry)),
      advance(AFTERWARDS_MS),
      { ...counted(AFTER), asAt: BEFORE } as Entry,
    ];
  },
};

function counted(name: string): Entry {
  return {
    expect: 'left',
    name,
    sentence: 'nothing to be left of connections that have ended',
    summary: 'something outlived its connection',
    withinMs: 1_000,
  };
}
