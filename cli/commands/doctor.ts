/** Attacks the sandbox as learner code could, and shows which layers hold. */
import type { Command } from 'commander';
import pc from 'picocolors';
import { createSandbox, lacking, type SafetyReport, safetySentence } from '../../sandbox/index.ts';
import { visibleText } from '../../web/visible-text.ts';
import { NOT_WORKING_EXIT } from '../exit.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('attack the sandbox and show which of its layers hold on this machine; exits with 1 when it is not fit for use')
    .option('--json', 'one JSON document on stdout')
    .action(async ({ json }: { json?: boolean }) => {
      const sandbox = createSandbox();
      try {
        const report = await sandbox.safety();
        const fit = { local: lacking(report, 'local').length === 0, hosted: lacking(report, 'hosted').length === 0 };
        process.stdout.write(json ? `${JSON.stringify({ ...report, fit })}\n` : `${describe(report, fit).join('\n')}\n`);
        if (!fit.local) process.exitCode = NOT_WORKING_EXIT;
      } finally {
        await sandbox.close();
      }
    });
}

function describe(report: SafetyReport, fit: { local: boolean; hosted: boolean }): string[] {
  const layers = report.layers.flatMap(({ id, title, holds, attacks, missing }) => [
    `${holds ? pc.green('✓') : pc.yellow('✗')} ${pc.bold(id)} ${title}`,
    ...attacks.map(({ attack, held, unanswered, observed }) => {
      const outcome = held ? 'held off ' : unanswered ? 'NOT MADE ' : 'SUCCEEDED';
      return `    ${outcome} ${attack} ${pc.dim(`(${visibleText(observed)})`)}`;
    }),
    ...(missing ? [`    Why: ${visibleText(missing.reason)}.`, `    What to do: ${visibleText(missing.remedy)}.`] : []),
  ]);
  return [
    ...layers,
    '',
    safetySentence(report),
    `Fit for a local workshop: ${fit.local ? 'yes' : 'no'}. Fit for a hosted one: ${fit.hosted ? 'yes' : 'no'}.`,
  ];
}
