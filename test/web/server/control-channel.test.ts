import { expect, test } from 'vitest';
import { openTab } from '../../helpers/tab.ts';
import { lessonFile, startWorkshop } from '../../helpers/workshop.ts';

const STEP = 'open-then-gone';
const solution = await lessonFile('01-stay-open/01-open-then-gone/async/solution.ts');
const starter = await lessonFile('01-stay-open/01-open-then-gone/async/starter.ts');
const ENDLESS = 'export default async function handler() { for (;;) {} }';

test('a run is started, streamed and finished, and the working pattern follows', async () => {
  await using workshop = await startWorkshop();
  await using tab = await openTab(workshop);
  tab.run(7, STEP, starter);
  expect(await tab.message('started', 7)).toMatchObject({ run: 7, seed: expect.any(String) });
  expect((await tab.message('events', 7)).events.length).toBeGreaterThan(0);
  const { report } = await tab.message('finished', 7);
  expect(report.verdict.kind).toBe('broken');
  const { pattern } = await tab.message('pattern', 7);
  const paths = (timeline: typeof pattern.timeline) => timeline.flatMap((event) => (event.kind === 'handshake-sent' ? [event.path] : []));
  expect(paths(pattern.timeline)).toEqual(expect.arrayContaining(paths(report.timeline)));
});

test('a newer run takes the place of the one that waits, and the one that is on ends first', async () => {
  await using workshop = await startWorkshop();
  await using tab = await openTab(workshop);
  tab.run(1, STEP, ENDLESS);
  await tab.message('started', 1);
  tab.run(2, STEP, starter);
  expect((await tab.message('queued', 2)).place).toBe(1);
  tab.run(3, STEP, solution);
  expect((await tab.message('stopped', 2)).why).toBe('A newer run took its place.');
  expect((await tab.message('finished', 3)).report.verdict).toEqual({ kind: 'working' });
  expect((await tab.message('finished', 1)).report.verdict.kind).toBe('limit-exceeded');
});

test('stop ends a run, and says so', async () => {
  await using workshop = await startWorkshop();
  await using tab = await openTab(workshop);
  tab.run(1, STEP, ENDLESS);
  await tab.message('started', 1);
  tab.stop(1);
  expect((await tab.message('stopped', 1)).why).toBe('You stopped it.');
});

test('closing the workshop tells every tab 1012', async () => {
  const workshop = await startWorkshop();
  await using tab = await openTab(workshop);
  const closed = tab.closed();
  await workshop.close();
  expect((await closed)[0]).toBe(1012);
});
