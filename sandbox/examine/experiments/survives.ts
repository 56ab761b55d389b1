/** What may become of whoever sends nonsense. */
import { oneOf } from '../../scenario/entries.ts';
import type { Entry } from '../../scenario/entry.ts';
import type { Client } from '../../scenario/language.ts';

/** Every code that says something, and none at all: 1006 is no close frame. */
const GOODBYES = [
  1005,
  ...Array.from({ length: 16 }, (_, index) => 1000 + index),
  ...Array.from({ length: 2_000 }, (_, index) => 3000 + index),
].filter((code) => code !== 1006);

/** Its ping gets a pong, or it was closed with a close frame. */
export function survives(client: Client, { name, what }: { name: string; what: string }): Entry[] {
  const asked = client.pings({ name });
  const [pong] = asked.filter((entry) => 'expect' in entry);
  const ends = client.ends(GOODBYES, { by: 'anyone' });
  const words = {
    name,
    sentence: `the connection to live, or to be closed with a code, after ${what}`,
    summary: `${what} ended its connection without a word`,
  };
  const lives = pong ? oneOf([[pong], ends], words).map((entry) => ({ ...entry, soft: true })) : [];
  return [...asked.filter((entry) => !('expect' in entry)), ...lives];
}
