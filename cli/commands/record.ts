import type { Command } from 'commander';
import { OWN_LESSONS, readCatalog } from '../../lessons/catalog.ts';
import type { Recordable } from '../../lessons/reading.ts';
import { record } from '../../lessons/record.ts';
import { FACES } from '../../sandbox/runtimes/dialect.ts';
import { UsageError } from '../exit.ts';
import { partOfPack } from '../lessons.ts';
import { openSandbox } from '../open-sandbox.ts';
import { servedBy } from '../served-by.ts';

export function addRecord(program: Command): void {
  program
    .command('record')
    .description('record the timelines to read: plays each subject, and writes what was seen beside it')
    .argument('[path]', 'a pack, a lesson or one timeline to read (default: the lessons that come with the product)')
    .action(async (path: string | undefined) => {
      const part = path === undefined ? undefined : await partOfPack(path);
      const { recordable } = await readCatalog([part?.pack ?? OWN_LESSONS]);
      const wanted = recordable.filter(({ folder }) => part === undefined || part.holds(folder));
      if (wanted.length === 0) throw new UsageError(`Expected timelines to read in ${path}, got none. Check the path.`);
      await recordAll(wanted);
    });
}

async function recordAll(wanted: readonly Recordable[]): Promise<void> {
  const sandbox = openSandbox({ poolSize: 1 });
  try {
    const served = await servedBy(wanted.some(({ dialect }) => FACES[dialect].runtime === 'python'));
    for (const reading of wanted) {
      await record(reading, sandbox, served(reading.dialect));
      process.stdout.write(`Recorded ${reading.id}.\n`);
    }
  } finally {
    await sandbox.close();
  }
}
