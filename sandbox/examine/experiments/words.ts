/** Which messages mean something: each on a connection of its own, twice, and then all of them on one. */
import { advance } from '../../scenario/entries.ts';
import { opens, says, type Word } from '../manner.ts';
import { ANSWERED_MS, type AtDoor, type Experiment, leaving } from './experiment.ts';

export interface WithWords extends AtDoor {
  words: readonly Word[];
}

/** The connection on which this word is tried. */
export const wordConnection = (index: number): string => `W${index + 1}`;
/** The one on which all of them are, in their order, two times. */
export const STORY = 'S';

export const words: Experiment<WithWords> = {
  id: 'words',
  title: 'Which messages mean something',
  sends:
    'opens a connection for each message that the source or the person names, and sends it twice; and then all of them on one connection',
  decides: 'Which messages are answered, and are they answered again?',
  script(draw, { door, words: tried }) {
    const each = tried.flatMap((word, index) => {
      const name = wordConnection(index);
      const client = draw.client(name);
      const said = [...says(draw, name, [word]), advance(ANSWERED_MS)];
      return [...opens(draw, name, door), advance(ANSWERED_MS), ...said, ...said, ...client.pings({ name: `${name}-pong` })];
    });
    const story = [...tried, ...tried].flatMap((word) => [...says(draw, STORY, [word]), advance(ANSWERED_MS)]);
    const told = tried.length > 1 ? [...opens(draw, STORY, door), ...story, ...draw.client(STORY).pings({ name: 'story-pong' })] : [];
    const names = [...tried.map((_word, index) => wordConnection(index)), ...(told.length > 0 ? [STORY] : [])];
    return [...each, ...told, ...leaving(draw, names)].map((entry) => ('expect' in entry ? { ...entry, soft: true } : entry));
  },
};

/** The same, where one of them ended the process: the others are tried again without it. */
export const fatalWords: Experiment<WithWords> = {
  ...words,
  id: 'fatal-words',
  title: 'A message at which the process ends',
  decides: 'Does the process stand each message?',
};
