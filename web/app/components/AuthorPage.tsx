import { useEffect, useMemo, useState } from 'preact/hooks';
import { FACES } from '../../../sandbox/runtimes/dialect.ts';
import type { AuthorsRunView, BrowserMessage, CheckedRun, WorkshopMessage } from '../../protocol.ts';
import { visibleText } from '../../visible-text.ts';
import { AuthorsTable, outcomesOf, type Row } from '../models/authors-table.ts';
import type { Shown } from '../models/running.ts';
import { isDark } from '../models/theme.ts';
import { ComparisonPane } from './ComparisonPane.tsx';
import { KINDS } from './kinds.ts';
import { ResultPane } from './ResultPane.tsx';

export interface AuthorPageProps {
  step: { id: string; title: string };
  /** Goes up with each change of the lessons' files. */
  change: number;
  send(message: BrowserMessage): boolean;
  listen(listener: (message: WorkshopMessage | { type: 'line-lost' }) => void): () => void;
  fetchRun(run: number): Promise<AuthorsRunView>;
}

const SEEDS = [1, 3, 12];

export function AuthorPage({ step, change, send, listen, fetchRun }: AuthorPageProps) {
  const [seeds, setSeeds] = useState(1);
  const table = useMemo(() => new AuthorsTable({ step: step.id, send, fetchRun }), [step.id]);
  useEffect(() => listen((message) => table.take(message)), [table]);
  useEffect(() => table.check(seeds), [table, change, seeds]);
  const { rows, stage, problem, chosen } = table;
  const wrong = rows.value.filter(({ runs }) => runs.some((run) => run.problem !== undefined)).length;
  return (
    <main class="author" id="main" tabIndex={-1}>
      <h1>{step.title}: every handler</h1>
      <div class="author-tools">
        <label>
          Seeds{' '}
          <select value={seeds} onChange={({ currentTarget }) => setSeeds(Number(currentTarget.value))}>
            {SEEDS.map((number) => (
              <option key={number} value={number}>
                {number}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="ghost" onClick={() => table.check(seeds)}>
          Run all again
        </button>
        <p role="status">
          {STAGES[stage.value]} {rows.value.length} {rows.value.length === 1 ? 'handler' : 'handlers'}, {wrong} not as stated.
        </p>
      </div>
      {problem.value && (
        <p class="notice" role="alert">
          {problem.value}
        </p>
      )}
      <div class="author-table">
        <table>
          <thead>
            <tr>
              <th scope="col">Dialect</th>
              <th scope="col">Handler</th>
              <th scope="col">Verdict</th>
              <th scope="col">Unmet</th>
              <th scope="col">Observed</th>
              <th scope="col">First cause</th>
              <th scope="col">Feedback</th>
              <th scope="col">As stated</th>
            </tr>
          </thead>
          <tbody>
            {rows.value.flatMap((row) =>
              outcomesOf(row).map(({ same, times }) => (
                <Outcome
                  key={`${row.key} ${same.run}`}
                  {...{ row, same, times }}
                  isChosen={chosen.value?.run === same.run}
                  onLook={() => void table.look(same.run)}
                />
              )),
            )}
          </tbody>
        </table>
      </div>
      {chosen.value && <Look key={chosen.value.run} {...chosen.value} />}
    </main>
  );
}

const STAGES = { running: 'Running:', done: 'All have run:', failed: 'Not all have run:' };

interface OutcomeProps {
  row: Row;
  same: CheckedRun;
  /** How many seeds came to the same. */
  times: number;
  isChosen: boolean;
  onLook(): void;
}

function Outcome({ row, same, times, isChosen, onLook }: OutcomeProps) {
  return (
    <tr class={same.problem === undefined ? undefined : 'not-as-stated'} aria-selected={isChosen}>
      <td>{FACES[row.dialect].title}</td>
      <th scope="row">
        <button type="button" class="link" onClick={onLook}>
          {row.kind}
          {row.name && ` ${row.name}`}
        </button>
      </th>
      <td>
        {KINDS[same.verdict]}
        {row.runs.length > 1 && ` (${times} of ${row.runs.length})`}
      </td>
      <td>{same.unmet}</td>
      <td>{same.observed}</td>
      <td>{same.cause}</td>
      <td>{same.feedback}</td>
      <td>{same.problem === undefined ? '✓' : visibleText(same.problem)}</td>
    </tr>
  );
}

/** One run: its result as a learner would see it, and what its text has that the starter has not. */
function Look({ run, view }: { run: number; view: AuthorsRunView }) {
  const { dialect, source, starter, report, feedback, pattern } = view;
  const shown: Shown = { stage: 'finished', run, place: 0, events: report.timeline, report, feedback, pattern, hasNoPattern: !pattern };
  return (
    <div class="author-look">
      <section class="author-text" aria-label="The text, beside the starter">
        <ComparisonPane
          dialect={dialect}
          theirs={source}
          called="this handler"
          draft={starter}
          draftCalled="the starter"
          dark={isDark.value}
        />
      </section>
      <ResultPane shown={shown} onGoTo={() => {}} onAddFrame={() => {}} />
    </div>
  );
}
