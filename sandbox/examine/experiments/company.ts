/** Several at a time: whether one client's life touches another one's. */
import { advance } from '../../scenario/entries.ts';
import type { Entry } from '../../scenario/entry.ts';
import { type Manner, opens, says } from '../manner.ts';
import { ANSWERED_MS, type Experiment, lives } from './experiment.ts';

/** Who waits longer than this for a pong waits for somebody else's work, in milliseconds on the run's clock. */
const PROMPT_MS = 400;

/** Two people, two tabs of one person, two people of whom one leaves, and one who comes late. */
export const [ONE, OTHER, OLDER_TAB, NEWER_TAB, LATE] = ['A', 'B', 'T1', 'T2', 'L'] as [string, string, string, string, string];
export const [LEAVES, REMAINS] = ['U1', 'U2'] as [string, string];

export const company: Experiment<Manner> = {
  id: 'company',
  title: 'Several at a time',
  sends: 'opens two connections that talk in turn, two with the same id, of which the older one leaves, and one that comes late',
  decides: 'Does each get its own answers, and does nobody wait for another one?',
  script(draw, manner) {
    const { word } = manner;
    const [one, other, older, newer] = [ONE, OTHER, OLDER_TAB, NEWER_TAB].map((name) => draw.client(name));
    if (!one || !other || !older || !newer) return [];
    const speaks = (name: string) => [...says(draw, name, [word]), advance(ANSWERED_MS)];
    return [
      ...enters(ONE, manner, draw),
      ...enters(OTHER, manner, draw),
      ...one.sends(word.frame, { name: 'work' }),
      ...other.pings({
        name: 'pong-meanwhile',
        noLaterThan: { entry: 'work', ms: PROMPT_MS },
        sentence: 'the other client to get its pong while a message of the first is worked on',
        summary: 'one client waited for another',
        withinMs: 60_000,
      }),
      advance(ANSWERED_MS),
      ...speaks(OTHER),
      ...speaks(ONE),
      ...lives(other, 'other-pong'),
      ...enters(OLDER_TAB, manner, draw, 'T'),
      ...enters(NEWER_TAB, manner, draw, 'T'),
      ...speaks(NEWER_TAB),
      ...older.leaves().slice(0, 1),
      advance(ANSWERED_MS),
      ...speaks(NEWER_TAB),
      ...lives(newer, 'newer-tab-pong'),
      ...enters(LEAVES, manner, draw),
      ...enters(REMAINS, manner, draw),
      ...speaks(REMAINS),
      ...draw.client(LEAVES).leaves().slice(0, 1),
      advance(ANSWERED_MS),
      ...speaks(REMAINS),
      ...enters(LATE, manner, draw),
      ...speaks(LATE),
      ...lives(draw.client(LATE), 'late-pong'),
      ...lives(one, 'one-pong'),
    ];
  },
};

/** Opens, and says what has to be said first. */
export function enters(name: string, { door, opener }: Manner, draw: Parameters<typeof opens>[0], as = name): Entry[] {
  const first = opener.flatMap((word) => [...says(draw, name, [word]), advance(ANSWERED_MS)]);
  return [...opens(draw, name, door, as), advance(ANSWERED_MS), ...first];
}
