import { afterAll, expect, test } from 'vitest';
import { servedBy } from '../../cli/served-by.ts';
import { loadCatalog } from '../../lessons/catalog.ts';
import { addressesOf } from '../../lessons/check.ts';
import { checkReading } from '../../lessons/record.ts';
import { runVariant, variantsOf } from '../../lessons/variants.ts';
import { createSandbox } from '../../sandbox/index.ts';
import { drawOne, WHOLE } from '../helpers/drawn.ts';
import { realEnvironment } from '../helpers/python.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';

const { lessons } = await loadCatalog();
const steps = lessons.flatMap((lesson) => lesson.steps);
const addresses = addressesOf(lessons);
const sandbox = createSandbox({ poolSize: 4, python: realEnvironment });
afterAll(() => sandbox.close());

// `npm run check` runs every handler of the lessons, in each dialect: a second time here would take minutes.
const drawn = steps.map((step) => {
  const variants = variantsOf(step, undefined).filter(({ dialect }) => dialect !== 'fastapi' || !WITHOUT_PYTHON);
  const dialect = drawOne([...new Set(variants.map((variant) => variant.dialect))]);
  return [step.id, dialect, variants.filter((variant) => WHOLE || variant.dialect === dialect)] as const;
});

test.each(drawn)('the starter of %s fails as stated in %s, and its solution works', async (_id, _dialect, all) => {
  const variants = all.filter(({ kind }) => kind === 'starter' || kind === 'solution');
  const problems = await Promise.all(variants.map(async (variant) => variant.problemOf(await runVariant(variant, sandbox))));
  expect(problems).toEqual(variants.map(() => undefined));
  expect(variants.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['starter', 'solution']));
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
    const checked = await checkReading(reading, sandbox, { on, addresses });
    expect(checked.map(({ what, problem }) => [what, problem])).toEqual([[`${reading.id} recording`, undefined]]);
  },
);

test('there are timelines to read in every lesson', () => {
  expect(lessons.filter((lesson) => lesson.readings.length === 0).map(({ id }) => id)).toEqual([]);
  expect(readings.length).toBeGreaterThanOrEqual(6);
});
