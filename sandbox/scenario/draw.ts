/** What a scenario draws its values from. */
import type { Dialect } from '../dialects.ts';
import { ConnectionEntries } from './client.ts';
import type { Client, Draw, Scenario } from './language.ts';
import { createRandom } from './random.ts';
import { drawClientId, drawWords } from './words.ts';

interface Drawing {
  connect?: Scenario['connect'];
  dialect?: Dialect;
}

/** The same seed gives the same values. Ids come from a stream for each connection: they say nothing about what is drawn elsewhere. */
export function createDraw(seed: string, { connect, dialect = 'async' }: Drawing = {}): Draw {
  const random = createRandom(seed, 'script');
  const words = drawWords(random);
  const clients = new Map<string, Client>();
  const draw: Draw = {
    ...random,
    ...words,
    dialect,
    client(name) {
      const known = clients.get(name);
      if (known) return known;
      const id = drawClientId(createRandom(seed, `the id of ${name}`));
      const made = new ConnectionEntries({ name, id, word: words.word, opening: () => connect?.(draw, { name, id }) ?? {} }) as Client;
      clients.set(name, made);
      return made;
    },
  };
  return draw;
}
