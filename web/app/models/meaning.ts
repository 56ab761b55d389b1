/** What failing runs of a step mean, which waits until it is asked for: finding the cause is the lesson. */
import { signal } from '@preact/signals';
import type { RunReport } from '../../../sandbox/index.ts';
import type { AttemptSummary } from '../../protocol.ts';

type Diagnosis = RunReport['diagnoses'][number];
type Cause = Diagnosis['cause'];

/** Whoever meets one cause so often in a row is told what it is. */
const TOLD_AFTER = 3;

export class Meaning {
  /** The causes that were asked for, or were met too often in a row. */
  readonly #told = signal<ReadonlySet<string>>(new Set());
  #inARow: { cause?: string; times: number } | undefined;

  isTold(cause: Cause): boolean {
    return this.#told.value.has(cause);
  }

  /** From now on this cause waits no more. */
  tell(cause: Cause): void {
    this.#told.value = new Set([...this.#told.value, cause]);
  }

  /** A run has finished; `earlier` are the attempts before it, the newest first. What did not compile says nothing of a cause. */
  follow({ verdict, diagnoses }: RunReport, earlier: readonly AttemptSummary[]): void {
    this.#inARow ??= newestOf(earlier);
    if (verdict.kind === 'did-not-compile') return;
    const cause = diagnoses[0]?.cause;
    this.#inARow = { cause, times: this.#inARow.cause === cause ? this.#inARow.times + 1 : 1 };
    if (cause && this.#inARow.times >= TOLD_AFTER) this.tell(cause);
  }
}

/** The newest cause, and in how many attempts in a row it was met. */
function newestOf(attempts: readonly AttemptSummary[]): { cause?: string; times: number } {
  const causes = attempts.filter(({ verdict }) => verdict !== 'did-not-compile').map(({ cause }) => cause ?? undefined);
  const other = causes.findIndex((cause) => cause !== causes[0]);
  return { cause: causes[0], times: other < 0 ? causes.length : other };
}

/** The diagnoses that do not wait: all of them where nothing does. */
export function toldOf({ diagnoses }: RunReport, meaning: Meaning | undefined): Diagnosis[] {
  const [first] = diagnoses;
  return first && (meaning?.isTold(first.cause) ?? true) ? diagnoses : [];
}
