/** Whatever tells or takes time in a handler does so on the virtual clock, and otherwise as in Node. */
import { afterAll, expect, test } from 'vitest';
import { alone, asyncHandler, output, startSandbox } from '../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

const MODULES = `import { AsyncLocalStorage } from 'node:async_hooks';
import { performance as hooked, PerformanceObserver, timerify } from 'node:perf_hooks';
import * as timers from 'node:timers';
import * as promises from 'node:timers/promises';
import { promisify } from 'node:util';
const G = globalThis as any;
`;
const minute = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').staysOpen(60_000)]);

/** What a handler comes to that does this before it waits for messages. */
async function told(body: string): Promise<unknown> {
  const source = `${MODULES}${asyncHandler(`  await connection.accept();
  const given = await (async () => { ${body} })().catch((error) => [error.name, error.code, error.message]);
  console.log('told ' + JSON.stringify(given));
  await connection.receiveText();`)}`;
  const report = await sandbox.run({ source, dialect: 'async', scenario: minute });
  expect(report.verdict).toEqual({ kind: 'working' });
  return JSON.parse(/^told (.*)$/m.exec(output(report))?.[1] ?? 'null');
}

test.each<[what: string, body: string, given: unknown]>([
  ['setTimeout', 'await new Promise((done) => setTimeout(done, 1_500)); return Date.now();', 1_500],
  ['setTimeout of node:timers', 'await new Promise((done) => timers.setTimeout(done, 1_500)); return Date.now();', 1_500],
  ['arguments of a timer', 'return new Promise((done) => setTimeout((...all: number[]) => done(all), 5, 1, 2));', [1, 2]],
  [
    '`this` of a timer',
    'return new Promise((done) => { const timer: any = setTimeout(function (this: unknown) { done(this === timer); }, 5); });',
    true,
  ],
  [
    'setInterval',
    'let n = 0; await new Promise<void>((done) => { const every = setInterval(() => { if (++n === 3) { clearInterval(every); done(); } }, 1_000); }); return [n, Date.now()];',
    [3, 3_000],
  ],
  [
    'clearTimeout by number',
    "const timer = setTimeout(() => console.log('told 1'), 10); clearTimeout(Number(timer)); await sleep(20); return 0;",
    0,
  ],
  ['clearTimeout of anything', "clearTimeout(undefined); clearTimeout({} as any); clearTimeout('x' as any); return 0;", 0],
  [
    'refresh',
    'let at = 0; const timer = setTimeout(() => { at = Date.now(); }, 1_000); await sleep(600); timer.refresh(); await sleep(2_000); return at;',
    1_600,
  ],
  [
    'refresh of a timer that is over',
    'let n = 0; const timer = setTimeout(() => { n += 1; }, 100); await sleep(200); timer.refresh(); await sleep(200); return n;',
    2,
  ],
  [
    'ref and unref',
    'const timer = setTimeout(() => {}, 1); return [timer.hasRef(), timer.unref().hasRef(), timer.ref().hasRef()];',
    [true, false, true],
  ],
  ['Symbol.dispose', "{ using timer = setTimeout(() => console.log('told 1'), 10) as any; } await sleep(20); return 0;", 0],
  [
    'a callback that is none',
    'return setTimeout(5 as any, 1);',
    ['TypeError', 'ERR_INVALID_ARG_TYPE', 'The "callback" argument must be of type function. Received type number (5)'],
  ],
  ['timers/promises', 'return [await promises.setTimeout(2_000, 7), Date.now()];', [7, 2_000]],
  ['promisify', 'return [await promisify(setTimeout)(2_000, 7), Date.now()];', [7, 2_000]],
  [
    'an abort',
    'const abort = new AbortController(); setTimeout(() => abort.abort(), 10); return promises.setTimeout(2_000, 7, { signal: abort.signal });',
    ['AbortError', 'ABORT_ERR', 'The operation was aborted'],
  ],
  [
    'an abort before',
    'return promises.setTimeout(2_000, 7, { signal: AbortSignal.abort() });',
    ['AbortError', 'ABORT_ERR', 'The operation was aborted'],
  ],
  [
    'an iterated interval',
    'const at: number[] = []; for await (const value of promises.setInterval(1_000, 5)) if (at.push(value + Date.now()) === 3) break; return at;',
    [1_005, 2_005, 3_005],
  ],
  [
    'an aborted interval',
    'const signal = AbortSignal.timeout(2_500); let n = 0; try { for await (const _ of promises.setInterval(1_000, 0, { signal })) n += 1; } catch (error) { return [n, (error as Error).name, Date.now()]; }',
    [2, 'AbortError', 2_500],
  ],
  ['scheduler.wait and yield', 'await promises.scheduler.wait(700); await promises.scheduler.yield(); return Date.now();', 700],
  [
    'AbortSignal.timeout',
    "const signal = AbortSignal.timeout(900); await new Promise((done) => signal.addEventListener('abort', done)); return [Date.now(), signal.reason.name];",
    [900, 'TimeoutError'],
  ],
  [
    'Atomics.waitAsync',
    'return [await G.Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 800).value, Date.now()];',
    ['timed-out', 800],
  ],
  ['Atomics.wait', 'return [Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 800), Date.now()];', ['timed-out', 800]],
  [
    'Date',
    'await sleep(50); return [+new Date(), new Date(5).getTime(), typeof Date(), Date() === String(new Date()), new Date() instanceof Date, Date.length, Date.name];',
    [50, 5, 'string', true, true, 7, 'Date'],
  ],
  [
    'the constructor of a date',
    'return [new Date().constructor === Date, Object.keys(Object.getOwnPropertyDescriptors(Date)).sort(), structuredClone(new Date(3)) instanceof Date];',
    [true, ['UTC', 'length', 'name', 'now', 'parse', 'prototype'], true],
  ],
  [
    'a subclass of Date',
    'await sleep(50); class Day extends Date { noon() { return this.getTime(); } } const day = new Day(); return [day.noon(), day instanceof Day];',
    [50, true],
  ],
  [
    'performance',
    'await sleep(50); return [performance.now(), performance.timeOrigin, hooked.now(), performance.toJSON().timeOrigin];',
    [50, 0, 50, 0],
  ],
  [
    'marks and measures',
    "await sleep(50); const mark = performance.mark('a'); await sleep(20); const two = new PerformanceMark('b'); const measure = performance.measure('c', 'a'); return [mark.startTime, two.startTime, measure.startTime, measure.duration, performance.measure('d').duration, performance.measure('e', { start: 10, duration: 5 }).duration];",
    [50, 70, 50, 20, 70, 5],
  ],
  ['timerify', 'const twice = timerify((n: number) => 2 * n); return [twice(4), twice.length];', [8, 1]],
  [
    'hrtime and uptime',
    'await sleep(1_250); const at = process.hrtime(); await sleep(900); return [at, process.hrtime(at), String(process.hrtime.bigint()), process.uptime()];',
    [[1, 250_000_000], [0, 900_000_000], '2150000000', 2.15],
  ],
  [
    'Temporal.Now',
    'await sleep(1_250); return [G.Temporal.Now.instant().epochMilliseconds, G.Temporal.Now.zonedDateTimeISO("UTC").second, typeof G.Temporal.Now.timeZoneId()];',
    [1_250, 1, 'string'],
  ],
  [
    'Intl without a date',
    "await sleep(1_250); const f = new Intl.DateTimeFormat('en', { timeZone: 'UTC', second: 'numeric' }); return [f.format(), f.format(5_000), f.formatToParts()[0].value];",
    ['1', '5', '1'],
  ],
  [
    'AsyncLocalStorage over a timer',
    'const store = new AsyncLocalStorage(); return store.run(7, () => new Promise((done) => setTimeout(() => done(store.getStore()), 10)));',
    7,
  ],
])('%s', async (_what, body, given) => {
  expect(await told(body)).toEqual(given);
});
