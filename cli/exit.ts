/** What the command line's exit codes mean, and which failure gets which. */
import { CommanderError } from 'commander';
import { CatalogError } from '../lessons/catalog-error.ts';
import { SandboxError } from '../sandbox/index.ts';
import { HostedRefusal } from '../web/server/safety.ts';
import { StoreError } from '../web/server/store/store-error.ts';
import { visibleText } from '../web/visible-text.ts';

export const NOT_WORKING_EXIT = 1;
const USAGE_EXIT = 2;
/** The workshop failed: never a verdict about a handler. */
export const SANDBOX_ERROR_EXIT = 3;

/** The command was used in a way that it cannot serve. Its message says what was expected, what came, and what to do. */
export class UsageError extends Error {}

/** Says on stderr why a command ended early, and gives its exit code. Commander has said its own sentences already. */
export function explainFailure(failure: unknown): number {
  if (failure instanceof CommanderError) return failure.exitCode === 0 ? 0 : USAGE_EXIT;
  const isUsage = failure instanceof UsageError || failure instanceof CatalogError || failure instanceof StoreError;
  process.stderr.write(
    `${visibleText(isUsage || failure instanceof SandboxError || failure instanceof HostedRefusal ? failure.message : describeBug(failure))}\n`,
  );
  return isUsage ? USAGE_EXIT : SANDBOX_ERROR_EXIT;
}

function describeBug(failure: unknown): string {
  return `The workshop failed, not your handler. Look at the lines below, and run the command again.\n${
    failure instanceof Error ? failure.stack : String(failure)
  }`;
}
