import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import { readHar } from '../../sandbox/timeline/read-har.ts';
import { makeFolder } from '../helpers/folder.ts';
import { clinic, ROOT, runToEnd } from '../helpers/processes.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { asyncHandler } from '../helpers/sandbox.ts';
import { blockUnder } from '../helpers/source-document.ts';

const LESSON = 'lessons/01-stay-open/01-open-then-gone/async';

test('list --json holds every step with its dialects', async () => {
  const { status, stdout } = clinic('list', '--json');
  expect(status).toBe(0);
  const { steps } = JSON.parse(stdout) as { steps: { id: string; dialects: string[] }[] };
  const { lessons } = await loadCatalog();
  const known = lessons.flatMap((lesson) => lesson.steps.map(({ id, exercises }) => ({ id, dialects: Object.keys(exercises) })));
  expect(steps).toMatchObject(known);
  expect(steps.length).toBeGreaterThan(0);
});

test('npm run --silent clinic puts nothing else on stdout', () => {
  const { status, stdout } = runToEnd('npm', ['run', '--silent', 'clinic', '--', 'list', '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toHaveProperty('steps');
});

test('run --json of a solution exits with 0 and holds one document as the contract says', () => {
  const { status, stdout, stderr } = clinic('run', `${LESSON}/solution.ts`, '--step', 'open-then-gone', '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    step: 'open-then-gone',
    dialect: 'async',
    verdict: { kind: 'working' },
    diagnoses: [],
    timeline: expect.any(Array),
    timings: { compileMs: expect.any(Number), totalMs: expect.any(Number) },
  });
});

test('run --json of a starter exits with 1 and names the cause', () => {
  const { status, stdout } = clinic('run', `${LESSON}/starter.ts`, '--step', 'open-then-gone', '--json');
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: { kind: 'broken' },
    diagnoses: [{ cause: 'handler-returned', confidence: 'certain', advice: expect.any(String) }],
  });
});

test('run for people shows expected, observed, the diagnosis and the timeline', () => {
  const { stdout } = clinic('run', `${LESSON}/starter.ts`, '--step', 'open-then-gone');
  expect(stdout).toMatch(/Expected the connection to stay open .*; observed: the connection ended with no close frame/);
  expect(stdout).toContain('The handler returned at line 17');
  expect(stdout).toContain('← 101');
});

test('what a handler writes does nothing to the terminal, and forges no line of the timeline', () => {
  const source = asyncHandler(`  await connection.accept();
  console.log('\\u001b[31mred \\u202e');
  throw new Error('boom \\u001b[8m\\n      0 ms  A   wire    ← 101 forged');`);
  const { stdout } = runToEnd(process.execPath, ['cli/main.ts', 'run', '-', '--step', 'open-then-gone'], { input: source });
  expect(stdout).toContain('⟨U+001B⟩[8m');
  expect(stdout).toContain('⟨U+202E⟩');
  expect(stdout).not.toContain('\u001b');
  expect(stdout).not.toContain('\u202e');
  expect(stdout).toContain('⏎      0 ms  A   wire    ← 101 forged');
  expect(stdout).not.toMatch(/^ +0 ms {2}A {3}wire {4}← 101 forged/m);
});

test('run leaves a report and HAR of the same run, and its document alone on stdout', async () => {
  await using folder = await makeFolder();
  const [report, har] = [join(folder.path, 'report.html'), join(folder.path, 'run.har')];
  const files = ['--report', report, '--har', har];
  const { status, stdout, stderr } = clinic('run', `${LESSON}/starter.ts`, '--step', 'open-then-gone', '--json', ...files);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  const { timeline, seed } = JSON.parse(stdout) as { timeline: unknown[]; seed: string };
  expect(readHar(JSON.parse(await readFile(har, 'utf8')))).toEqual(timeline);
  const html = await readFile(report, 'utf8');
  expect(html).toContain('<title>Broken: ');
  expect(html).toContain('The working pattern, and this run beside it.');
  expect(html).toContain(`<dd>${seed}</dd>`);
});

test('the same seed plays the same run', () => {
  const words = () => {
    const { stdout } = clinic(
      'run',
      `${LESSON}/solution.ts`,
      '--step',
      'open-then-gone',
      '--seed',
      '0123456789abcdef0123456789abcdef',
      '--json',
    );
    return (JSON.parse(stdout) as { timeline: { kind: string; text?: string }[] }).timeline
      .filter(({ kind }) => kind === 'frame-sent')
      .map(({ text }) => text);
  };
  expect(words()).toEqual(words());
});

test.each([
  [['run', 'nowhere.ts', '--step', 'open-then-gone'], 'Expected a file that can be read'],
  [
    ['run', `${LESSON}/starter.ts`, '--step', 'no-such-step'],
    'Expected a step of the catalog, got "no-such-step". The list command shows all steps.',
  ],
  [['run', `${LESSON}/starter.ts`, '--step', 'opne-then-gone'], 'Did you mean open-then-gone?'],
  [['run', `${LESSON}/starter.ts`, '--step', 'open-then-gone', '--seed', '42'], 'Expected the 32 hexadecimal digits that a run ends with.'],
  [['check', '--step', 'echo'], 'Did you mean smallest-echo?'],
  [['check', '--lessons', 'nowhere'], 'Expected a folder of lessons, got "nowhere".'],
  [['check', 'no-such-pack'], 'Expected a folder of lessons, got "no-such-pack".'],
  [['run', `${LESSON}/starter.ts`], "required option '--step <id>'"],
  [
    ['run', `${LESSON}/starter.ts`, '--step', 'open-then-gone', '--report', 'no-such-folder/report.html'],
    'Expected a path where a file can be written, got "no-such-folder/report.html" (its folder does not exist). Choose another one.',
  ],
  [['run', `${LESSON}/starter.ts`, '--step', 'open-then-gone', '--har', 'test'], 'got "test" (it is a folder)'],
  [
    ['run', `${LESSON}/starter.ts`, '--step', 'open-then-gone', '--har', '/dev/full'],
    'Expected a path where a file can be written, got "/dev/full"',
  ],
  [['run', `${LESSON}/starter.ts`, '--step', 'open-then-gone', '--har', 'both', '--report', './both'], 'Expected two files, got "./both"'],
  [['run', `${LESSON}/starter.ts`, '--step', 'open-then-gone', '--dialect', 'cobol'], 'async, ws'],
  [['nonsense'], 'nonsense'],
])('%j is a usage error: exit 2 with a sentence, and nothing on stdout', (args, words) => {
  const { status, stdout, stderr } = clinic(...args, '--json');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(words);
});

test('check proves one step, an item a line', () => {
  const { status, stdout } = clinic('check', '--step', 'smallest-echo', '--dialect', 'async');
  expect(status).toBe(0);
  expect(stdout).toContain('✓ smallest-echo async starter\n');
  expect(stdout).toMatch(/\n\d+ as stated, 0 not\n$/);
});

test('a reader that has read enough ends a command without a word', () => {
  const { status, stderr } = runToEnd('/bin/sh', ['-c', '"$0" cli/main.ts list --json | true', process.execPath]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('check --dialect leaves the other dialects out', () => {
  const { status, stdout } = clinic('check', '--step', 'double-wrapped', '--dialect', 'ws');
  const items = stdout.split('\n').filter((line) => line.startsWith('✓'));
  expect({ status, others: items.filter((line) => !line.startsWith('✓ double-wrapped ws ')) }).toEqual({ status: 0, others: [] });
  expect(items.length).toBeGreaterThan(3);
});

test('check --json names what is not as stated, and exits with 1', async () => {
  await using folder = await makeFolder();
  const from = `${ROOT}lessons/01-stay-open`;
  const to = `${folder.path}/01-stay-open`;
  await cp(`${from}/lesson.md`, `${to}/lesson.md`);
  await cp(`${from}/01-open-then-gone`, `${to}/01-open-then-gone`, { recursive: true });
  await writeFile(`${to}/01-open-then-gone/scenario.ts`, await withAbsoluteImports(`${from}/01-open-then-gone/scenario.ts`));
  await cp(`${to}/01-open-then-gone/async/starter.ts`, `${to}/01-open-then-gone/async/solution.ts`);
  const { status, stdout } = clinic('check', '--lessons', folder.path, '--dialect', 'async', '--json');
  const { checked } = JSON.parse(stdout) as { checked: { what: string; problem?: string }[] };
  expect(checked.filter(({ problem }) => problem !== undefined)).toEqual([
    {
      what: 'open-then-gone async solution',
      file: expect.stringMatching(/01-open-then-gone\/async\/solution\.ts$/),
      problem: expect.stringContaining('expected it to work, got broken'),
    },
  ]);
  expect(status).toBe(1);
});

/** A scenario that is read from elsewhere still finds the sandbox's words. */
async function withAbsoluteImports(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).replaceAll(/'(?:\.\.\/)+sandbox\//g, `'${pathToFileURL(ROOT).href}sandbox/`);
}

test.each([
  ['run', `${LESSON}/solution.ts`, '--step', 'open-then-gone', '--json'],
  ['check', '--json'],
])('%s exits with 3 and a sentence when the workshop itself fails', (...args) => {
  const { status, stdout, stderr } = runToEnd(process.execPath, ['cli/main.ts', ...args], { env: { TMPDIR: `${ROOT}no-such-folder` } });
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toMatch(/^The workshop failed, not your handler\./);
});

test.skipIf(WITHOUT_PYTHON)('run --frame runs a block of the source document, and says what was put before it', async () => {
  await using folder = await makeFolder();
  const file = join(folder.path, 'block.py');
  await writeFile(file, blockUnder('2. Correct'));
  const run = (...more: string[]) => clinic('run', file, '--step', 'open-then-gone', ...more);
  const without = run();
  expect(without.status).toBe(1);
  expect(without.stdout).toMatch(
    / {2}2:2 This file defines no 'app'(.*\n)+A block without its file\. With --frame .*\n {2}\| import json\n/,
  );
  const { status, stdout } = run('--frame');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^Working\n\nThis was loaded before the file, .*:\n {2}\| import json\n {2}\| \n(.*\n)* {2}\| app = FastAPI\(\)\n/,
  );
});
