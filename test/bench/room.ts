/**
 * A full room: learners at their own tabs press Run within one second, and all of them get their verdict; against as many
 * `node --test` processes of the same check, eight at a time.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { loadCatalog } from '../../lessons/catalog.ts';
import { startWorkshop } from '../../web/server/main.ts';
import { preparePage } from '../../web/server/page.ts';
import { openTab } from '../helpers/tab.ts';

const LEARNERS = Number(process.argv[2] ?? 300);
const AT_ONCE = 8;
/** They do not press at the same instant. */
const PRESS_WITHIN_MS = 1_000;
const REFERENCE = fileURLToPath(new URL('./reference.mjs', import.meta.url));

const step = (await loadCatalog()).step('open-then-gone');
const handlers = [
  { source: step?.exercises.async?.solution ?? '', expected: 'working' },
  { source: step?.exercises.async?.starter ?? '', expected: 'broken' },
];
const workshop = await startWorkshop({ port: 0, pageFolder: await preparePage(() => {}) });
const tabs = await Promise.all(Array.from({ length: LEARNERS }, () => openTab(workshop)));
const begun = performance.now();
// Every fourth handler is broken: its learner must not get somebody else's verdict.
const verdicts = await Promise.all(
  tabs.map(async (tab, index) => {
    const handler = handlers[index % 4 === 0 ? 1 : 0];
    await new Promise((resolve) => setTimeout(resolve, (index / LEARNERS) * PRESS_WITHIN_MS));
    tab.run(1, 'open-then-gone', handler?.source ?? '');
    const { report } = await tab.message('finished', 1);
    return { right: report.verdict.kind === handler?.expected, waitedMs: performance.now() - begun };
  }),
);
const roomMs = performance.now() - begun;
for (const tab of tabs) tab.close();
await workshop.close();

const referenceBegun = performance.now();
let left = LEARNERS;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    while (left-- > 0) {
      const [status] = (await once(spawn(process.execPath, ['--test', REFERENCE], { stdio: 'ignore' }), 'exit')) as [number];
      if (status !== 0) throw new Error('The reference fails.');
    }
  }),
);
const referenceMs = performance.now() - referenceBegun;

console.log(`${LEARNERS} learners, right verdicts         ${verdicts.filter(({ right }) => right).length}`);
console.log(`until the last verdict            ${(roomMs / 1000).toFixed(1)} s`);
console.log(`node --test, ${AT_ONCE} at a time           ${(referenceMs / 1000).toFixed(1)} s`);
console.log(`ratio                             ${(roomMs / referenceMs).toFixed(3)}`);
