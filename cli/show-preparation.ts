/** The preparation of FastAPI as lines for the terminal in which the workshop runs. */
import type { Preparation, PreparationState } from '../sandbox/index.ts';
import { visibleText } from '../web/visible-text.ts';

/** `say` gets a line for what is the case now, and one for each change. */
export function showPreparation(preparation: Preparation, say: (line: string) => void): void {
  const show = (state: PreparationState) => {
    const line = describePreparation(state);
    if (line !== undefined) say(visibleText(line));
  };
  show(preparation.current());
  preparation.onChange(show);
}

/** undefined when there is nothing to tell yet. */
function describePreparation(state: PreparationState): string | undefined {
  switch (state.state) {
    case 'looking':
      return undefined;
    case 'being-set-up':
      return state.sentence;
    case 'ready':
      return `FastAPI is ready: ${state.stack}.`;
    case 'missing':
      return `FastAPI is not ready, all else is: ${state.reason}. What to do: ${state.remedy}`;
  }
}
