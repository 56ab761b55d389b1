import type { Leading } from '../../models/room/leading.ts';

/** What came of the facilitator's last request. The region is always there, so that a screen reader hears what comes into it. */
export function Outcome({ leading }: { leading: Leading }) {
  const said = leading.said.value;
  return (
    <div role="status">
      {said && (
        <p class={said.isProblem ? 'outcome outcome-problem' : 'outcome'}>
          {said.sentence}{' '}
          <button type="button" class="ghost" onClick={() => leading.putAway()} aria-label="Put this away">
            ✕
          </button>
        </p>
      )}
    </div>
  );
}
