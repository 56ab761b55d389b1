/** An experiment: what the probe does with a subject of which no step is known, and what that decides. */
import { advance } from '../../scenario/entries.ts';
import type { Entry } from '../../scenario/entry.ts';
import type { Client, Draw, Scenario } from '../../scenario/language.ts';
import { scenario } from '../../scenario/language.ts';
import type { Door } from '../manner.ts';

export interface Experiment<Needs> {
  id: string;
  title: string;
  sends: string;
  decides: string;
  script(draw: Draw, needs: Needs): Entry[];
}

/** As the probe plays it. What a stranger talks about is not known, so no bystander and no newcomer asks for it. */
export function scenarioOf<Needs>({ title, script }: Experiment<Needs>, needs: Needs): Scenario {
  return scenario({
    title,
    talk: () => ({ send: { opcode: 'text', text: 'hello' }, reply: { match: { anything: true } } }),
    script: (draw) => script(draw, needs) as Entry<never>[],
    questions: false,
    pauses: false,
  });
}

/** Long enough for whatever a handler does before it answers, on the run's clock. */
export const ANSWERED_MS = 3_000;

/** Whatever is on its way comes, and the connection lives: its ping gets its pong. */
export function lives(client: Client, name: string, sentence?: string): Entry[] {
  return [advance(ANSWERED_MS), ...client.pings({ name, ...(sentence === undefined ? {} : { sentence, summary: sentence }) })];
}

/** All of them go, once nothing more is looked for: what was kept open is told then, such as a call that nobody awaited. */
export function leaving(draw: Draw, names: readonly string[]): Entry[] {
  return [...names.flatMap((name) => draw.client(name).resets({ promptly: true })), advance(ANSWERED_MS)];
}

export interface AtDoor {
  door: Door;
}
