import { useEffect, useId, useRef } from 'preact/hooks';
import { MOST_NAME } from '../../../room-bounds.ts';
import type { Door, Field } from '../../models/room/door.ts';

/** Before there is a seat. */
export function JoinForm({ door, roomName }: { door: Door; roomName: string | undefined }) {
  return (
    <main class="door" id="main" tabIndex={-1}>
      <p class="door-room">
        <bdi>{roomName}</bdi>
      </p>
      <h1>Join the workshop</h1>
      <form
        class="door-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void door.join();
        }}
      >
        <Entry door={door} field="code" label="Code" hint="Six letters and digits, from the facilitator’s wall." />
        <Entry door={door} field="name" label="Your name" hint={`As the facilitator sees it; at most ${MOST_NAME} characters.`} />
        <p class="door-told">
          The facilitator can see your drafts, your attempts and their timelines, to help you where you are. The other learners see nothing
          of it, unless the facilitator shows them an attempt, without your name.
        </p>
        <button type="submit" class="button" disabled={door.isAsking.value}>
          Join
        </button>
      </form>
      <details class="door-again" open={door.seatCode.value !== '' || undefined}>
        <summary>I had a seat: take it again with my seat code</summary>
        <form
          class="door-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void door.retake();
          }}
        >
          <Entry door={door} field="seatCode" label="Seat code" hint="It looks like 12-K7Q2-M9XD; the facilitator can look yours up." />
          <button type="submit" class="button" disabled={door.isAsking.value}>
            Take my seat again
          </button>
        </form>
      </details>
    </main>
  );
}

interface EntryProps {
  door: Door;
  field: Field;
  label: string;
  hint: string;
}

const COMPLETE: Record<Field, string> = { code: 'one-time-code', name: 'nickname', seatCode: 'off' };

/** What is wrong with it stands beside it, and the focus goes there. */
function Entry({ door, field, label, hint }: EntryProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const problem = door.problem.value?.at === field ? door.problem.value : undefined;
  useEffect(() => {
    if (problem) input.current?.focus();
  }, [problem?.time]);
  return (
    <div class="door-entry">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={input}
        class={field === 'name' ? 'door-input' : 'door-input door-code'}
        value={door[field].value}
        onInput={({ currentTarget }) => {
          door[field].value = currentTarget.value;
        }}
        autoComplete={COMPLETE[field]}
        autoCapitalize={field === 'name' ? 'words' : 'characters'}
        spellcheck={false}
        maxLength={field === 'name' ? MOST_NAME * 10 : 40}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint`}
      />
      <p id={`${id}-hint`} class={problem ? 'door-problem' : 'soft'} role={problem && 'alert'}>
        {problem?.sentence ?? hint}
      </p>
    </div>
  );
}
