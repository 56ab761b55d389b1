/** Right programs that forget what an earlier step taught, each told by what a misbehaving client does to others. */
import { afterAll, expect, test } from 'vitest';
import { bindingFor, groundRules, groundRulesProblem } from '../../lessons/ground-rules.ts';
import type { RunReport } from '../../sandbox/index.ts';
import { ASYNC_OK, among, asyncHandler, startSandbox, WS_OK, wsHandler } from '../helpers/sandbox.ts';

const ORDER = [
  ...(['smallest-echo', 'goodbye-is-normal', 'forgotten-await', 'crash-takes-everyone', 'two-readers'] as const),
  ...(['bad-json-is-not-fatal', 'binary-surprise', 'no-error-listener', 'last'] as const),
];
const ALL = bindingFor('last', ORDER);
const rules = groundRules(
  among(() => []),
  ALL,
);
const sandbox = startSandbox();
afterAll(() => sandbox.close());

const RESPONSE = '\'{"type":"response","data":"Message received"}\'';
const asked = (body: string) =>
  wsHandler(`    socket.on('error', () => {});\n    socket.on('message', (data, isBinary) => {\n      ${body}\n    });`);

test.each([
  ['ws' as const, WS_OK],
  ['async' as const, ASYNC_OK],
])('a right %s handler keeps to them', async (dialect, source) => {
  const report = await sandbox.run({ source, dialect, scenario: rules });
  expect([report.verdict.kind, groundRulesProblem(report, ALL)]).toEqual(['working', undefined]);
});

test.each([
  [
    'has no error listener',
    wsHandler(`    socket.on('message', () => socket.send(${RESPONSE}));`),
    'a frame that the protocol forbids',
    'no-error-listener',
  ],
  [
    'parses without a guard',
    asked(`JSON.parse(String(isBinary ? '{}' : data));\n      socket.send(${RESPONSE});`),
    'a message that makes no sense',
    'bad-json-is-not-fatal',
  ],
  [
    'takes bytes for text',
    asked(`if (isBinary) throw new Error('text only');\n      socket.send(${RESPONSE});`),
    'a message of the other kind',
    'binary-surprise',
  ],
  [
    'throws when a client is gone',
    wsHandler(
      `    socket.on('error', () => {});\n    socket.on('message', () => socket.send(${RESPONSE}));\n    socket.on('close', (code) => { if (code === 1006) throw new Error('gone'); });`,
    ),
    'a client that goes without a goodbye',
    'goodbye-is-normal',
  ],
  [
    'leaves a timer behind',
    wsHandler(
      `    socket.on('error', () => {});\n    socket.on('message', () => socket.send(${RESPONSE}));\n    setInterval(() => {}, 60_000);`,
    ),
    'nothing to be left of connections that have ended',
    'smallest-echo',
  ],
])('one that %s does not', async (_what, source, says, step) => {
  const report = await sandbox.run({ source, dialect: 'ws', scenario: rules });
  const problem = groundRulesProblem(report, ALL);
  expect(problem).toContain(`expected ${says}`);
  expect(problem).toMatch(new RegExp(`Repair it as the step ${step} teaches$`));
});

test('one that starts a call and does not await it is told so, though all others live on', async () => {
  const source = asyncHandler(`  await connection.accept();
  connection.sendText('hello');
  try {
    while (true) {
      await connection.receiveText();
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }`);
  const report = await sandbox.run({ source, dialect: 'async', scenario: rules });
  expect(groundRulesProblem(report, ALL)).toBe(
    'expected every call to be awaited, got never-awaited. Repair it as the step forgotten-await teaches',
  );
});

test('a step is free of what is taught after it, but for the error listener, and bound by what it teaches itself', () => {
  const before = bindingFor('goodbye-is-normal', ORDER);
  const bound = (taughtBy: string, always?: true) => before({ taughtBy, always });
  expect([bound('smallest-echo'), bound('goodbye-is-normal'), bound('binary-surprise')]).toEqual([true, true, false]);
  expect(bound('no-error-listener', true)).toBe(true);
});

test('a pack that is checked alone is bound by all of them', () => {
  expect(bindingFor('cut-after-lunch', ['cut-after-lunch'])({ taughtBy: 'binary-surprise' })).toBe(true);
});

test('a death that no rule names is told as what it is', () => {
  const verdict: RunReport['verdict'] = { kind: 'crashed', exit: { code: 1, signal: null }, name: 'last-message' };
  const report: RunReport = {
    seed: '',
    verdict,
    outcomes: [],
    diagnoses: [],
    timeline: [],
    timings: { compileMs: 0, startMs: 0, probeMs: 0, totalMs: 0 },
  };
  expect(groundRulesProblem(report, ALL)).toContain('expected others to live on, whatever one client does, got crashed at last-message');
});
