import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { showReport } from '../../cli/show-report.ts';
import { loadCatalog } from '../../lessons/catalog.ts';
import type { Step } from '../../lessons/lesson.ts';
import type { RunReport, Sandbox } from '../../sandbox/index.ts';
import { BOUNDS_MS, type Hostile } from '../handlers/hostile/expected/hostile.ts';
import { HOSTILE } from '../handlers/hostile/expected.ts';
import { drawShare } from '../helpers/drawn.ts';
import { descriptors, startedBy } from '../helpers/processes.ts';
import { startSandbox } from '../helpers/sandbox.ts';

const FOLDER = new URL('../handlers/hostile/', import.meta.url);
const catalog = await loadCatalog();

function stepOf({ step = 'smallest-echo' }: Pick<Hostile, 'step'>): Step {
  const found = catalog.step(step);
  if (!found) throw new Error(`Expected a step of the catalog, got ${step}.`);
  return found;
}

async function sourceOf({ source, name, dialect }: Hostile): Promise<string> {
  return source ? source() : readFile(new URL(`${name}.${dialect}.ts`, FOLDER), 'utf8');
}

function runInnocent(sandbox: Sandbox): Promise<RunReport> {
  const { exercises, scenario } = stepOf({});
  return sandbox.run({ source: exercises.ws?.solution ?? '', dialect: 'ws', scenario });
}

test('every program is in the manifest, every row is met in two ways, and both dialects in thirty', () => {
  const kept = HOSTILE.filter(({ source }) => !source).map(({ name, dialect }) => `${name}.${dialect}.ts`);
  expect(kept.toSorted()).toEqual(
    readdirSync(FOLDER)
      .filter((file) => !file.startsWith('expected'))
      .toSorted(),
  );
  for (const row of Object.keys(BOUNDS_MS)) expect(HOSTILE.filter((program) => program.row === row).length, row).toBeGreaterThan(1);
  for (const dialect of ['async', 'ws'] as const)
    expect(HOSTILE.filter((program) => program.dialect === dialect).length).toBeGreaterThan(29);
});

describe('with the strongest layers that this machine offers', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = startSandbox();
    const { isolation } = await sandbox.safety();
    if (isolation === 'none') process.stdout.write('The hostile programs meet layers L0 and L1 alone: this machine offers no more.\n');
  });
  afterAll(() => sandbox.close());

  const programs = drawShare(HOSTILE, 0.5, 'hostile programs on Node');
  test.concurrent.each(programs.map((program) => [`${program.name} (${program.dialect})`, program] as const))(
    '%s gets its verdict and its sentence',
    async (_name, program) => {
      const [report, beside] = await Promise.all([
        sandbox.run({ source: await sourceOf(program), dialect: program.dialect, scenario: stepOf(program).scenario }),
        program.row === 'volume' ? runInnocent(sandbox) : undefined,
      ]);
      expect(beside?.verdict ?? { kind: 'working' }, 'the innocent handler beside it').toEqual({ kind: 'working' });
      const [read = ''] = showReport(report, undefined).split('\nTimeline');
      expect([program.verdict].flat(), read).toContain(report.verdict.kind);
      expect(read).toMatch(program.says);
    },
  );

  test.concurrent.each(
    (['async', 'ws'] as const).flatMap((dialect) => Array.from({ length: 10 }, (_, index) => [dialect, index] as const)),
  )('meanwhile an innocent handler works (%s, %i)', async (dialect) => {
    const step = stepOf({});
    const source = step.exercises[dialect]?.solution ?? '';
    expect((await sandbox.run({ source, dialect, scenario: step.scenario })).verdict).toEqual({ kind: 'working' });
  });
});

test('nothing is left of them: no process, and no descriptor', async () => {
  // What Node keeps for itself once it has started a first process is there before the count.
  const first = startSandbox();
  await first.safety();
  await first.close();
  const before = descriptors().length;
  const sandbox = startSandbox();
  const few = HOSTILE.filter(({ row }) => ['process-end', 'forgery', 'memory', 'processes', 'rude-end'].includes(row));
  await Promise.all(
    few.map(async (program) =>
      sandbox.run({ source: await sourceOf(program), dialect: program.dialect, scenario: stepOf(program).scenario }),
    ),
  );
  await sandbox.close();
  await expect.poll(() => startedBy(process.pid).filter(({ command }) => /socket-clinic|--permission|bwrap/.test(command))).toEqual([]);
  await expect.poll(() => descriptors().length).toBeLessThanOrEqual(before);
});
