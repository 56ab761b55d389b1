/** Reads a `scenario.ts`: of a step or of a timeline to read. */
import { z } from 'zod';
import { DIALECTS, type Dialect } from '../sandbox/runtimes/dialect.ts';
import type { Scenario } from '../sandbox/scenario/language.ts';
import { CALLS, CAUSES, type CauseId, DEEDS, type Deed, OBSERVED, type ObservedKind } from '../sandbox/scenario/names.ts';
import { importAuthored } from './authored-module.ts';
import { issueProblem } from './front-matter.ts';
import type { LessonsFolder } from './lessons-folder.ts';

/** One of these words or several; or such as begin with one of `begins`. */
function oneOrMore<Word extends string>(words: readonly string[], begins: readonly string[] = []) {
  const isKnown = (word: unknown) => typeof word === 'string' && (words.includes(word) || begins.some((begin) => word.startsWith(begin)));
  const named = [...words, ...begins.map((begin) => `${begin}…`)].join(', ');
  return z.custom<Word | Word[]>((value) => [value].flat().every(isKnown), `one or more of: ${named}`);
}

const feedbackSchema = z.strictObject({
  id: z.string(),
  when: z.strictObject({
    dialect: oneOrMore<Dialect>(DIALECTS).optional(),
    verdict: z.enum(['broken', 'crashed', 'limit-exceeded']).optional(),
    unmet: z.union([z.string(), z.array(z.string())]).optional(),
    observed: oneOrMore<ObservedKind>(OBSERVED).optional(),
    cause: oneOrMore<CauseId>(CAUSES).optional(),
    seen: oneOrMore<Deed>(DEEDS, CALLS).optional(),
  }),
  say: z.string().trim().min(1),
});

const scenarioSchema = z.object({
  title: z.string().trim().min(1),
  talk: z.custom<Scenario['talk']>((value) => typeof value === 'function', 'a function'),
  script: z.custom<Scenario['script']>((value) => typeof value === 'function', 'a function'),
  connect: z.custom<Scenario['connect']>((value) => typeof value === 'function', 'a function').optional(),
  feedback: z.array(feedbackSchema),
  questions: z.boolean(),
  pauses: z.boolean(),
  limits: z.strictObject({ frames: z.int().positive().optional(), wireBytes: z.int().positive().optional() }).optional(),
});

/** Nothing when it cannot be used, which is a problem of the folder. `revision`: see `readCatalog`. */
export async function readScenario(folder: LessonsFolder, file: string, revision: number): Promise<Scenario | undefined> {
  if ((await folder.required(file, 'Write it with scenario({ title, talk, script }).')) === undefined) return undefined;
  let module: { default?: unknown };
  try {
    module = (await importAuthored(folder.at(file), revision)) as { default?: unknown };
  } catch (error) {
    folder.problem(file, 'a module that loads', String(error), 'Run it with node to see where it fails.');
    return undefined;
  }
  const parsed = scenarioSchema.safeParse(module.default);
  if (parsed.success) return module.default as Scenario;
  folder.problems.push(...parsed.error.issues.map((issue) => issueProblem(file, module.default, issue, 'default export')));
  return undefined;
}
