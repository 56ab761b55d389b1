import { afterAll, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import { checkSteps } from '../../lessons/check.ts';
import { createSandbox } from '../../sandbox/index.ts';
import { realEnvironment } from '../helpers/python.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';

const { lessons } = await loadCatalog();
const steps = lessons.flatMap((lesson) => lesson.steps);
const sandbox = createSandbox({ python: realEnvironment });
afterAll(() => sandbox.close());

test.each(steps.map((step) => [step.id, step] as const))('the handlers of %s come out as stated', async (_id, step) => {
  const exercises = WITHOUT_PYTHON ? { ...step.exercises, fastapi: undefined } : step.exercises;
  const checked = await checkSteps([{ ...step, exercises }], sandbox, { seeds: 1, atOnce: 2 });
  expect(checked.filter(({ problem }) => problem !== undefined)).toEqual([]);
  expect(checked.length).toBeGreaterThan(6);
});

test.each(steps.map((step) => [step.id, step] as const))('%s has three different solutions in every dialect', (_id, { exercises }) => {
  for (const { solution, alternatives } of Object.values(exercises)) {
    expect(new Set([solution, ...alternatives.map(({ source }) => source)]).size).toBeGreaterThanOrEqual(3);
  }
});
