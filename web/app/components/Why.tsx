import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RunReport, TimelineEvent } from '../../../sandbox/index.ts';
import { describeEvent, isMachinery } from '../../../sandbox/timeline/describe.ts';
import { visibleText } from '../../visible-text.ts';
import { type Meaning, toldOf } from '../models/meaning.ts';
import type { Shown } from '../models/running.ts';
import { middleCut } from '../models/short-text.ts';
import { LineButton } from './LineButton.tsx';

export interface WhyProps {
  shown: Shown;
  /** Where it is given, the diagnosis waits until it is asked for. */
  meaning?: Meaning;
  /** It was asked for by the button. */
  isAsked: { current: boolean };
  onGoTo(line: number, column: number): void;
  /** A diagnosis is pointed at: the events that it rests on; none when it is let go. */
  onPoint(evidence: readonly number[]): void;
  /** Takes an event apart. */
  onChoose(seq: number): void;
}

/** What a result means: the diagnosis, unless it waits, and what the step's author says. */
export function Why(props: WhyProps) {
  const { report, feedback } = props.shown;
  const told = report ? toldOf(report, props.meaning) : [];
  const [first, ...others] = told;
  const section = useRef<HTMLDivElement>(null);
  const waitedIn = useRef<number>(undefined);
  // The answer to whoever has asked: by the button, which is gone, it gets the focus; by the key, it is in view and no more.
  useLayoutEffect(() => {
    const answer = section.current?.querySelector<HTMLElement>('.reason');
    if (props.isAsked.current) answer?.focus();
    else if (waitedIn.current === props.shown.run) answer?.scrollIntoView({ block: 'nearest' });
    props.isAsked.current = false;
    waitedIn.current = first ? undefined : props.shown.run;
  }, [first, props.shown.run]);
  if (!first && !feedback) return null;
  return (
    <div class="why" ref={section}>
      {first && <Reason {...props} events={props.shown.events} diagnosis={first} />}
      {feedback && <p class="feedback">{feedback}</p>}
      {others.length > 0 && (
        <details class="others-seen">
          <summary>{others.length === 1 ? 'Something else was seen' : `${others.length} other things were seen`}</summary>
          {others.map((diagnosis) => (
            <Reason key={diagnosis.cause} {...props} events={props.shown.events} diagnosis={diagnosis} />
          ))}
        </details>
      )}
    </div>
  );
}

/** The way to a diagnosis that waits. */
export function AskMeaning({ shown, meaning, isAsked }: Pick<WhyProps, 'shown' | 'meaning' | 'isAsked'>) {
  const cause = shown.report?.diagnoses[0]?.cause;
  if (!meaning || cause === undefined || meaning.isTold(cause)) return null;
  const ask = () => {
    isAsked.current = true;
    meaning.tell(cause);
  };
  return (
    <button type="button" class="ghost ask-meaning" onClick={ask} aria-keyshortcuts="Control+Shift+Enter Meta+Shift+Enter">
      What does this mean?
    </button>
  );
}

type Diagnosis = RunReport['diagnoses'][number];

export interface ReasonProps extends Pick<WhyProps, 'onPoint' | 'onChoose'> {
  diagnosis: Diagnosis;
  /** Among which its evidence is. */
  events: readonly TimelineEvent[];
  /** Not given where there is no source to go to. */
  onGoTo?: WhyProps['onGoTo'];
  /** What else is said of it. */
  children?: ComponentChildren;
}

/** One diagnosis; while it is pointed at, its evidence can be marked. */
export function Reason({ events, diagnosis, onGoTo, onPoint, onChoose, children }: ReasonProps) {
  const { title, advice, at, evidence } = diagnosis;
  const element = useRef<HTMLDivElement>(null);
  const point = () => onPoint(evidence);
  const letGo = () => {
    if (!element.current?.contains(document.activeElement)) onPoint([]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only marks what its buttons lead to
    <div
      class="reason"
      ref={element}
      tabIndex={-1}
      onMouseEnter={point}
      onMouseLeave={letGo}
      onFocusIn={point}
      onFocusOut={() => onPoint([])}
    >
      <p>
        <b>{visibleText(title)}.</b> {visibleText(advice)}{' '}
        {at && (onGoTo ? <LineButton line={at.line} column={at.column} onGoTo={onGoTo} /> : `Line ${at.line}.`)}
      </p>
      <Evidence events={events} evidence={evidence} onChoose={onChoose} />
      {children}
    </div>
  );
}

/** So many events are named; the drawing marks all of them. */
const MOST_NAMED = 3;
const MOST_CHARACTERS = 40;

function Evidence({
  events,
  evidence,
  onChoose,
}: { events: readonly TimelineEvent[]; evidence: readonly number[] } & Pick<WhyProps, 'onChoose'>) {
  const seen = events.filter((event) => evidence.includes(event.seq) && !isMachinery(event));
  if (seen.length === 0) return null;
  return (
    <p class="evidence">
      Evidence:{' '}
      {seen.slice(0, MOST_NAMED).map((event) => (
        <button type="button" key={event.seq} data-key={`evidence-${event.seq}`} onClick={() => onChoose(event.seq)}>
          {visibleText(middleCut(describeEvent(event).label, MOST_CHARACTERS))}
        </button>
      ))}
      {seen.length > MOST_NAMED && `and ${seen.length - MOST_NAMED} more`}
    </p>
  );
}
