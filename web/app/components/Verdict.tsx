import { useRef } from 'preact/hooks';
import { visibleText } from '../../visible-text.ts';
import { isUnderWay, lookedAt, type Shown } from '../models/running.ts';
import { wordVerdict } from '../models/verdict-words.ts';
import { LineButton } from './LineButton.tsx';
import { AskMeaning, Why, type WhyProps } from './Why.tsx';

export interface VerdictProps extends Omit<WhyProps, 'isAsked'> {
  /** Writes what a pasted block lacks into the draft. */
  onAddFrame(): void;
  next?: { title: string; go(): void };
}

/** The live region: it is always there, and always as high, so that a screen reader hears what comes into it and nothing moves. */
export function Verdict(props: VerdictProps) {
  const { shown } = props;
  const seen = lookedAt(shown);
  return (
    <div class="verdict-region" role="status" aria-live="polite">
      <Card {...props} shown={seen} isOld={seen !== shown} />
      {seen !== shown && <p class="under-way">{wordWaiting(shown)}</p>}
    </div>
  );
}

function Card(props: VerdictProps & { isOld: boolean }) {
  const { shown, isOld } = props;
  const tone = shown.report ? wordVerdict(shown.report).tone : shown.stage === 'failed' ? 'told' : 'soft';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard has to get into it
    <section class={`verdict tone-${tone}`} data-verdict={isOld ? undefined : shown.report?.verdict.kind} aria-label="Verdict" tabIndex={0}>
      <Content {...props} />
    </section>
  );
}

function Content(props: VerdictProps) {
  const isAsked = useRef(false);
  const { shown, onGoTo, onAddFrame, next } = props;
  if (isUnderWay(shown)) return <p>{wordWaiting(shown)}</p>;
  if (shown.stage === 'none') return <p>Not run yet. Run plays a client against your handler, and the verdict comes here.</p>;
  if (!shown.report) {
    return (
      <>
        <h2>No verdict</h2>
        <p>{shown.problem}</p>
      </>
    );
  }
  const { tone, headline, sentence } = wordVerdict(shown.report);
  // Keyed by the run: the same verdict once more is spoken once more.
  return (
    <>
      <div class="headline">
        <h2 key={shown.run}>{visibleText(headline)}</h2>
        <AskMeaning {...props} isAsked={isAsked} />
        {tone === 'good' && next && (
          <button type="button" class="button next" onClick={next.go}>
            Next: {next.title}
          </button>
        )}
      </div>
      {sentence && (
        <p class="sentence" key={`sentence-${shown.run}`}>
          {visibleText(sentence)}
        </p>
      )}
      <Problems shown={shown} onGoTo={onGoTo} onAddFrame={onAddFrame} />
      <Stack shown={shown} />
      <Why {...props} isAsked={isAsked} />
    </>
  );
}

function wordWaiting({ stage, place }: Shown): string {
  if (stage === 'running') return 'Running …';
  return `Waiting: ${place === 1 ? 'one run is' : `${place} runs are`} before yours.`;
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
