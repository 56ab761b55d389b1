import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export interface DialogProps {
  title: string;
  children: ComponentChildren;
  /** What the main button says; without it there is only a way to close. */
  confirm?: string;
  onConfirm?: () => void;
  onClose(): void;
}

export function Dialog({ title, children, confirm, onConfirm, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="dialog-title" onClose={onClose}>
      <h2 id="dialog-title">{title}</h2>
      {children}
      <div class="dialog-buttons">
        <button type="button" class="ghost" onClick={() => dialog.current?.close()}>
          {confirm ? 'Cancel' : 'Close'}
        </button>
        {confirm && (
          <button
            type="button"
            class="button"
            onClick={() => {
              onConfirm?.();
              dialog.current?.close();
            }}
          >
            {confirm}
          </button>
        )}
      </div>
    </dialog>
  );
}

export function HelpDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="How this works" onClose={onClose}>
      <p>
        <b>Run</b> compiles your handler, starts it in a process of its own, and a built-in client, the probe, talks to it over a real
        WebSocket. The verdict is about what the probe saw on the wire.
      </p>
      <dl class="keys">
        <dt>
          <kbd>Ctrl</kbd> or <kbd>⌘</kbd> + <kbd>Enter</kbd>
        </dt>
        <dd>Run, from anywhere</dd>
        <dt>
          <kbd>Ctrl</kbd> or <kbd>⌘</kbd> + <kbd>Shift</kbd> + <kbd>Enter</kbd>
        </dt>
        <dd>What does this mean? The diagnosis of a run, its evidence marked in the drawing</dd>
        <dt>
          <kbd>Ctrl</kbd> + <kbd>M</kbd>
        </dt>
        <dd>in the editor: Tab moves on instead of indenting (on a Mac: Ctrl + Shift + M)</dd>
        <dt>
          <kbd>Shift</kbd> + <kbd>Alt</kbd> + <kbd>F</kbd>
        </dt>
        <dd>in the editor: format the handler</dd>
        <dt>
          <kbd>F8</kbd>
        </dt>
        <dd>in the editor: to the next problem</dd>
        <dt>
          <kbd>↑</kbd> <kbd>↓</kbd> <kbd>Enter</kbd>
        </dt>
        <dd>in the drawing: from event to event, and the bytes of one</dd>
        <dt>
          <kbd>Esc</kbd>
        </dt>
        <dd>closes the details of an event, and goes back to where you were</dd>
        <dt>
          <kbd>Enter</kbd>, <kbd>↑</kbd> <kbd>↓</kbd>
        </dt>
        <dd>in Talk to it: send the message; what was sent before (Shift + Enter: a new line)</dd>
      </dl>
      <p>
        Time in a run is virtual: it jumps while your handler waits. A minute of silence takes milliseconds. Amber boxes are what your
        handler’s process told; everything else the probe or the workshop saw for itself.
      </p>
      <p>
        Your drafts are kept in this browser, and by the workshop on its disk. A run has limits, and the footer says whether it is isolated
        from your account.
      </p>
    </Dialog>
  );
}
