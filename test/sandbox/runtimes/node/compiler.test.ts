import { afterAll, expect, it, vi } from 'vitest';
import { Compiler } from '../../../../sandbox/runtimes/node/compile/compiler.ts';
import { CompilerProcess } from '../../../../sandbox/runtimes/node/compile/compiler-process.ts';
import { startedBy } from '../../../helpers/processes.ts';

const compiler = new Compiler();
compiler.warm();
afterAll(() => compiler.close());

/** Each takes much of the compiler: its stack, or its memory. */
const BOMBS = {
  'a line of !': '!'.repeat(63 * 1024),
  'braces in braces': '{'.repeat(32 * 1024),
  'brackets in brackets': '['.repeat(30 * 1024),
  'parentheses in parentheses': '('.repeat(60 * 1024),
  'functions in functions': 'x=>'.repeat(20_000),
  'templates in templates': '`${'.repeat(20_000),
  'types in types': `type A=${'['.repeat(60_000)}`,
  'a long chain': `export default a${'.b'.repeat(30_000)}`,
  'call upon call': `a${'()'.repeat(30_000)}`,
  'one sum of strings': `export default ""${'+"ab"'.repeat(12_000)}`,
};

let innocents = 0;

/** Another one each time: a known source is not compiled again. */
function innocent(): string {
  innocents += 1;
  const functions = Array.from({ length: 500 }, (_, n) => `function f${innocents}_${n}(a: number) { return a + ${n}; }`);
  return `${functions.join('\n')}\nexport default () => [${functions.map((_, n) => `f${innocents}_${n}(1)`)}];`;
}

it.each(Object.entries(BOMBS))('compiles the next source as if %s had never been', async (_name, bomb) => {
  for (let round = 0; round < 2; round++) {
    const [before, beside] = await Promise.all([compiler.compile(`${bomb} // ${round}`, 'ws'), compiler.compile(innocent(), 'ws')]);
    const after = await compiler.compile(innocent(), 'ws');
    expect(beside, 'beside it').toMatchObject({ ok: true });
    expect(after, 'after it').toMatchObject({ ok: true });
    // Nesting alone is no reason to refuse a source: it has its own error, or none.
    if (!before.ok) expect(before.diagnostics[0]?.message).not.toMatch(/more memory/);
  }
});

it('refuses what takes too much memory, and has another compiler for whoever comes next', async () => {
  const doubling = Array.from({ length: 27 }, (_, n) => `enum E${n + 1} { a = E${n}.a + E${n}.a }`);
  const bomb = ['enum E0 { a = "x" }', ...doubling, 'export default E27;'].join('\n');
  const refused = await Promise.all([1, 2].map((time) => compiler.compile(`${bomb} // ${time}`, 'async')));
  for (const compiled of refused)
    expect(compiled).toMatchObject({ ok: false, diagnostics: [{ message: expect.stringMatching(/this one took more/) }] });
  expect(await compiler.compile(innocent(), 'async')).toMatchObject({ ok: true });
});

it.runIf(process.platform === 'linux')('counts no time in which the machine has not let it work', async () => {
  const stopped = new CompilerProcess();
  await stopped.ready();
  const [{ pid = 0 } = {}] = startedBy(process.pid)
    .filter(({ command }) => command.includes('compile/service.ts'))
    .slice(-1);
  const family = [pid, ...startedBy(pid).map((each) => each.pid)];
  expect(family.length).toBe(2);
  for (const each of family) process.kill(each, 'SIGSTOP');
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] });
  try {
    const outcome = stopped.compile(innocent(), 'ws');
    vi.advanceTimersByTime(5_000);
    for (const each of family) process.kill(each, 'SIGCONT');
    expect(await outcome).toMatchObject({ kind: 'compiled' });
  } finally {
    vi.useRealTimers();
    await stopped.end();
  }
});

it('tells at most as many errors as somebody reads', async () => {
  const compiled = await compiler.compile(Array.from({ length: 3_000 }, () => 'let x = 1;').join('\n'), 'ws');
  expect(compiled.ok).toBe(false);
  expect(compiled.ok ? [] : compiled.diagnostics).toHaveLength(50);
});
