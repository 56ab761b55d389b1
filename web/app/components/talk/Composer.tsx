import { useRef, useState } from 'preact/hooks';
import { closeProblem, MOST_REASON_BYTES, reasonBytes } from '../../../talk-bounds.ts';
import type { StepSession } from '../../models/step-session.ts';
import type { HandConnection } from '../../models/talk.ts';
import { checkDraft, type Form, pingFrame } from '../../models/talk-draft.ts';
import { Field } from './ConnectForm.tsx';

export interface ComposerProps {
  session: StepSession;
  connection: HandConnection;
}

const FORMS: Record<Form, string> = { text: 'Text', json: 'JSON', binary: 'Binary' };
const HINTS: Record<Form, string> = {
  text: 'Write a message. Enter sends it, Shift+Enter is a new line.',
  json: '{ "type": "hi" }',
  binary: 'Bytes in hexadecimal, such as 48 65 6c 6c 6f',
};

/** What is written to one connection: messages, pings, and its end. */
export function Composer({ session, connection: { name, from, state } }: ComposerProps) {
  const [form, setForm] = useState<Form>('json');
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<string>();
  const [isClosing, setClosing] = useState(false);
  const { talking, sent } = session;
  const recall = useRecall(session, (message) => {
    setForm(message.form);
    setText(message.text);
  });
  if (from === 'elsewhere')
    return <p class="talk-note soft">Another program is the client of {name}. What it sends and gets is shown above.</p>;
  const isOpen = state === 'open';
  const send = (as: Form) => {
    const { frame, problem } = checkDraft(as, text);
    setRefused(problem);
    if (!frame || (problem !== undefined && as === 'json')) return;
    if (!talking.send(name, frame)) return;
    sent.add({ form: as, text });
    recall.forget();
    setText('');
  };
  const onKeyDown = (pressed: KeyboardEvent) => {
    if (pressed.key === 'Enter' && !pressed.shiftKey && !pressed.ctrlKey && !pressed.metaKey && !pressed.isComposing) {
      pressed.preventDefault();
      if (isOpen) send(form);
    } else if (recall.press(pressed, text)) pressed.preventDefault();
  };
  return (
    <div class="talk-composer">
      <div class="talk-row">
        <Forms chosen={form} onChoose={setForm} />
        <span class="spacer" />
        <button type="button" class="ghost" disabled={!isOpen} onClick={() => talking.send(name, pingFrame('')!)}>
          Ping
        </button>
        <button type="button" class="ghost" disabled={!isOpen} aria-expanded={isClosing} onClick={() => setClosing(!isClosing)}>
          Close …
        </button>
        <button type="button" class="ghost" title="Cut TCP with no close frame, as a lost network does" onClick={() => talking.drop(name)}>
          Drop
        </button>
      </div>
      {isClosing && isOpen && <CloseForm onClose={(code, reason) => talking.close(name, code, reason)} />}
      <div class="talk-row">
        <textarea
          class="talk-text"
          rows={2}
          aria-label={`Message to ${name}`}
          placeholder={HINTS[form]}
          value={text}
          spellcheck={false}
          onKeyDown={onKeyDown}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
            setRefused(undefined);
          }}
        />
        <button type="button" class="button" disabled={!isOpen} onClick={() => send(form)}>
          Send
        </button>
      </div>
      {refused !== undefined && (
        <p class="talk-problem" role="alert">
          {refused}{' '}
          {form === 'json' && (
            <button type="button" class="link" onClick={() => send('text')}>
              Send it as text
            </button>
          )}
        </p>
      )}
      <Sent session={session} onTake={recall.take} />
    </div>
  );
}

function Forms({ chosen, onChoose }: { chosen: Form; onChoose(form: Form): void }) {
  return (
    <fieldset class="segments">
      <legend class="hidden">Kind of message</legend>
      {(['json', 'text', 'binary'] as const).map((form) => (
        <button type="button" key={form} aria-pressed={form === chosen} onClick={() => onChoose(form)}>
          {FORMS[form]}
        </button>
      ))}
    </fieldset>
  );
}

function CloseForm({ onClose }: { onClose(code: number | undefined, reason: string): void }) {
  const [code, setCode] = useState('1000');
  const [reason, setReason] = useState('');
  const number = code.trim() === '' ? undefined : Number(code);
  const tooLong = reasonBytes(reason) > MOST_REASON_BYTES;
  const problem =
    (number === undefined ? undefined : closeProblem(number)) ??
    (tooLong
      ? `A reason has at most ${MOST_REASON_BYTES} bytes of UTF-8 (RFC 6455, section 5.5.1); this one has ${reasonBytes(reason)}.`
      : undefined) ??
    (number === undefined && reason !== '' ? 'A reason needs a code before it (RFC 6455, section 5.5.1).' : undefined);
  const submit = (event: Event) => {
    event.preventDefault();
    if (problem === undefined) onClose(number, reason);
  };
  return (
    <form class="talk-close" onSubmit={submit} aria-label="Close the connection">
      <div class="talk-fields">
        <Field label="Code" value={code} onInput={setCode} size="small" />
        <Field label="Reason" value={reason} onInput={setReason} />
        <button type="submit" class="button" disabled={problem !== undefined}>
          Close it
        </button>
      </div>
      <p class={problem === undefined ? 'soft' : 'talk-problem'} role="status">
        {problem ??
          (number === undefined
            ? 'A close frame without a code: the handler sees 1005.'
            : 'The close frame is sent, and the handler answers it.')}
      </p>
    </form>
  );
}

function Sent({ session, onTake }: { session: StepSession; onTake(index: number): void }) {
  const all = session.sent.all.value;
  if (all.length === 0) return null;
  return (
    <details class="talk-sent">
      <summary>Sent before ({all.length})</summary>
      <ul>
        {all.map(({ form, text }, index) => (
          <li key={`${form} ${text}`}>
            <button type="button" class="talk-sent-one" onClick={() => onTake(index)}>
              <span class="soft">{FORMS[form]}</span> {text.slice(0, 120)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The arrow up in an empty field, or in one that was recalled, leads to what was sent before; the arrow down back. */
function useRecall({ sent }: StepSession, show: (message: { form: Form; text: string }) => void) {
  const at = useRef(-1);
  const take = (index: number) => {
    const message = sent.all.value[index];
    if (!message) return false;
    at.current = index;
    show(message);
    return true;
  };
  return {
    take: (index: number) => void take(index),
    forget: () => {
      at.current = -1;
    },
    press({ key }: KeyboardEvent, text: string): boolean {
      const isRecalled = text === '' || sent.all.value[at.current]?.text === text;
      if (!isRecalled) return false;
      if (key === 'ArrowUp') return take(text === '' ? 0 : at.current + 1);
      if (key === 'ArrowDown' && at.current > 0) return take(at.current - 1);
      return false;
    },
  };
}
