import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { MeView } from '../../../room-messages.ts';
import { TAKE_HOME } from '../../models/room/requests.ts';
import { Dialog } from '../Dialog.tsx';
import { inPage } from '../Header.tsx';

export interface StripProps {
  me: MeView;
  onGo(address: string): void;
  onLeave(): void;
  /** What there is to know now, one below the other. */
  children: ComponentChildren;
}

/** The line of the room under the header, and under it what the facilitator wants to be known. */
export function Strip({ me, onGo, onLeave, children }: StripProps) {
  return (
    <section class="room-strip" aria-label="The workshop">
      <div class="room-line">
        <span class="room-name">
          <bdi>{me.room?.name}</bdi>
        </span>
        {me.leads && <Ways onGo={onGo} />}
        <span class="spacer" />
        {me.seat ? <SeatMenu seat={me.seat} onLeave={onLeave} /> : <span class="soft">you lead</span>}
      </div>
      <div class="room-news" role="status">
        {children}
      </div>
    </section>
  );
}

const WAYS: [address: string, word: string][] = [
  ['/board', 'Board'],
  ['/report', 'Report'],
  ['/', 'Lessons'],
];

function Ways({ onGo }: Pick<StripProps, 'onGo'>) {
  return (
    <nav class="room-ways" aria-label="For the facilitator">
      {WAYS.map(([address, word]) => (
        <a key={address} href={address} onClick={inPage(() => onGo(address))}>
          {word}
        </a>
      ))}
    </nav>
  );
}

/** The browser closes it with Esc or a click elsewhere, and gives the focus back. */
function SeatMenu({ seat, onLeave }: { seat: NonNullable<MeView['seat']>; onLeave(): void }) {
  const id = useId();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" class="ghost seat-button" popovertarget={id}>
        <span class="hidden">Your seat: </span>
        <bdi>{seat.name}</bdi> <span aria-hidden="true">▾</span>
      </button>
      <section class="share-menu seat-menu" id={id} popover="auto" aria-label="Your seat">
        <p>
          Seat code <b class="seat-code-small">{seat.seatCode}</b>
        </p>
        <p class="soft">With it you take this seat again from anywhere.</p>
        <a class="menu-item" href={TAKE_HOME} download>
          <b>Take my drafts home</b>
          <span>One archive with all of your handlers.</span>
        </a>
        <button type="button" onClick={() => setAsking(true)}>
          <b>Leave the seat</b>
          <span>For whoever sits here next.</span>
        </button>
      </section>
      {asking && (
        <Dialog title="Leave your seat?" confirm="Leave" onConfirm={onLeave} onClose={() => setAsking(false)}>
          <p>
            Your work stays in the workshop and in this browser. You come back to it with your seat code, <b>{seat.seatCode}</b>.
          </p>
        </Dialog>
      )}
    </>
  );
}
