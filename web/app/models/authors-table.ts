/** The author's table of one step: every handler by dialect, and what each of its runs came to. */
import { signal } from '@preact/signals';
import { DIALECTS } from '../../../sandbox/runtimes/dialect.ts';
import type { AuthorsRunView, BrowserMessage, CheckedRun, WorkshopMessage } from '../../protocol.ts';

export interface Row extends Pick<CheckedRun, 'dialect' | 'kind' | 'name'> {
  key: string;
  runs: CheckedRun[];
}

export interface TableParts {
  step: string;
  /** false when there is no line to the workshop. */
  send(message: BrowserMessage): boolean;
  fetchRun(run: number): Promise<AuthorsRunView>;
}

export class AuthorsTable {
  readonly rows = signal<readonly Row[]>([]);
  readonly stage = signal<'running' | 'done' | 'failed'>('running');
  /** Why there is no table, or no run to look at. */
  readonly problem = signal<string | undefined>(undefined);
  readonly chosen = signal<{ run: number; view: AuthorsRunView } | undefined>(undefined);
  readonly #parts: TableParts;
  #asked: number | undefined;

  constructor(parts: TableParts) {
    this.#parts = parts;
  }

  /** Begins anew: what was run before may be another text. */
  check(seeds: number): void {
    this.rows.value = [];
    this.chosen.value = undefined;
    this.problem.value = undefined;
    const sent = this.#parts.send({ type: 'check', step: this.#parts.step, seeds });
    this.stage.value = sent ? 'running' : 'failed';
    if (!sent) this.problem.value = 'The workshop does not answer. Is it still running in its terminal?';
  }

  take(message: WorkshopMessage | { type: 'line-lost' }): void {
    if (message.type === 'line-lost') this.stage.value = 'failed';
    if (!('step' in message) || message.step !== this.#parts.step) return;
    if (message.type === 'checked') this.rows.value = withRun(this.rows.value, message.checked);
    else if (message.type === 'check-done') this.stage.value = 'done';
    else if (message.type === 'check-failed') {
      this.stage.value = 'failed';
      this.problem.value = message.message;
    }
  }

  /** Shows one run. */
  async look(run: number): Promise<void> {
    this.#asked = run;
    const view = await this.#parts.fetchRun(run).catch((failure: Error) => failure);
    if (this.#asked !== run) return;
    this.problem.value = view instanceof Error ? view.message : undefined;
    this.chosen.value = view instanceof Error ? undefined : { run, view };
  }
}

/** Rows stand by dialect and kind, whichever run ends first. */
function withRun(rows: readonly Row[], run: CheckedRun): Row[] {
  const { dialect, kind, name } = run;
  const key = [dialect, kind, name].filter(Boolean).join(' ');
  if (!rows.some((row) => row.key === key)) return [...rows, { key, dialect, kind, name, runs: [run] }].sort(byPlace);
  return rows.map((row) => (row.key === key ? { ...row, runs: [...row.runs, run] } : row));
}

const ORDER: readonly CheckedRun['kind'][] = ['starter', 'solution', 'alternative', 'near miss', 'wrong program'];

function byPlace(one: Row, other: Row): number {
  const dialects = DIALECTS.indexOf(one.dialect) - DIALECTS.indexOf(other.dialect);
  const kinds = ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind);
  return dialects || kinds || (one.name ?? '').localeCompare(other.name ?? '');
}

/** Runs that came to the same, in the order in which they first came. */
export function outcomesOf({ runs }: Row): { same: CheckedRun; times: number }[] {
  const groups = Map.groupBy(runs, ({ verdict, unmet, observed, cause, feedback }) =>
    JSON.stringify([verdict, unmet, observed, cause, feedback]),
  );
  // One that is not as stated is the one to look at.
  return [...groups.values()].flatMap((group) => {
    const same = group.find(({ problem }) => problem !== undefined) ?? group[0];
    return same ? [{ same, times: group.length }] : [];
  });
}
