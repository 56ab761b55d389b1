import { MOST_NOTICE } from '../../../room-bounds.ts';
import { Dialog } from '../Dialog.tsx';

export interface MessageDialogProps {
  /** `all`, or a name. */
  to: string;
  text: string;
  onType(text: string): void;
  onSend(text: string): void;
  onClose(): void;
}

export function MessageDialog({ to, text, onType, onSend, onClose }: MessageDialogProps) {
  const send = () => {
    if (text.trim() !== '') onSend(text.trim());
  };
  return (
    <Dialog title={`Message to ${to}`} confirm="Send" onConfirm={send} onClose={onClose}>
      <textarea
        class="message-text"
        aria-label="Message"
        rows={4}
        maxLength={MOST_NOTICE}
        value={text}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
      />
      <p class="soft">It stands under the header of every page until it is put away. At most {MOST_NOTICE} characters.</p>
    </Dialog>
  );
}
