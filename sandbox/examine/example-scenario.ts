/** A scenario that plays an example: what a healthy subject was seen to do is what is expected of it. */
import { advance } from '../scenario/entries.ts';
import type { Entry } from '../scenario/entry.ts';
import { type Client, type Scenario, scenario } from '../scenario/language.ts';
import { type Answered, type Example, openingOf } from './manner.ts';

/** Longer than a proxy's minute. */
const IDLE_MS = 65_000;
const TIMES = 3;

interface Way {
  /** No other client is there, as who tells each what the other one says asks for. */
  alone: boolean;
  /** How long the silence is, and nothing is waited for behind the last goodbye: where time is real. */
  idleMs?: number;
}

export function exampleScenario(example: Example, { alone, idleMs }: Way): Scenario {
  const { send, replies } = example.word;
  return scenario({
    title: 'it lives through a silence, and answers each message as before',
    questions: false,
    pauses: false,
    talk: () => ({ send, reply: replies[0] ?? { match: { anything: true } } }),
    script(draw) {
      const [a, b, n] = ['A', 'B', 'N'].map((name) => draw.client(name)) as [Client, Client, Client];
      const others = (entries: Entry[]): Entry[] => (alone ? [] : entries);
      return [
        ...others([...enters(b, example), ...says(b, example.word)]),
        ...enters(a, example),
        ...a.staysOpen(idleMs ?? IDLE_MS),
        ...a.pings(),
        ...Array.from({ length: TIMES }, () => says(a, example.word)).flat(),
        ...saysAtOnce(a, example.word),
        ...others(says(b, example.word)),
        ...a.leaves(),
        ...(idleMs === undefined ? [advance(IDLE_MS)] : []),
        ...others([...says(b, example.word), ...enters(n, example), ...says(n, example.word), ...b.leaves(), ...n.leaves()]),
      ] as Entry<never>[];
    },
  });
}

function enters(client: Client, { door, greetings, opener }: Example): Entry[] {
  return [
    ...client.opens(openingOf(door, client.name)),
    ...greetings.flatMap((reply) => client.receives(reply)),
    ...opener.flatMap((each) => says(client, each)),
  ];
}

function says(client: Client, { send, replies }: Answered): Entry[] {
  return [...client.sends(send), ...replies.flatMap((reply) => client.receives(reply))];
}

function saysAtOnce(client: Client, { send, replies }: Answered): Entry[] {
  const sent = Array.from({ length: TIMES }, () => send);
  return [...client.sends(sent), ...sent.flatMap(() => replies.flatMap((reply) => client.receives(reply)))];
}
