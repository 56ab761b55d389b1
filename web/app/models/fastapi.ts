/** Whether FastAPI can be run here, as the workshop tells it, and in the words of the page. */
import { signal } from '@preact/signals';
import type { PreparationState } from '../../../sandbox/index.ts';

/** undefined until the workshop has told it. */
export const fastapi = signal<PreparationState | undefined>(undefined);

/** `FastAPI is being set up (3 of 20)`; undefined while there is nothing to say. */
export function wordFastapi(state: PreparationState | undefined): string | undefined {
  switch (state?.state) {
    case 'being-set-up':
      return `FastAPI is being set up${state.progress ? ` (${state.progress.count} of ${state.progress.total})` : ''}`;
    case 'ready':
      return state.stack;
    case 'missing':
      return 'FastAPI is not ready';
    default:
      return undefined;
  }
}

export interface DialectState {
  /** Only where it is not ready. */
  sign?: 'being-set-up' | 'missing';
  words: string;
}

/** For the switch of dialects. */
export function stateOfFastapi(state: PreparationState | undefined): DialectState | undefined {
  const words = wordFastapi(state);
  const sign = state?.state === 'being-set-up' || state?.state === 'missing' ? state.state : undefined;
  return words === undefined ? undefined : { sign, words };
}
