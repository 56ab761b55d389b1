import { visibleText } from '../../visible-text.ts';
import type { ListedExpectation } from '../models/expectations.ts';
import { LineButton } from './LineButton.tsx';

export interface ExpectationListProps {
  expectations: readonly ListedExpectation[];
  wasRun: boolean;
  /** Shows the event that decided it. */
  onChoose(expectation: ListedExpectation): void;
  onGoTo(line: number, column: number): void;
}

const STATES = { met: '✓ met', unmet: '✗ unmet', 'not-reached': '– not reached' } satisfies Record<ListedExpectation['state'], string>;

/** "5 of 7 met". */
export function countMet(expectations: readonly ListedExpectation[]): string {
  return `${expectations.filter(({ state }) => state === 'met').length} of ${expectations.length} met`;
}

/** What the scenario expects, in its order, and how each came out: each leads to the event that shows it, and to its line. */
export function ExpectationList({ expectations, wasRun, onChoose, onGoTo }: ExpectationListProps) {
  if (expectations.length === 0)
    return (
      <p class="empty">{wasRun ? 'Nothing was expected.' : 'What the scenario expects of your connection is listed here after a run.'}</p>
    );
  return (
    <>
      <p class="soft">Expected, in this order: {countMet(expectations)}.</p>
      <ol class="expectations">
        {expectations.map((each) => (
          <Expectation key={each.entry} expectation={each} onChoose={onChoose} onGoTo={onGoTo} />
        ))}
      </ol>
    </>
  );
}

interface ExpectationProps extends Pick<ExpectationListProps, 'onChoose' | 'onGoTo'> {
  expectation: ListedExpectation;
}

function Expectation({ expectation, onChoose, onGoTo }: ExpectationProps) {
  const { state, expected, observed, lookAt, at, entry, isVerdict } = expectation;
  const said = (
    <>
      <span class="state">{STATES[state]}</span> <span>{visibleText(expected)}</span>
    </>
  );
  return (
    <li class={`is-${state}${isVerdict ? ' of-verdict' : ''}`}>
      {lookAt === undefined ? (
        <p class="expected">{said}</p>
      ) : (
        <button type="button" class="expected" data-key={`expectation-${entry}`} onClick={() => onChoose(expectation)}>
          {said}
        </button>
      )}
      {(observed !== undefined || at) && (
        <p class="observed">
          {observed !== undefined && `Observed: ${visibleText(observed)}. `}
          {at && <LineButton {...at} onGoTo={onGoTo} />}
        </p>
      )}
    </li>
  );
}
