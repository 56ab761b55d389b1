/** On a machine without a Python everything but FastAPI works, and FastAPI says what it takes. */
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../../lessons/catalog.ts';
import { startPreparation } from '../../../sandbox/index.ts';
import type { CatalogView, SafetyView, StepView } from '../../../web/protocol.ts';
import type { Workshop } from '../../../web/server/main.ts';
import { runToEnd } from '../../helpers/processes.ts';
import { FakeSystem } from '../../helpers/python.ts';
import { openTab } from '../../helpers/tab.ts';
import { cookieOf, startWorkshop } from '../../helpers/workshop.ts';

const { lessons } = await loadCatalog();
const steps = lessons.flatMap((lesson) => lesson.steps);
const MISSING = /^no Python from 3\.10 on was found for FastAPI$/;

async function get<T>(workshop: Workshop, path: string): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${workshop.port}${path}`, { headers: { cookie: cookieOf(workshop) } });
  return (await response.json()) as T;
}

test('the workshop serves every step, runs it in TypeScript, and says what FastAPI takes', async () => {
  await using fake = await FakeSystem.make();
  const place = { dataFolder: fake.dataFolder, environment: {}, system: fake.system(), systemPython: fake.at('nothing') };
  await using workshop = await startWorkshop({ prepareFastapi: () => startPreparation({ ...place, setUp: true }) });
  await using tab = await openTab(workshop);
  expect(await tab.fastapi('missing')).toMatchObject({
    reason: expect.stringMatching(MISSING),
    remedy: expect.stringMatching(/^install /),
  });
  expect((await get<CatalogView>(workshop, '/api/catalog')).lessons.flatMap((lesson) => lesson.steps)).toHaveLength(steps.length);
  let run = 0;
  for (const { id, exercises } of steps) {
    expect((await get<StepView>(workshop, `/api/steps/${id}`)).id).toBe(id);
    const dialect = exercises.async ? 'async' : 'ws';
    tab.run(++run, id, exercises[dialect]?.solution ?? '', dialect);
    expect([id, dialect, (await tab.message('finished', run)).report.verdict.kind]).toEqual([id, dialect, 'working']);
  }
  tab.run(++run, 'open-then-gone', '', 'fastapi');
  expect((await tab.message('sandbox-error', run)).message).toMatch(/^FastAPI is not ready here: no Python .* What to do: install /);
  const { node, python } = await get<SafetyView>(workshop, '/api/safety');
  expect([node.report.layers.length, python]).toEqual([7, undefined]);
});

describe('the command line', () => {
  /** A name that leads to no Python: the same as none. */
  const clinic = (...args: string[]) =>
    runToEnd(process.execPath, ['cli/main.ts', ...args], { env: { SOCKET_CLINIC_PYTHON: '/nowhere', CI: '' } });
  const SOLUTIONS = 'lessons/01-stay-open/01-open-then-gone';

  test('runs a handler in TypeScript, and says of one in Python what it takes', () => {
    expect(clinic('run', `${SOLUTIONS}/async/solution.ts`, '--step', 'open-then-gone').status).toBe(0);
    const { status, stdout, stderr } = clinic('run', `${SOLUTIONS}/fastapi/solution.py`, '--step', 'open-then-gone');
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^FastAPI is not ready here: SOCKET_CLINIC_PYTHON names \/nowhere.* What to do: /);
  });

  test('checks what it can, and says what it has left out', () => {
    const { status, stdout, stderr } = clinic('check', '--step', 'open-then-gone');
    expect(status).toBe(0);
    expect(stderr).toMatch(/^Left out: the exercises in FastAPI\./);
    expect(stdout).toMatch(/, 0 not\n$/);
    expect(stdout).not.toContain('fastapi');
  });

  test('shows the layers of Node, and what is missing for those of Python', () => {
    const { status, stdout } = clinic('doctor', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      fit: { local: true },
      python: { missing: expect.stringContaining('FastAPI is not ready here') },
    });
  });
});
