import type { Command } from 'commander';
import { type LessonsOptions, lessonsOption, readLessons } from '../lessons.ts';

export function addList(program: Command): void {
  program
    .command('list')
    .description('list the steps')
    .addOption(lessonsOption())
    .option('--json', 'one JSON document on stdout')
    .action(async ({ json, ...options }: LessonsOptions & { json?: boolean }) => {
      const { lessons } = await readLessons(options);
      const steps = lessons.flatMap((lesson) =>
        lesson.steps.map(({ id, title, exercises }) => ({ id, title, lesson: lesson.title, dialects: Object.keys(exercises) })),
      );
      if (json) process.stdout.write(`${JSON.stringify({ steps })}\n`);
      else
        for (const { id, title, dialects } of steps) process.stdout.write(`${id.padEnd(20)} ${title.padEnd(40)} ${dialects.join(', ')}\n`);
    });
}
