import { useEffect, useState } from 'preact/hooks';
import type { PreparationState } from '../../../sandbox/index.ts';
import { visibleText } from '../../visible-text.ts';

export interface FastapiNoticeProps {
  state: PreparationState | undefined;
  /** Not given where somebody else sets it up. */
  onAgain?(): void;
}

/** Above a step in FastAPI: what there is to wait for, or what is missing. That it is ready is said to whoever has waited. */
export function FastapiNotice({ state, onAgain }: FastapiNoticeProps) {
  const [waited, setWaited] = useState(false);
  const isWaiting = state?.state === 'being-set-up' || state?.state === 'missing';
  useEffect(() => {
    if (isWaiting) setWaited(true);
  }, [isWaiting]);
  return (
    <div class="fastapi" role="status" aria-label="FastAPI">
      {state?.state === 'being-set-up' && <BeingSetUp {...state} />}
      {state?.state === 'missing' && <Missing {...state} onAgain={onAgain} />}
      {state?.state === 'ready' && waited && (
        <p class="fastapi-state ready">
          <b>FastAPI is ready:</b> {state.stack}. Press Run.
        </p>
      )}
    </div>
  );
}

function BeingSetUp({ sentence, progress }: Extract<PreparationState, { state: 'being-set-up' }>) {
  return (
    <p class="fastapi-state">
      <b>FastAPI is being set up,</b> once. You can read and edit meanwhile. <span class="fastapi-sentence">{visibleText(sentence)}</span>
      {/* Without a value it says that something goes on. */}
      <progress aria-label="Packages installed" max={progress?.total} value={progress?.count} />
    </p>
  );
}

function Missing({ reason, remedy, onAgain }: Extract<PreparationState, { state: 'missing' }> & Pick<FastapiNoticeProps, 'onAgain'>) {
  if (!onAgain)
    return (
      <p class="fastapi-state missing">
        <b>FastAPI is not ready:</b> {visibleText(reason)}. Ask your facilitator. The other dialects run.
      </p>
    );
  return (
    <p class="fastapi-state missing">
      <b>FastAPI is not ready:</b> {visibleText(reason)}. What to do: <code class="fastapi-remedy">{visibleText(remedy)}</code>. The other
      dialects run.{' '}
      <button type="button" class="link" onClick={onAgain}>
        Try again
      </button>
    </p>
  );
}
