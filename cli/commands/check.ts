import type { Command } from 'commander';
import pc from 'picocolors';
import { loadCatalog } from '../../lessons/catalog.ts';
import { CatalogError } from '../../lessons/catalog-error.ts';
import { createSandbox } from '../../sandbox/index.ts';
import { type Checked, checkSteps } from '../check-content.ts';
import { NOT_WORKING_EXIT, UsageError } from '../exit.ts';

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('prove the lessons: starters fail as stated, solutions work, near misses get their feedback')
    .option('--step <id>', 'only this step')
    .option('--lessons <folder>', 'another lessons folder')
    .option('--json', 'one JSON document on stdout')
    .action(async (options: { step?: string; lessons?: string; json?: boolean }) => {
      const checked = await checkAll(options);
      const wrong = checked.filter(({ problem }) => problem !== undefined);
      if (options.json) process.stdout.write(`${JSON.stringify({ checked })}\n`);
      else
        process.stdout.write(`${checked.map(showChecked).join('\n')}\n${checked.length - wrong.length} as stated, ${wrong.length} not\n`);
      process.exitCode = wrong.length === 0 ? 0 : NOT_WORKING_EXIT;
    });
}

async function checkAll({ step, lessons }: { step?: string; lessons?: string }): Promise<Checked[]> {
  const catalog = await loadCatalog(lessons).catch((failure: unknown) => {
    if (failure instanceof CatalogError) throw new UsageError(failure.message);
    throw failure;
  });
  const steps = catalog.lessons.flatMap((lesson) => lesson.steps).filter(({ id }) => step === undefined || id === step);
  if (steps.length === 0) throw new UsageError(`Expected a step of the catalog, got ${JSON.stringify(step)}. See the list command.`);
  const sandbox = createSandbox();
  try {
    return await checkSteps(steps, sandbox);
  } finally {
    await sandbox.close();
  }
}

function showChecked({ what, problem }: Checked): string {
  return problem === undefined ? `${pc.green('✓')} ${what}` : `${pc.red('✗')} ${what}: ${problem}`;
}
