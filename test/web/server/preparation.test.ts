/** What tabs are told about FastAPI while it is prepared. */
import { expect, test } from 'vitest';
import { startPreparation } from '../../../sandbox/runtimes/python/preparation.ts';
import { HeldPreparation, MISSING } from '../../helpers/preparation.ts';
import { FakeSystem, hang, realEnvironment } from '../../helpers/python.ts';
import { WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { openTab } from '../../helpers/tab.ts';
import { lessonFile, startWorkshop } from '../../helpers/workshop.ts';

const STEP = 'open-then-gone';
const solution = await lessonFile('01-stay-open/01-open-then-gone/fastapi/solution.py');
test('each tab is told the state when it opens, and every change', async () => {
  const held = new HeldPreparation();
  await using workshop = await startWorkshop({ prepareFastapi: held.begin });
  await using early = await openTab(workshop);
  held.installs('h11', 3);
  await early.fastapi('being-set-up');
  await using late = await openTab(workshop);
  const installing = { state: 'being-set-up', sentence: 'Installing h11', progress: { count: 3, total: 12 } };
  expect(await late.fastapi('being-set-up')).toEqual(installing);
  held.ends(MISSING);
  expect(await early.fastapi('missing')).toEqual({ state: 'missing', ...MISSING });
  expect(await late.fastapi('missing')).toEqual({ state: 'missing', ...MISSING });
  expect(early.states()).toEqual(['looking', 'being-set-up', 'missing']);
  expect(late.states()).toEqual(['being-set-up', 'missing']);
});

test('while FastAPI is being set up a run in it is told so, and the other dialects run', async () => {
  const held = new HeldPreparation();
  await using workshop = await startWorkshop({ prepareFastapi: held.begin });
  await using tab = await openTab(workshop);
  held.installs('h11', 3);
  tab.run(1, STEP, solution, 'fastapi');
  expect((await tab.message('sandbox-error', 1)).message).toBe(
    'FastAPI is not ready here: it is being set up. What to do: press Run again when the page says that it is ready',
  );
  tab.run(2, STEP, await lessonFile('01-stay-open/01-open-then-gone/async/solution.ts'));
  expect((await tab.message('finished', 2)).report.verdict.kind).toBe('working');
});

test('a tab may ask to try again where something was missing', async () => {
  const held = new HeldPreparation();
  await using workshop = await startWorkshop({ prepareFastapi: held.begin });
  await using tab = await openTab(workshop);
  held.ends(MISSING);
  await tab.fastapi('missing');
  tab.send({ type: 'prepare-fastapi' });
  await tab.fastapi('looking', 2);
  expect(held.begun).toBe(2);
});

test.skipIf(WITHOUT_PYTHON)('when the set-up ends FastAPI runs without a restart', async () => {
  const held = new HeldPreparation();
  await using workshop = await startWorkshop({ prepareFastapi: held.begin });
  await using tab = await openTab(workshop);
  held.installs('h11', 3);
  tab.run(1, STEP, solution, 'fastapi');
  await tab.message('sandbox-error', 1);
  held.ends(await realEnvironment());
  expect(await tab.fastapi('ready')).toMatchObject({ stack: expect.stringMatching(/^FastAPI 0\.\d+\.\d+ on uvicorn 0\..*, Python 3\./) });
  tab.run(2, STEP, solution, 'fastapi');
  expect((await tab.message('finished', 2)).report.verdict.kind).toBe('working');
});

test('stopping the workshop ends pip, and leaves nothing of it', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { pip: hang(fake.at('pids')) });
  const { dataFolder, requirements } = fake;
  const workshop = await startWorkshop({
    prepareFastapi: () => startPreparation({ dataFolder, requirements, environment: {}, system: fake.system(), setUp: true }),
  });
  await fake.pids();
  await workshop.close();
  expect(await fake.environments()).toEqual([]);
});
