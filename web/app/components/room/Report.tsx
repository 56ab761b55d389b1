import type { ReportView } from '../../../room-messages.ts';
import { phraseOf } from '../../models/room/cause-phrases.ts';
import { allCauses, figuresOf, wordFigure } from '../../models/room/report-figures.ts';

export interface ReportProps {
  report: ReportView;
  /** The addresses of the files. */
  csv: string;
  json: string;
  onPrint(): void;
}

/** Causes that the chart shows. */
const MOST_CAUSES = 8;

/** The workshop afterwards, to read and to print. */
export function Report({ report, csv, json, onPrint }: ReportProps) {
  const { name, opened, ended, learners } = report;
  const figures = figuresOf(report);
  const solved = figures.reduce((all, each) => all + each.solved, 0);
  const attempts = figures.reduce((all, each) => all + each.attempts, 0);
  return (
    <main class="report" id="main" tabIndex={-1}>
      <div class="report-head">
        <div>
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <p class="soft">
            {wordDay(opened)}
            {ended === undefined ? ', still under way' : ` to ${wordDay(ended)}`}
          </p>
        </div>
        <span class="spacer" />
        <div class="actions">
          <button type="button" class="action" onClick={onPrint}>
            Print
          </button>
          <a class="action" href={csv} download>
            CSV
          </a>
          <a class="action" href={json} download>
            JSON
          </a>
        </div>
      </div>
      <dl class="report-figures">
        <Figure word={learners.length === 1 ? 'learner' : 'learners'} value={learners.length} />
        <Figure word={solved === 1 ? 'step solved' : 'steps solved'} value={solved} />
        <Figure word={attempts === 1 ? 'attempt' : 'attempts'} value={attempts} />
      </dl>
      {attempts === 0 ? <p class="empty">Nothing has been run yet. What learners do comes here.</p> : <Charts report={report} />}
      {figures.length > 0 && <Learners figures={figures} steps={report.steps.length} />}
    </main>
  );
}

function Figure({ word, value }: { word: string; value: number }) {
  return (
    <div>
      <dd>{value}</dd>
      <dt>{word}</dt>
    </div>
  );
}

function Charts({ report }: { report: ReportView }) {
  const tried = report.steps.filter((step) => step.tried > 0);
  const left = report.steps.filter((step) => step.tried === 0);
  const most = Math.max(1, ...tried.map((step) => step.tried));
  const longest = Math.max(0.1, ...tried.map(({ medianMinutes = 0 }) => medianMinutes));
  const causes = allCauses(report).slice(0, MOST_CAUSES);
  return (
    <div class="charts">
      <section aria-labelledby="chart-steps">
        <h2 id="chart-steps">Steps</h2>
        <table class="chart">
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Solved of those who tried</th>
              <th scope="col">Median time to solve it</th>
            </tr>
          </thead>
          <tbody>
            {tried.map((step) => (
              <tr key={step.id}>
                <th scope="row">{step.title}</th>
                <td>
                  <Bar parts={[step.tried / most, step.solved / most]} kind="solved" />
                  <span>
                    {step.solved} of {step.tried}
                  </span>
                </td>
                <td>
                  <Bar parts={[(step.medianMinutes ?? 0) / longest]} kind="time" />
                  <span>{step.medianMinutes === undefined ? '–' : wordFigure(step.medianMinutes)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {left.length > 0 && <p class="soft">Tried by nobody: {left.map(({ title }) => title).join(', ')}.</p>}
      </section>
      {causes.length > 0 && (
        <section aria-labelledby="chart-causes">
          <h2 id="chart-causes">What it failed for</h2>
          <table class="chart">
            <thead>
              <tr>
                <th scope="col">Cause</th>
                <th scope="col">Learners who met it</th>
              </tr>
            </thead>
            <tbody>
              {causes.map(({ cause, learners }) => (
                <tr key={cause}>
                  <th scope="row">{phraseOf(cause)}</th>
                  <td>
                    <Bar parts={[learners / Math.max(1, report.learners.length)]} kind="cause" />
                    <span>
                      {learners} of {report.learners.length}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

/** One bar before the other, each as a share of the whole width. */
function Bar({ parts, kind }: { parts: number[]; kind: 'solved' | 'time' | 'cause' }) {
  return (
    <svg class={`chart-bar chart-${kind}`} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {parts.map((part, index) => (
        <rect key={index} class={index === parts.length - 1 ? 'bar-front' : 'bar-behind'} width={100 * part} height="10" />
      ))}
    </svg>
  );
}

function Learners({ figures, steps }: { figures: ReturnType<typeof figuresOf>; steps: number }) {
  return (
    <section aria-labelledby="report-learners">
      <h2 id="report-learners">Learners</h2>
      <div class="report-table">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Solved</th>
              <th scope="col">Attempts</th>
              <th scope="col">Time</th>
              <th scope="col">What it failed for</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ name, joined, solved, attempts, minutes, causes }) => (
              <tr key={`${name} ${joined}`}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td>
                  {solved} of {steps}
                </td>
                <td>{attempts}</td>
                <td>{minutes === 0 ? '–' : wordFigure(minutes)}</td>
                <td>{causes.map(phraseOf).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function wordDay(at: string): string {
  return at === '' ? '' : new Date(at).toLocaleString([], { dateStyle: 'long', timeStyle: 'short' });
}
