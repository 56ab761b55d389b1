/** The two modes of a workshop, and what has to be proven before anybody's code runs in it. */
import { lacking, type SafetyReport, type Sandbox, SandboxError, safetySentence } from '../../sandbox/index.ts';
import { faceOf } from '../../sandbox/runtimes/dialect.ts';
import type { RuntimeSafety, SafetyView } from '../protocol.ts';

export type Mode = 'local' | 'hosted';

export interface ModeOptions {
  mode: Mode;
  /** Serve others although the layers do not hold; then every page says so. */
  unsafe: boolean;
}

/** A hosted workshop would run other people's code without isolation. The message names each layer that lacks, and the remedy. */
export class HostedRefusal extends Error {}

/**
 * A sandbox that runs nothing before the layers that the mode needs have been proven by attacking them, in the language of the handler.
 * The unsafe flag stands for Node's: a runtime without a permission model would give everybody's account to everybody.
 */
export function provenSandbox(sandbox: Sandbox, mode: Mode): Sandbox {
  return {
    ...sandbox,
    async run(request) {
      await prove(sandbox, mode, request.dialect);
      return sandbox.run(request);
    },
    async talk(request) {
      await prove(sandbox, mode, request.dialect);
      return sandbox.talk(request);
    },
  };
}

/** @throws SandboxError where a layer does not hold that the mode needs for a handler in this dialect. */
async function prove(sandbox: Sandbox, mode: Mode, dialect: string): Promise<void> {
  const { runtime, title } = faceOf(dialect);
  const report = await sandbox.safety(runtime);
  const missing = lacking(report, 'local');
  if (missing.length > 0) throw new SandboxError(`Nothing is run here, since the sandbox does not hold. ${explain(missing)}`);
  const others = runtime === 'node' || mode === 'local' ? [] : lacking(report, 'hosted');
  if (others.length > 0) throw new SandboxError(`${title} is not run in a hosted workshop without isolation. ${explain(others)}`);
}

/** @throws HostedRefusal when a layer lacks that a hosted workshop needs and the unsafe flag was not given. */
export async function admitMode(sandbox: Sandbox, { mode, unsafe }: ModeOptions): Promise<void> {
  if (mode === 'local') return;
  const missing = lacking(await sandbox.safety(), 'hosted');
  if (missing.length === 0 || unsafe) return;
  throw new HostedRefusal(
    `Expected the layers L0 to L5 for a hosted workshop, since it runs the code of others; ${missing.length} of them do not hold. ${explain(missing)} Or give ${UNSAFE_FLAG}: then every page says so.`,
  );
}

export const UNSAFE_FLAG = '--unsafe-without-isolation';

/** `python` is there when a Python is, and has been attacked. */
export function viewSafety(node: SafetyReport, python: SafetyReport | undefined, { mode, unsafe }: ModeOptions): SafetyView {
  const isUnsafe = mode === 'hosted' && unsafe && lacking(node, 'hosted').length > 0;
  return { mode, unsafe: isUnsafe, node: viewRuntime(node), python: python && viewRuntime(python) };
}

function viewRuntime(report: SafetyReport): RuntimeSafety {
  return { sentence: safetySentence(report), report };
}

function explain(missing: SafetyReport['layers']): string {
  const reasons = new Map(missing.map(({ missing: why }) => [why?.reason, why?.remedy]));
  const layers = missing.map(({ id, title }) => `${id} (${title})`).join('; ');
  return `${layers}. ${[...reasons].map(([reason, remedy]) => `The reason: ${reason}. What to do: ${remedy}.`).join(' ')}`;
}
