/**
 * From Run to the painted verdict on `open-then-gone`, in the page's own timings, against `node --test` with the same conversation,
 * in turn, in one run. Between two rounds there is a pause, as a learner makes one.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { loadCatalog } from '../../lessons/catalog.ts';
import { DIALECTS, type Dialect } from '../../sandbox/runtimes/dialect.ts';
import { startBrowser } from '../helpers/browser.ts';
import { realEnvironment } from '../helpers/python.ts';
import { startWorkshop } from '../helpers/workshop.ts';

const ROUNDS = 10;
const WARM_ROUNDS = 3;
const PAUSE_MS = 500;
const STEP = 'open-then-gone';
const MEASURE = 'run-to-verdict';
const REFERENCE = fileURLToPath(new URL('./reference.mjs', import.meta.url));

await realEnvironment();
await using workshop = await startWorkshop();
await using browser = await startBrowser();
const page = await browser.open();
await page.goto(workshop.url);
const step = (await loadCatalog()).step(STEP);

for (const dialect of DIALECTS) {
  await openStep(dialect);
  const rounds: { page: number; reference: number }[] = [];
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
    const measured = { page: await pressRun(), reference: await timeReference() };
    if (round >= WARM_ROUNDS) rounds.push(measured);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  const ratio = median(rounds.map((each) => each.page / each.reference)).toFixed(3);
  const [ours, theirs] = [median(rounds.map((each) => each.page)), median(rounds.map((each) => each.reference))];
  console.log(
    `${dialect.padEnd(6)} Run to painted verdict ${ours.toFixed(1)} ms, node --test ${theirs.toFixed(1)} ms, median ratio ${ratio}`,
  );
}

async function openStep(dialect: Dialect): Promise<void> {
  const draft = [`socket-clinic/1/draft/${STEP}/${dialect}`, step?.exercises[dialect]?.solution ?? ''] as const;
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), draft);
  await page.goto(new URL(`/steps/${STEP}?dialect=${dialect}`, workshop.url).href);
  await page.waitForSelector('.monaco-editor .view-line', { state: 'attached' });
}

async function pressRun(): Promise<number> {
  await page.evaluate((name) => performance.clearMeasures(name), MEASURE);
  await page.keyboard.press('Control+Enter');
  await page.waitForFunction((name) => performance.getEntriesByName(name).length === 1, MEASURE);
  if ((await page.locator('[data-verdict="working"]').count()) !== 1) throw new Error('The solution does not work.');
  return page.evaluate((name) => performance.getEntriesByName(name)[0]?.duration ?? Number.NaN, MEASURE);
}

async function timeReference(): Promise<number> {
  const begun = performance.now();
  const [status] = await once(spawn(process.execPath, ['--test', REFERENCE], { stdio: 'ignore' }), 'exit');
  if (status !== 0) throw new Error('The reference fails.');
  return performance.now() - begun;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
