import { useState } from 'preact/hooks';
import { FACES } from '../../../../sandbox/runtimes/dialect.ts';
import type { BoardStep } from '../../../room-messages.ts';
import type { Leading } from '../../models/room/leading.ts';
import type { Exercise } from '../../models/room/opened-seat.ts';
import { Dialog } from '../Dialog.tsx';
import { MessageDialog } from './MessageDialog.tsx';

export interface SeatActionsProps {
  seat: number;
  name: string;
  seatCode: string;
  /** What is looked at. */
  exercise: Exercise | undefined;
  title: string;
  closed: readonly BoardStep[];
  leading: Leading;
}

/** What can be done for one learner. */
export function SeatActions({ seat, name, seatCode, exercise, title, closed, leading }: SeatActionsProps) {
  const [asking, setAsking] = useState<'say' | 'offer' | 'code'>();
  const [text, setText] = useState('');
  const say = async (said: string) => {
    if (await leading.ask({ lead: 'say', seat, text: said }, `Said to ${name}.`)) setText('');
  };
  const close = () => setAsking(undefined);
  const offer = ({ step, dialect }: Exercise) =>
    void leading.ask({ lead: 'offer-solution', seat, step, dialect }, `The solution of “${title}” is offered to ${name}.`);
  return (
    <div class="actions">
      <button type="button" class="action" onClick={() => setAsking('say')}>
        Message
      </button>
      {exercise && (
        <button type="button" class="action" onClick={() => setAsking('offer')}>
          Offer the solution
        </button>
      )}
      {closed.length > 0 && (
        <label class="action-choice">
          <span class="hidden">Let ahead to a closed step</span>
          <select
            value=""
            onChange={({ currentTarget }) => {
              const step = closed.find(({ id }) => id === currentTarget.value);
              if (step) void leading.ask({ lead: 'let-ahead', seat, step: step.id }, `“${step.title}” is open for ${name}.`);
            }}
          >
            <option value="">Let ahead to …</option>
            {closed.map(({ id, title: ofStep }) => (
              <option key={id} value={id}>
                {ofStep}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="button" class="action" onClick={() => setAsking('code')}>
        Seat code
      </button>
      {asking === 'code' && (
        <Dialog title={`The seat code of ${name}`} onClose={close}>
          <p class="seat-code">{seatCode}</p>
          <p>Whoever has it can take this seat: show it to nobody else.</p>
        </Dialog>
      )}
      {asking === 'say' && <MessageDialog to={name} text={text} onType={setText} onSend={(said) => void say(said)} onClose={close} />}
      {asking === 'offer' && exercise && (
        <Dialog title={`Offer the solution to ${name}?`} confirm="Offer it" onConfirm={() => offer(exercise)} onClose={close}>
          <p>
            “{title}” in {FACES[exercise.dialect].title}. The draft is replaced only when the learner takes the offer, and is kept then.
          </p>
        </Dialog>
      )}
    </div>
  );
}
