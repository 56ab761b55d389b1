/** Who this browser is in a room, and what the room tells it. A local workshop has no room, and nothing of this changes there. */
import { signal } from '@preact/signals';
import type { BoardView, MeView, RoomView } from '../../room-messages.ts';
import type { StepSession } from './step-session.ts';
import { keepFor, ofBrowser } from './work.ts';
import { listen } from './workshop.ts';

export const me = signal<MeView | undefined>(undefined);
export const room = signal<RoomView | undefined>(undefined);
/** With the moment at which it came, as `performance.now()` has it. */
export const board = signal<{ view: BoardView; atMs: number } | undefined>(undefined);
/** What is worked on in this tab. */
export const atWork = signal<StepSession | undefined>(undefined);

const SEAT_KEY = 'seat';
let seatedAt: string | undefined;

listen((message) => {
  if (message.type === 'room') room.value = message.room;
  if (message.type === 'board') board.value = { view: message.board, atMs: performance.now() };
});

/**
 * `store` is the workshop's name for the work of this seat. A tab stays with the seat that it began with: when this browser has got
 * another one meanwhile, `leave` is called, which has to begin the page anew.
 */
export function sitDown(view: MeView, store: string | undefined, leave: () => void): void {
  me.value = view;
  const at = view.seat && store !== undefined ? store : 'lead';
  if (seatedAt !== undefined && seatedAt !== at) return leave();
  if (seatedAt === at) return;
  seatedAt = at;
  keepFor(at);
  ofBrowser.write(SEAT_KEY, at);
  ofBrowser.onOtherTab((key, value) => key === SEAT_KEY && value !== at && leave());
}

/** Whether a step can be worked on; `unknown` until the room has told. Whoever only leads may look at all of them. */
export function accessTo(step: string): 'open' | 'closed' | 'unknown' {
  if (!me.value?.seat) return 'open';
  if (!room.value) return 'unknown';
  return room.value.open.includes(step) ? 'open' : 'closed';
}
