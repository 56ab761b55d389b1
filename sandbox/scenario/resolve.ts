/** From a scenario and a seed to a script. */
import type { Dialect } from '../dialects.ts';
import { closingQuestions } from './closing-questions.ts';
import { createDraw } from './draw.ts';
import { type Entry, isExpectation, type Script } from './entry.ts';
import type { Draw, Scenario } from './language.ts';
import { withPauses } from './pauses.ts';
import { createRandom } from './random.ts';

/** Draws every value of a scenario with `seed`, for a handler in `dialect`, and adds the bystander's conversation and the closing questions. */
export function resolveScenario(given: Scenario, seed: string, dialect?: Dialect): Script {
  const draw = createDraw(seed, { connect: given.connect, dialect });
  const script = given.script(draw);
  const talk = given.questions ? [...bystander(given, draw), ...script] : script;
  const closing = given.questions ? closingQuestions(given, script, draw, createRandom(seed, 'the closing questions')) : [];
  return { limits: given.limits, entries: [...(given.pauses ? withPauses(talk, createRandom(seed, 'pauses')) : talk), ...closing] };
}

/** Soft: where every connection fails alike, the verdict is to be about A. */
function bystander(given: Scenario, draw: Draw): Entry[] {
  const b = draw.client('B');
  const entries = [...b.opens({ name: 'bystander-opens' }), ...b.asks(given.talk(draw), { name: 'bystander-before' })];
  return entries.map((entry) => (isExpectation(entry) ? { ...entry, soft: true } : entry));
}
