import { afterAll, expect, test } from 'vitest';
import { servedBy } from '../../cli/served-by.ts';
import { loadCatalog } from '../../lessons/catalog.ts';
import { checkSteps } from '../../lessons/check.ts';
import { checkReading } from '../../lessons/record.ts';
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

const readings = lessons.flatMap((lesson) => lesson.readings);

test.each(readings.map((reading) => [reading.id, reading] as const))(
  'the recording of %s is what its handler does',
  async (_id, reading) => {
    if (reading.dialect === 'fastapi' && WITHOUT_PYTHON) return;
    const served = await servedBy(false);
    // What is recorded on another version says nothing here; ours are recorded on what is pinned.
    const on = reading.dialect === 'fastapi' ? reading.recording.on : served(reading.dialect);
    expect(reading.recording.on).toBe(on);
    expect(await checkReading(reading, sandbox, on)).toEqual([{ what: `${reading.id} recording` }]);
  },
);

test('there are timelines to read in every lesson', () => {
  expect(lessons.filter((lesson) => lesson.readings.length === 0).map(({ id }) => id)).toEqual([]);
  expect(readings.length).toBeGreaterThanOrEqual(6);
});

test.each(steps.map((step) => [step.id, step] as const))('%s has three different solutions in every dialect', (_id, { exercises }) => {
  for (const { solution, alternatives } of Object.values(exercises)) {
    expect(new Set([solution, ...alternatives.map(({ source }) => source)]).size).toBeGreaterThanOrEqual(3);
  }
});
