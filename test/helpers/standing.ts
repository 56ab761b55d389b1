/** How one expectation stands against facts written by hand. */
import type { Seen } from '../../sandbox/scenario/entry.ts';
import { Evidence } from '../../sandbox/verdict/evidence.ts';
import { stand } from '../../sandbox/verdict/expectation.ts';
import type { Seeing } from '../../sandbox/verdict/standing.ts';
import { numbered, type Told } from './timeline.ts';

/** 'met', 'pending', or what was observed instead: its kind and its words. */
export type Stands = 'met' | 'pending' | [kind: string, words: string];

export function seeing(facts: Told[], more: Partial<Seeing> = {}): Seeing {
  const evidence = new Evidence();
  for (const [seq, fact] of facts.entries()) evidence.take(numbered({ connection: 'A', ...fact }, seq));
  return { evidence, turned: new Map(), ...more };
}

export function standing(seen: Seen, given: Told[] | Seeing, deadline = false): Stands {
  const against = Array.isArray(given) ? seeing(given) : given;
  const stands = stand({ ...seen, sentence: 'it', withinMs: 0 }, against, deadline);
  return typeof stands === 'string' ? stands : [stands.observedKind, stands.observed];
}
