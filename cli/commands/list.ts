import type { Command } from 'commander';
import { loadCatalog } from '../../lessons/catalog.ts';

export function addList(program: Command): void {
  program
    .command('list')
    .description('list the steps')
    .option('--json', 'one JSON document on stdout')
    .action(async ({ json }: { json?: boolean }) => {
      const { lessons } = await loadCatalog();
      const steps = lessons.flatMap((lesson) =>
        lesson.steps.map(({ id, title, exercises }) => ({ id, title, lesson: lesson.title, dialects: Object.keys(exercises) })),
      );
      if (json) process.stdout.write(`${JSON.stringify({ steps })}\n`);
      else
        for (const { id, title, dialects } of steps) process.stdout.write(`${id.padEnd(20)} ${title.padEnd(40)} ${dialects.join(', ')}\n`);
    });
}
