/** What a scenario draws its values from. */
import { ConnectionEntries } from './client.ts';
import type { Client, Draw } from './language.ts';
import { createRandom } from './random.ts';
import { drawClientId, drawWords } from './words.ts';

/** The same seed gives the same values. Ids come from a stream for each connection: they say nothing about what is drawn elsewhere. */
export function createDraw(seed: string): Draw {
  const random = createRandom(seed, 'script');
  const words = drawWords(random);
  const clients = new Map<string, Client>();
  return {
    ...random,
    ...words,
    client(name) {
      const known = clients.get(name);
      if (known) return known;
      const made = new ConnectionEntries(name, drawClientId(createRandom(seed, `the id of ${name}`)), words.word);
      clients.set(name, made);
      return made;
    },
  };
}
