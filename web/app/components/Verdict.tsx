import type { RunReport } from '../../../sandbox/index.ts';
import { visibleText } from '../../visible-text.ts';
import type { Shown } from '../models/running.ts';
import { wordVerdict } from '../models/verdict-words.ts';

export interface VerdictProps {
  shown: Shown;
  onGoTo(line: number, column: number): void;
  /** Writes what a pasted block lacks into the draft. */
  onAddFrame(): void;
  next?: { title: string; go(): void };
}

/** The live region: it is always there, so that a screen reader hears what comes into it. */
export function Verdict(props: VerdictProps) {
  return (
    <div class="verdict-region" role="status" aria-live="polite">
      <Content {...props} />
    </div>
  );
}

function Content({ shown, onGoTo, onAddFrame, next }: VerdictProps) {
  if (shown.stage === 'none') return null;
  if (shown.stage === 'waiting')
    return <p class="verdict tone-soft">Waiting: {shown.place === 1 ? 'one run is' : `${shown.place} runs are`} before yours.</p>;
  if (shown.stage === 'running') return <p class="verdict tone-soft">Running …</p>;
  if (!shown.report) {
    return (
      <section class="verdict tone-told">
        <h2>No verdict</h2>
        <p>{shown.problem}</p>
      </section>
    );
  }
  const { tone, headline, sentence } = wordVerdict(shown.report);
  return (
    <section class={`verdict tone-${tone}`} data-verdict={shown.report.verdict.kind}>
      <h2>{visibleText(headline)}</h2>
      {sentence && <p class="sentence">{visibleText(sentence)}</p>}
      <Problems shown={shown} onGoTo={onGoTo} onAddFrame={onAddFrame} />
      <Stack shown={shown} />
      <Why shown={shown} onGoTo={onGoTo} />
      {tone === 'good' && next && (
        <button type="button" class="button next" onClick={next.go}>
          Next: {next.title}
        </button>
      )}
    </section>
  );
}

function Problems({ shown, onGoTo, onAddFrame }: Pick<VerdictProps, 'shown' | 'onGoTo' | 'onAddFrame'>) {
  const verdict = shown.report?.verdict;
  if (verdict?.kind !== 'did-not-compile') return null;
  return (
    <>
      {/* Before the problems, however many they are: this is what to do about all of them. */}
      {verdict.frame && (
        <button type="button" class="button add-frame" onClick={onAddFrame}>
          Add the missing frame
        </button>
      )}
      <ul class="problems">
        {verdict.diagnostics.map(({ at, message }) => (
          <li key={`${at.line}:${at.column}:${message}`}>
            <LineButton line={at.line} column={at.column} onGoTo={onGoTo} /> {visibleText(message)}
          </li>
        ))}
      </ul>
      {verdict.frame && (
        <div class="frame">
          <p>This is a block without the rest of its file. The frame adds these lines, and yours stay as they are:</p>
          <pre>{visibleText(verdict.frame.text.trim())}</pre>
        </div>
      )}
    </>
  );
}

function Stack({ shown }: Pick<VerdictProps, 'shown'>) {
  const verdict = shown.report?.verdict;
  if (verdict?.kind !== 'crashed' || !verdict.error) return null;
  return <pre class="stack">{visibleText(verdict.error.stack)}</pre>;
}

function Why({ shown, onGoTo }: Pick<VerdictProps, 'shown' | 'onGoTo'>) {
  const [first, ...others] = shown.report?.diagnoses ?? [];
  if (!first && !shown.feedback) return null;
  return (
    <div class="why">
      {first && <Reason diagnosis={first} onGoTo={onGoTo} />}
      {shown.feedback && <p class="feedback">{shown.feedback}</p>}
      {others.length > 0 && (
        <details class="others-seen">
          <summary>{others.length === 1 ? 'Something else was seen' : `${others.length} other things were seen`}</summary>
          {others.map((diagnosis) => (
            <Reason key={diagnosis.cause} diagnosis={diagnosis} onGoTo={onGoTo} />
          ))}
        </details>
      )}
    </div>
  );
}

function Reason({
  diagnosis: { title, advice, at },
  onGoTo,
}: {
  diagnosis: RunReport['diagnoses'][number];
  onGoTo: VerdictProps['onGoTo'];
}) {
  return (
    <p>
      <b>{visibleText(title)}.</b> {visibleText(advice)} {at && <LineButton line={at.line} column={at.column} onGoTo={onGoTo} />}
    </p>
  );
}

function LineButton({ line, column, onGoTo }: { line: number; column: number; onGoTo: VerdictProps['onGoTo'] }) {
  return (
    <button type="button" class="line-button" onClick={() => onGoTo(line, column)}>
      line {line}
    </button>
  );
}
