import { json } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { ASYNC_OK, among, asyncHandler, closedOn, OK, startSandbox, WS_OK, wsHandler } from '../../helpers/sandbox.ts';

const scenario = among((draw) => [...draw.client('A').opens(), ...draw.client('A').asks({ send: json({ type: 'hi' }), reply: OK })]);

test.each([
  ['at import', 'for (;;) {}\nexport default async function handler() {}', 1],
  ['in the handler', asyncHandler('  await connection.accept();\n  for (;;) {}'), 4],
  ['in microtasks', asyncHandler('  await connection.accept();\n  while (true) await null;'), undefined],
])('an endless loop %s exceeds the time limit, names the line where it can, and the next run works', async (_where, source, line) => {
  await using sandbox = startSandbox();
  const { verdict } = await sandbox.run({ source, dialect: 'async', scenario });
  expect(verdict).toMatchObject({ kind: 'limit-exceeded', limit: { what: 'time' } });
  if (line !== undefined) expect(verdict).toMatchObject({ limit: { at: { line } } });
  expect((await sandbox.run({ source: ASYNC_OK, dialect: 'async', scenario })).verdict).toEqual({ kind: 'working' });
});

test('a flood of frames exceeds its limit', async () => {
  await using sandbox = startSandbox();
  const source = wsHandler(
    "    const flood = () => { for (let n = 0; n < 500; n++) socket.send('x'); setImmediate(flood); };\n    flood();",
  );
  const { verdict } = await sandbox.run({ source, dialect: 'ws', scenario });
  expect(verdict).toMatchObject({ kind: 'limit-exceeded', limit: { what: 'frames' } });
});

test('a flood of output exceeds its limit', async () => {
  await using sandbox = startSandbox();
  const source = asyncHandler("  await connection.accept();\n  for (;;) console.log('x'.repeat(1000));");
  const { verdict } = await sandbox.run({ source, dialect: 'async', scenario });
  expect(verdict).toMatchObject({ kind: 'limit-exceeded', limit: { what: 'output' } });
});

test('a heap that grows without end exceeds the memory limit', async () => {
  await using sandbox = startSandbox();
  const source = asyncHandler(
    '  await connection.accept();\n  const kept: number[][] = [];\n  for (;;) kept.push(new Array(100_000).fill(0.5));',
  );
  const { verdict } = await sandbox.run({ source, dialect: 'async', scenario });
  expect(verdict).toMatchObject({ kind: 'limit-exceeded', limit: { what: 'memory' } });
});

test('a source over 64 KiB does not compile, and says so', async () => {
  await using sandbox = startSandbox();
  const { verdict } = await sandbox.run({ source: `// ${'!'.repeat(70_000)}`, dialect: 'async', scenario });
  expect(verdict).toMatchObject({ kind: 'did-not-compile', diagnostics: [{ message: expect.stringContaining('at most 64 KiB') }] });
});

/** Each name is the one before it twice: 28 of them are gigabytes. */
const EXPLOSION = `enum E { A0 = 'xxxxxxxxxx', ${Array.from({ length: 28 }, (_, n) => `A${n + 1} = A${n} + A${n}`).join(', ')} }\nexport default E.A28;`;

test.each([
  ['64 KB of !', '!'.repeat(65_000)],
  ['32 KB of {', '{'.repeat(32_768)],
  ['an enum that explodes', EXPLOSION],
])('%s does not compile, and neither kills nor slows the next compile', async (_what, source) => {
  await using sandbox = startSandbox();
  const others = [1, 2].map(() => sandbox.run({ source: ASYNC_OK, dialect: 'async', scenario }));
  expect((await sandbox.run({ source, dialect: 'async', scenario })).verdict.kind).toBe('did-not-compile');
  for (const other of [...others, sandbox.run({ source: ASYNC_OK, dialect: 'async', scenario })])
    expect((await other).verdict).toEqual({ kind: 'working' });
});

test.each([
  ["import { readFileSync } from 'node:fs';", 'node:fs'],
  ["import secret from '../package.json';", '../package.json'],
  ["import { WebSocketServer } from 'ws';\nnew WebSocketServer({ noServer: true });", 'ws'],
])('the import %s is a diagnostic at its place in the dialect async', async (line, module) => {
  await using sandbox = startSandbox();
  const { verdict } = await sandbox.run({
    source: `${line}\nconsole.log(${/\w+/.exec(line.slice(7))});\n${ASYNC_OK}`,
    dialect: 'async',
    scenario,
  });
  expect(verdict).toMatchObject({
    kind: 'did-not-compile',
    diagnostics: [{ message: expect.stringContaining(JSON.stringify(module)), at: { line: 1 } }],
  });
});

test.each([
  ['opens a socket', "process.getBuiltinModule('node:net').connect(9, '127.0.0.1')"],
  ['listens', "process.getBuiltinModule('node:net').createServer().listen(0)"],
  ['reads a file', "process.getBuiltinModule('node:fs').readFileSync('/etc/passwd')"],
  ['writes a file', "process.getBuiltinModule('node:fs').writeFileSync('mine', '')"],
  ['starts a process', "process.getBuiltinModule('node:child_process').execSync('true')"],
  ['starts a worker', "new (process.getBuiltinModule('node:worker_threads').Worker)('1', { eval: true })"],
])('a handler that %s is denied', async (_what, attempt) => {
  await using sandbox = startSandbox();
  const source = asyncHandler(`  await connection.accept();\n  ${attempt};`);
  const { verdict, timeline } = await sandbox.run({ source, dialect: 'async', scenario });
  expect(verdict.kind).not.toBe('working');
  expect(JSON.stringify(timeline)).toContain('"kind":"denied"');
});

test('a handler sees no environment of the workshop', async () => {
  await using sandbox = startSandbox();
  const source = asyncHandler('  console.log(JSON.stringify(Object.keys(process.env)));');
  const { timeline } = await sandbox.run({ source, dialect: 'async', scenario });
  const written = timeline.find((event) => event.kind === 'output' && event.stream === 'stdout');
  const names = JSON.parse(written?.kind === 'output' ? written.text : '[]') as string[];
  expect(names).toEqual([]);
});

test('a process that ends itself is a crash, and its connections end', async () => {
  await using sandbox = startSandbox();
  const report = await sandbox.run({
    source: asyncHandler('  await connection.accept();\n  process.exit(0);'),
    dialect: 'async',
    scenario,
  });
  expect(report.verdict).toMatchObject({ kind: 'crashed', exit: { code: 0 } });
  expect(closedOn(report, 'B')).toMatchObject({ code: 1006, clean: false });
});

test('telling the workshop that all is well does not make a handler work', async () => {
  await using sandbox = startSandbox();
  const source = wsHandler(
    '    process.emit("message" as never, { type: "rested" } as never);',
    "process.send?.({ type: 'told', fact: { kind: 'script-ended' } });",
  );
  expect((await sandbox.run({ source, dialect: 'ws', scenario })).verdict.kind).not.toBe('working');
});

test('a run that is ended from outside rejects with its reason and leaves room for the next', async () => {
  await using sandbox = startSandbox({ atOnce: 1 });
  const controller = new AbortController();
  const endless = sandbox.run({
    source: asyncHandler('  for (;;) {}'),
    dialect: 'async',
    scenario,
    signal: controller.signal,
    onStart: () => setImmediate(() => controller.abort(new Error('stopped'))),
  });
  await expect(endless).rejects.toThrow('stopped');
  expect((await sandbox.run({ source: WS_OK, dialect: 'ws', scenario })).verdict).toEqual({ kind: 'working' });
});

test('a run that is ended while it compiles never reaches a connection', async () => {
  await using sandbox = startSandbox({ atOnce: 1 });
  const controller = new AbortController();
  const kinds: string[] = [];
  const ended = sandbox.run({
    source: ASYNC_OK,
    dialect: 'async',
    scenario,
    signal: controller.signal,
    onStart: () => controller.abort(new Error('stopped')),
    onEvents: (events) => kinds.push(...events.map(({ kind }) => kind)),
  });
  await expect(ended).rejects.toThrow('stopped');
  expect(kinds).toEqual([]);
});

test('a run that is ended while a connection is open rejects, and leaves room for the next', async () => {
  await using sandbox = startSandbox({ atOnce: 1 });
  const controller = new AbortController();
  const ended = sandbox.run({
    source: ASYNC_OK,
    dialect: 'async',
    scenario,
    signal: controller.signal,
    onEvents: ([event]) => event?.kind === 'handshake-accepted' && controller.abort(new Error('stopped')),
  });
  await expect(ended).rejects.toThrow('stopped');
  expect((await sandbox.run({ source: WS_OK, dialect: 'ws', scenario })).verdict).toEqual({ kind: 'working' });
});
