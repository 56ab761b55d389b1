import { useEffect, useRef } from 'preact/hooks';

/** The seat code is shown here once without being asked for. */
export function SeatTaken({ name, seatCode, onGo }: { name: string; seatCode: string; onGo(): void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main class="door" id="main" tabIndex={-1}>
      <h1 ref={heading} tabIndex={-1}>
        You have a seat, <bdi>{name}</bdi>
      </h1>
      <p>Your seat code is</p>
      <p class="seat-code">{seatCode}</p>
      <p>
        Write it down. With it you take your seat again in another browser, or on another computer, with all that you have done. It is also
        in the menu under your name.
      </p>
      <button type="button" class="button" onClick={onGo}>
        On to the lessons
      </button>
    </main>
  );
}
