import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ExaminedDiagnosis } from '../../../../sandbox/index.ts';
import type { Dialect } from '../../../../sandbox/runtimes/dialect.ts';
import { visibleText } from '../../../visible-text.ts';
import { decidingOf, dialectsOf, drawnAs, filesOf, mendingOf } from '../../models/examined.ts';
import type { Examined } from '../../models/examining.ts';
import { stepAddress } from '../../models/route.ts';
import { headlineOf, problemsIn, showsSomething } from '../../report/examined.ts';
import { DialectSwitch, inPage } from '../Header.tsx';
import { ChosenEvent } from '../ResultPane.tsx';
import { save } from '../ShareAttempt.tsx';
import { TimelineTab } from '../TimelineTab.tsx';
import { useDetails } from '../use-details.ts';
import { Reason } from '../Why.tsx';

export interface FindingsProps {
  examined: Examined;
  /** In which what mends is shown at first. */
  dialect: Dialect | undefined;
  /** Of the workshop. */
  version: string;
  /** What a step is called; undefined where the catalog has none of that id. */
  titleOf(step: string): string | undefined;
  onStep(step: string, dialect: Dialect | undefined): void;
}

const DRAWING = 'examined-drawing';

/** What an examination came to, and the experiment that decided, drawn. */
export function Findings(props: FindingsProps) {
  const { examined } = props;
  const { result } = examined;
  const [drawn, draw] = useState(decidingOf(result)?.id);
  const [pointed, setPointed] = useState<ExaminedDiagnosis>();
  const [wanted, setDialect] = useState(props.dialect);
  const dialects = dialectsOf(examined);
  const dialect = dialects.find((each) => each === wanted) ?? dialects[0];
  // While a diagnosis is pointed at, the experiment that shows it.
  const experiment = result.experiments.find(({ id }) => id === (pointed?.experiment ?? drawn)) ?? decidingOf(result);
  const shown = experiment && drawnAs(examined, experiment);
  const details = useDetails(shown?.run ?? 0, DRAWING, () => {});
  const choose = (seq: number) => {
    if (experiment) draw(experiment.id);
    details.choose(seq);
  };
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const evidence = (pointed ?? result.diagnoses.find((diagnosis) => diagnosis.experiment === experiment?.id))?.evidence ?? [];
  return (
    <div class="findings">
      <div class="findings-text">
        <section class={`conclusion ${result.verdict.kind === 'working' ? 'is-good' : 'is-bad'}`} aria-label="Conclusion">
          <h2 ref={heading} tabIndex={-1}>
            {headlineOf(result)}
          </h2>
          <p>{visibleText(result.conclusion)}</p>
          <CompileProblems {...props} />
        </section>
        {result.diagnoses.length > 0 && (
          <section class="examine-part" aria-label="Diagnoses">
            <h2>What is wrong</h2>
            {dialects.length > 1 && dialect && (
              <p class="in-dialect">
                The way to mend it, in <DialectSwitch chosen={dialect} available={dialects} onChoose={setDialect} />
              </p>
            )}
            {result.diagnoses.map((diagnosis) => (
              <Reason
                key={`${diagnosis.experiment} ${diagnosis.cause}`}
                diagnosis={diagnosis}
                events={result.experiments.find(({ id }) => id === diagnosis.experiment)?.timeline ?? []}
                onPoint={(seqs) => setPointed(seqs.length > 0 ? diagnosis : undefined)}
                onChoose={choose}
              >
                <Mending {...props} diagnosis={diagnosis} dialect={dialect} />
              </Reason>
            ))}
          </section>
        )}
        <Learnt {...props} />
        <Remarks {...props} />
        <Keep {...props} dialect={dialect} />
      </div>
      <div class="findings-drawing">
        <Experiments {...props} drawn={experiment?.id} onDraw={draw} />
        {shown && (
          <div class="examined-timeline" id={`tab-${DRAWING}`} tabIndex={-1}>
            <TimelineTab
              key={shown.run}
              shown={shown}
              details={details}
              evidence={evidence}
              told={shown.report?.diagnoses ?? []}
              title="your backend"
              isAlone
              legend={result.subject.dialect ? undefined : 'done by the workshop'}
            />
            <ChosenEvent events={shown.events} details={details} tab={DRAWING} />
          </div>
        )}
      </div>
    </div>
  );
}

function CompileProblems({ examined: { result } }: FindingsProps) {
  const problems = problemsIn(result);
  if (problems.length === 0) return null;
  return (
    <ul>
      {problems.map(({ at, message }) => (
        <li key={`${at.line}:${at.column}:${message}`}>
          Line {at.line}: {visibleText(message)}
        </li>
      ))}
    </ul>
  );
}

/** How sure it is, the line, what mends it, and where that is learnt. */
function Mending({ examined, diagnosis, dialect, titleOf, onStep }: FindingsProps & { diagnosis: ExaminedDiagnosis }) {
  const { confidence, lookAlikes, at } = diagnosis;
  const { fix, next, step } = mendingOf(examined, diagnosis, dialect);
  const title = step === undefined ? undefined : titleOf(step);
  const code = at && examined.source?.split(/\r?\n/)[at.line - 1];
  return (
    <>
      <p class="soft">
        Confidence: {confidence}.{lookAlikes && ` Looks the same from here: ${lookAlikes.join(', ')}.`}
      </p>
      {at && code !== undefined && (
        <pre>
          {at.line} | {visibleText(code.trim())}
        </pre>
      )}
      {fix !== undefined && (
        <>
          <p>A way to mend it:</p>
          <pre>{fix.trimEnd()}</pre>
        </>
      )}
      {confidence !== 'certain' && next !== undefined && <p>{visibleText(next)}</p>}
      {step !== undefined && title !== undefined && (
        <p>
          <a href={stepAddress(step, dialect)} onClick={inPage(() => onStep(step, dialect))}>
            {title}
          </a>{' '}
          is the step that teaches it.
        </p>
      )}
    </>
  );
}

function Learnt({ examined: { result } }: FindingsProps) {
  if (result.protocol.length === 0) return null;
  return (
    <section class="examine-part" aria-label="How it talks">
      <h2>How it talks</h2>
      <ul>
        {result.protocol.map(({ sentence, from }) => (
          <li key={sentence}>
            {visibleText(sentence)} <span class="soft">({from})</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Remarks({ examined: { result } }: FindingsProps) {
  if (result.remarks.length === 0) return null;
  return (
    <section class="examine-part" aria-label="Remarks">
      <h2>True, and no failure</h2>
      {result.remarks.map(({ title, advice, experiment, cause }) => (
        <p key={`${experiment} ${cause}`}>
          <b>{visibleText(title)}.</b> {visibleText(advice)}
        </p>
      ))}
    </section>
  );
}

function Keep({ examined, dialect, version }: FindingsProps) {
  const { report, markdown } = filesOf(examined, dialect, version);
  return (
    <div class="examine-buttons">
      <button type="button" class="ghost" onClick={() => save(report)}>
        Save the report (HTML)
      </button>
      <button type="button" class="ghost" onClick={() => save(markdown)}>
        Save for a ticket (Markdown)
      </button>
    </div>
  );
}

interface ExperimentsProps extends FindingsProps {
  drawn: string | undefined;
  onDraw(experiment: string): void;
}

/** All that were made; one of them is drawn. */
function Experiments({ examined: { result }, drawn, onDraw }: ExperimentsProps) {
  return (
    <section class="examine-part" aria-label="Experiments">
      <h2>Experiments</h2>
      <ul class="experiments">
        {result.experiments.map((made) => (
          <li key={made.id}>
            <button type="button" aria-pressed={made.id === drawn} onClick={() => onDraw(made.id)}>
              <span class={showsSomething(made, result) ? 'is-bad' : 'is-good'}>{showsSomething(made, result) ? '✗' : '✓'}</span>{' '}
              <b>{visibleText(made.title)}.</b> {visibleText(made.decides)}
            </button>
            {made.id === drawn && <p class="soft">The probe {visibleText(made.sends)}.</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
