/** Attacks the sandbox as learner code could, in the language of each runtime, and shows which layers hold. */
import type { Command } from 'commander';
import pc from 'picocolors';
import { lacking, type SafetyReport, type Sandbox, SandboxError, safetySentence } from '../../sandbox/index.ts';
import { visibleText } from '../../web/visible-text.ts';
import { NOT_WORKING_EXIT } from '../exit.ts';
import { openSandbox } from '../open-sandbox.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('attack the sandbox and show which of its layers hold on this machine; exits with 1 when it is not fit for use')
    .option('--json', 'one JSON document on stdout')
    .action(async ({ json }: { json?: boolean }) => {
      const sandbox = openSandbox({ poolSize: 1 });
      try {
        const node = await sandbox.safety('node');
        const python = await attackPython(sandbox);
        process.stdout.write(json ? `${JSON.stringify(document(node, python))}\n` : `${describeAll(node, python).join('\n')}\n`);
        if ([node, python].some((report) => typeof report !== 'string' && !fitness(report).local)) process.exitCode = NOT_WORKING_EXIT;
      } finally {
        await sandbox.close();
      }
    });
}

/** Where FastAPI is not ready, a sentence that says what is missing. */
async function attackPython(sandbox: Sandbox): Promise<SafetyReport | string> {
  try {
    return await sandbox.safety('python');
  } catch (failure) {
    if (failure instanceof SandboxError) return failure.message;
    throw failure;
  }
}

function fitness(report: SafetyReport): { local: boolean; hosted: boolean } {
  return { local: lacking(report, 'local').length === 0, hosted: lacking(report, 'hosted').length === 0 };
}

function document(node: SafetyReport, python: SafetyReport | string): object {
  const fastapi = typeof python === 'string' ? { missing: python } : { ...python, fit: fitness(python) };
  return { ...node, fit: fitness(node), python: fastapi };
}

function describeAll(node: SafetyReport, python: SafetyReport | string): string[] {
  const fastapi = typeof python === 'string' ? [visibleText(python)] : describe(python);
  return [pc.bold('Handlers in TypeScript, on Node'), ...describe(node), '', pc.bold('Handlers in FastAPI, on Python'), ...fastapi];
}

function describe(report: SafetyReport): string[] {
  const fit = fitness(report);
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
    safetySentence(report),
    `Fit for a local workshop: ${fit.local ? 'yes' : 'no'}. Fit for a hosted one: ${fit.hosted ? 'yes' : 'no'}.`,
  ];
}
