import type { Sign as SignName } from '../../models/room/board-rows.ts';

const SHAPES: Record<SignName, string> = {
  help: 'M8 1.5 15 14.5H1ZM8 6v4M8 12v.6',
  away: 'M3 8h10',
  new: 'M8 8h.01',
  reading: 'M8 2a6 6 0 1 0 .01 0',
  waiting: 'M3 8h.01M8 8h.01M13 8h.01',
  running: 'M4 2.5 13 8 4 13.5Z',
  broken: 'M3 3 13 13M13 3 3 13',
  solved: 'M2 8.5 6.5 13 14 3.5',
};

/** A state by its shape: the word stands beside it. */
export function Sign({ sign }: { sign: SignName }) {
  return (
    <svg class={`sign-shape sign-shape-${sign}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={SHAPES[sign]} fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
