/**
 * Nothing of the harness is in a handler's reach: a handler walks all that it can get hold of, and looks at all that passes through the
 * functions of the language.
 */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { runInNewContext, runInThisContext } from 'node:vm';
import { json } from 'socket-clinic/scenario';
import { afterAll, expect, test } from 'vitest';
import type { RunReport } from '../../../../sandbox/index.ts';
import type { Dialect } from '../../../../sandbox/runtimes/dialect.ts';
import { alone, asyncHandler, OK, output, startSandbox, wsHandler } from '../../../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

const [WALKER, ROOTS, WATCHER] = ['walker', 'roots', 'watcher'].map((name) =>
  readFileSync(new URL(`../../../handlers/realm/${name}.ts`, import.meta.url), 'utf8'),
) as [string, string, string];

const hello = { send: json({ type: 'hi' }), reply: OK };

/** A talk with a little of everything: messages, a minute of time, pings and a goodbye. */
const talk = alone((draw) => {
  const a = draw.client('A');
  const later = [...a.staysOpen(20_000), ...a.pings(), ...a.asks(hello)];
  return [...a.opens(), ...a.asks(hello), ...later, ...later, ...later, ...a.leaves()];
});

/** A handler that answers, with what it does before and on each message. */
function handler(dialect: Dialect, parts: { before: string; first: string; each: string }): string {
  const body =
    dialect === 'async'
      ? asyncHandler(`  await connection.accept();
  setInterval(() => new Error().stack, 5_000).unref();
  const call = connection.receiveText();
  const handed = { connection, call, clientId };
  ${parts.first}
  await call;
  for (;;) {
    ${parts.each}
    await connection.sendJson({ type: 'response', data: 'Message received' });
    await connection.receiveText();
  }`)
      : wsHandler(`    const handed = { server, sockets, socket, request, raw: (socket as any)._socket };
    setInterval(() => new Error().stack, 5_000).unref();
    (socket as any)._socket.setTimeout(50);
    const begun = (async () => { ${parts.first} })();
    socket.on('message', async () => {
      await begun;
      ${parts.each}
      socket.send('{"type":"response","data":"Message received"}');
    });`);
  return `${WALKER}\n${parts.before}\n${body}`;
}

/** What the handler printed, and what it came to. */
async function run(dialect: Dialect, source: string): Promise<{ report: RunReport; printed: Record<string, unknown>[] }> {
  const report = await sandbox.run({ source, dialect, scenario: talk });
  const found = output(report)
    .split('\n')
    .filter((line) => line.startsWith('{'));
  return { report, printed: found.map((line) => JSON.parse(line)) };
}

test('the walker finds an object of another realm, wherever it is', () => {
  const load = `(() => { ${stripTypeScriptTypes(WALKER)}; return walk; })()`;
  const walk = runInThisContext(load) as (roots: object) => { found: string[] };
  const other = runInNewContext('({ call() {} })');
  const hidden = {
    get deep() {
      return [new Map([[{}, new Set([other])]])];
    },
  };
  expect(walk({ hidden }).found).not.toEqual([]);
  expect(walk({ named: Object.assign(() => {}, { [Symbol('deep')]: other.call }) }).found).not.toEqual([]);
  expect(
    walk({
      hidden: {
        get deep() {
          return [new Map([[{}, new Set([{}])]])];
        },
      },
    }).found,
  ).toEqual([]);
});

test.each(['async', 'ws'] as const)('a handler finds nothing of the harness in all that it can get hold of (%s)', async (dialect) => {
  const look = `const { found, visited } = walk({ ...(await gather()), handed });
    console.log(JSON.stringify({ found: [...found, ...callRelays()], visited, relays: relays.length, sites: asked, thrown: thrown.length }));`;
  const { report, printed } = await run(dialect, handler(dialect, { before: ROOTS, first: look, each: look }));
  expect(printed.flatMap(({ found }) => found)).toEqual([]);
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(printed.length).toBeGreaterThan(2);
  for (const { visited, relays, sites, thrown } of printed) {
    expect(visited).toBeGreaterThan(5_000);
    // How many of the harness's immediates stand beside its own hangs on the moment.
    expect(relays).toBeGreaterThan(0);
    expect(Math.min(Number(sites), Number(thrown))).toBeGreaterThan(3);
  }
});

test.each(['async', 'ws'] as const)('nothing of the harness passes through what a handler has replaced (%s)', async (dialect) => {
  const tell = 'console.log(JSON.stringify({ found: suspicious, passed }));';
  const { report, printed } = await run(dialect, handler(dialect, { before: `${WATCHER}\nwatchAll();`, first: tell, each: tell }));
  expect(printed.flatMap(({ found }) => found)).toEqual([]);
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(printed.at(-1)?.passed).toBeGreaterThan(1_000);
});

test.each(['async', 'ws'] as const)('nor through what streams, timers, handles and modules have (%s)', async (dialect) => {
  const tell = 'console.log(JSON.stringify({ found: suspicious, passed }));';
  // When the server has closed, the harness lets go of the process.
  const end = dialect === 'ws' ? "socket.on('close', () => server.close());" : '';
  const first = `watchAll(); watchMore(false); process.on('exit', () => { ${tell} }); ${end}`;
  const { report, printed } = await run(dialect, handler(dialect, { before: WATCHER, first, each: tell }));
  expect(printed.flatMap(({ found }) => found)).toEqual([]);
  // A process whose server has closed ends by itself.
  expect(report.verdict).toMatchObject(dialect === 'ws' ? { kind: 'crashed', exit: { code: 0 } } : { kind: 'working' });
  expect(printed.at(-1)?.passed).toBeGreaterThan(1_000);
});

test('nor to who calls what the harness would call, where the stack is full', async () => {
  const parts = { before: WATCHER, first: 'watchMore(true);', each: '' };
  const { report, printed } = await run('ws', handler('ws', parts));
  expect(printed.flatMap(({ found }) => found)).toEqual([]);
  expect(printed).not.toEqual([]);
  expect(report.verdict.kind).not.toBe('working');
});

test('a class of a handler that looks like a job of the runtime is none', async () => {
  const source = `import { AsyncResource } from 'node:async_hooks';
class Task extends AsyncResource { run(call: () => void): void { this.runInAsyncScope(call); } }
${asyncHandler(`  await connection.accept();
  await connection.receiveText();
  new Task('Task').run(() => void connection.sendJson({ type: 'response', data: 'Message received' }).then());
  await connection.receiveText();`)}`;
  const once = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').asks(hello)]);
  expect((await sandbox.run({ source, dialect: 'async', scenario: once })).verdict).toEqual({ kind: 'working' });
});

/** Each tries in its own way to have the clock jump, a timer hidden, rest told early or a module that is none of its own. */
test.each([
  ['by the clock of a timer', 'const { clock } = setTimeout(() => {}, 1) as any; clock.now = 1e9;'],
  ['by the clock of Date', '(Date as any).clock.now = 1e9;'],
  ['by the constructor of a date', '(new Date().constructor as any).clock.tick(1e9);'],
  ['by a description of Date', "const { value } = Object.getOwnPropertyDescriptor(globalThis, 'Date') as any; value.clock.now = 1e9;"],
  ['by performance', '(performance as any).clock.now = 1e9;'],
  ['by the inner modules', "(process as any).binding('timers').scheduleTimer(1);"],
  ['by a hook', "process.getBuiltinModule('async_hooks').createHook({ init() {} }).enable();"],
  ['by the resource that runs', "(process.getBuiltinModule('async_hooks').executionAsyncResource() as any)._onImmediate();"],
  ['by the heap', "(process as any).getBuiltinModule('v8').queryObjects(Map);"],
  ['by promises of everybody', "(process as any).getBuiltinModule('v8').promiseHooks.onInit(() => {});"],
  ['by a context of its own', "(process as any).getBuiltinModule('vm').runInNewContext('Date.now()');"],
  ['by the main module', "(process as any).mainModule.require('fs');"],
])('a handler that reaches for the harness %s is told so', async (_way, attempt) => {
  const source = asyncHandler(`  await connection.accept();
  try {
    ${attempt}
    console.log('it went through');
  } catch (error) {
    console.log('held off: ' + error);
  }
  console.log('at ' + Date.now());
  await connection.receiveText();`);
  const report = await sandbox.run({ source, dialect: 'async', scenario: alone((draw) => draw.client('A').opens()) });
  expect(output(report)).toMatch(/held off: .*\nat 0\n/);
});
