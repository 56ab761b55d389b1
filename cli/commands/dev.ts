import type { Command } from 'commander';
import { serve } from '../serve.ts';

export function addDev(program: Command): void {
  program
    .command('dev')
    .description(
      'write lessons: serves them on this machine, reads them again when a file changes, and shows every handler of a step in a table',
    )
    .argument('[folders...]', 'packs of lessons besides ours')
    .action((folders: string[]) => serve({ lessons: folders, author: true }));
}
