/**
 * A run of 2,000 events in the page: from the message that brings its report to the painted drawing, both lanes, then frames a second
 * while it is scrolled, and in how many of them nothing was drawn where one looks. The run is made up, and answered in place of the workshop.
 */
import type { Page } from 'playwright-core';
import type { RunReport, TimelineEvent } from '../../sandbox/index.ts';
import { parseBrowserMessage, type WorkshopMessage } from '../../web/protocol.ts';
import { startBrowser } from '../helpers/browser.ts';
import { startWorkshop } from '../helpers/workshop.ts';

const EVENTS = 2_000;
const ROUNDS = 9;
const SCROLL = { distance: 12_000, speed: 3_000 };

await using workshop = await startWorkshop();
await using browser = await startBrowser();
const page = await browser.open();
await page.routeWebSocket('**/control', (line) => {
  const server = line.connectToServer();
  line.onMessage((text) => {
    const parsed = parseBrowserMessage(String(text));
    if (!parsed.ok || parsed.message.type !== 'run') return server.send(text);
    for (const answer of answersTo(parsed.message.run)) line.send(JSON.stringify(answer));
  });
});
await page.addInitScript(noteArrival);
await page.goto(workshop.url);
await page.goto(new URL('/steps/open-then-gone?dialect=async', workshop.url).href);
await page.waitForSelector('.monaco-editor .view-line', { state: 'attached' });
await page.locator('.runtimes', { hasText: /\d/ }).waitFor({ state: 'attached' });

const devtools = await page.context().newCDPSession(page);
await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
const opened: number[] = [];
const busy: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const before = await taskMs();
  opened.push(await open());
  busy.push((await taskMs()) - before);
  // As a learner does: until the page has nothing left to do.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}
const { framesPerSecond, slowest, blank } = await scroll(page);
const [best, worst] = [Math.min(...opened), Math.max(...opened)].map((each) => each.toFixed(0));
console.log(`${EVENTS} events a lane: open and painted in ${median(opened).toFixed(0)} ms (from ${best} to ${worst} ms)`);
console.log(`of that, and of the press before it, the page’s thread had the processor for ${median(busy).toFixed(0)} ms`);
console.log(
  `scrolled at ${framesPerSecond.toFixed(0)} frames a second, the slowest frame ${slowest.toFixed(0)} ms, ${blank} frames without a row`,
);

/**
 * The time that the page's thread has had the processor, in milliseconds: on a machine that others use, less than what passed. What it did
 * for this measurement, such as looking for the button that is pressed, is not the page's.
 */
async function taskMs(): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const secondsOf = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return (secondsOf('TaskDuration') - secondsOf('DevToolsCommandDuration')) * 1_000;
}

/** From the report's arrival to the frame in which both lanes are painted, in milliseconds. */
async function open(): Promise<number> {
  await page.evaluate(() => Object.assign(globalThis, { arrivedAt: undefined }));
  const drawn = page.evaluate(async () => {
    const arrivedAt = () => (globalThis as unknown as { arrivedAt?: number }).arrivedAt;
    const isDrawn = () =>
      document.querySelectorAll('.timeline .lifeline').length === 2 && !document.querySelector('.timeline .awaited, .timeline .old');
    while (arrivedAt() === undefined || !isDrawn()) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - (arrivedAt() ?? Number.NaN);
  });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  return drawn;
}

/** Runs in the page: when the report of a run came, which is its first long message. */
function noteArrival(): void {
  const { parse } = JSON;
  const arrival = globalThis as unknown as { arrivedAt?: number };
  JSON.parse = (text, reviver) => {
    if (text.length > 100_000 && text.startsWith('{"type":"finished"')) arrival.arrivedAt ??= performance.now();
    return parse(text, reviver);
  };
}

async function scroll(on: Page): Promise<{ framesPerSecond: number; slowest: number; blank: number }> {
  const box = await on.locator('.drawing').boundingBox();
  if (!box) throw new Error('Expected the drawing to be there.');
  await on.evaluate(watchFrames);
  await devtools.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -SCROLL.distance,
    speed: SCROLL.speed,
    gestureSourceType: 'mouse',
  });
  return on.evaluate(() => (globalThis as unknown as { stopFrames(): Awaited<ReturnType<typeof scroll>> }).stopFrames());
}

/** Runs in the page: counts frames from now on, and those in which no row is in the middle of the drawing. */
function watchFrames(): void {
  const times = [performance.now()];
  let blank = 0;
  let going = true;
  const look = () => {
    times.push(performance.now());
    const box = document.querySelector('.drawing')?.getBoundingClientRect() ?? new DOMRect();
    const rows = [...document.querySelectorAll('.timeline .row')].map((row) => row.getBoundingClientRect());
    if (!rows.some(({ top, bottom }) => top < box.bottom && bottom > box.top + 30)) blank += 1;
    if (going) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const stopFrames = () => {
    going = false;
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    const lasted = (times.at(-1) ?? 0) - (times[0] ?? 0);
    return { framesPerSecond: (gaps.length / lasted) * 1_000, slowest: Math.max(...gaps), blank };
  };
  Object.assign(globalThis, { stopFrames });
}

function answersTo(run: number): WorkshopMessage[] {
  const timeline = Array.from({ length: EVENTS }, (_, seq) => eventOf(seq));
  const verdict = { kind: 'limit-exceeded', limit: { what: 'frames', max: 9, unit: 'frames' }, sentence: 'Made up.' } as const;
  const timings = { compileMs: 0, startMs: 0, probeMs: 0, totalMs: 0 };
  const report: RunReport = { seed: 'made-up', verdict, outcomes: [], diagnoses: [], timeline, timings };
  return [
    { type: 'started', run, seed: 'made-up' },
    { type: 'finished', run, report },
    { type: 'pattern', run, pattern: { timeline } },
  ];
}

function eventOf(seq: number): TimelineEvent {
  const base = { seq, atMs: seq, realMs: seq, source: 'wire' as const, connection: 'A' };
  if (seq === 0) return { ...base, source: 'parent', kind: 'entry-began', entry: 0 };
  if (seq === 1) return { ...base, kind: 'handshake-sent', method: 'GET', path: '/ws/a', headers: {} };
  if (seq === EVENTS - 1)
    return { ...base, connection: undefined, source: 'parent', kind: 'limit-exceeded', limit: { what: 'frames', max: 9, unit: 'frames' } };
  const text = JSON.stringify({ type: 'tick', number: seq, note: 'as long as what handlers send' });
  const wire = { front: '81'.repeat(46), bytes: text.length + 2 };
  return { ...base, kind: seq % 2 ? 'frame-sent' : 'frame-received', opcode: 'text', fin: true, bytes: text.length, text, wire };
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
