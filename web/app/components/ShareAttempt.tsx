import { useId, useRef } from 'preact/hooks';
import { harFile, reportFile, type SharedAttempt, type SharedFile } from '../report/attempt.ts';

/** A button that opens a small menu: the browser closes it with Esc or a click elsewhere, and gives the focus back. */
export function ShareAttempt({ attempt }: { attempt: SharedAttempt }) {
  const id = useId();
  const menu = useRef<HTMLElement>(null);
  const give = (file: SharedFile) => {
    save(file);
    menu.current?.hidePopover();
  };
  return (
    <>
      <button type="button" class="ghost share-button" popovertarget={id} aria-label="Share this attempt">
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M8 10V2M5 4.5 8 1.5 11 4.5M4 7H2.5v7h11V7H12" fill="none" stroke="currentColor" stroke-width="1.4" />
        </svg>
        <span class="share-word">Share</span>
      </button>
      <section class="share-menu" id={id} popover="auto" ref={menu} aria-labelledby={`${id}-title`}>
        <p id={`${id}-title`}>Share this attempt</p>
        <button type="button" onClick={() => give(reportFile(attempt))}>
          <b>Report (HTML)</b>
          <span>One file to read or print: the verdict, both lanes, the events and your handler.</span>
        </button>
        <button type="button" onClick={() => give(harFile(attempt))}>
          <b>HAR</b>
          <span>The connections, for the Network panel of Chrome’s developer tools.</span>
        </button>
      </section>
    </>
  );
}

/** Gives a file to the browser to keep. */
export function save({ name, type, text }: SharedFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // The browser has taken hold of it by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
