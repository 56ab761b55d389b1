import { useState } from 'preact/hooks';
import type { StepSession } from '../../models/step-session.ts';
import type { Opening, Target } from '../../models/talk.ts';
import { fillPath, routeIn } from '../../models/talk-address.ts';
import { nextClientId, readOpening } from '../../models/talk-draft.ts';
import { inPage } from '../Header.tsx';

/** What is to be connected to. */
export interface Reached {
  target: Target;
  /** Of a backend. */
  address: string;
  opening: Opening;
}

export interface ConnectFormProps {
  session: StepSession;
  isHosted: boolean;
  /** To the examination of the backend at this address. */
  onExamine(address: string): void;
  onConnect(reached: Reached): void;
}

const TARGETS: Record<Target, string> = { handler: 'This handler', backend: 'Your own backend' };

export function ConnectForm({ session, isHosted, onExamine, onConnect }: ConnectFormProps) {
  const [target, setTarget] = useState<Target>('handler');
  const [address, setAddress] = useState('ws://localhost:8000');
  const [path, setPath] = useState<string>();
  const [id, setId] = useState('c1');
  const [headers, setHeaders] = useState('');
  const [subprotocols, setSubprotocols] = useState('');
  const [problem, setProblem] = useState<string>();
  const shownPath = path ?? routeIn(session.draft.text.value);
  const submit = (event: Event) => {
    event.preventDefault();
    const read = readOpening(fillPath(shownPath, id), headers, subprotocols);
    setProblem(read.ok ? undefined : read.problem);
    if (!read.ok) return;
    onConnect({ target, address: address.trim(), opening: read.opening });
    setId(nextClientId(id));
  };
  const { stage } = session.talking.shown.value;
  return (
    <form class="talk-form" onSubmit={submit} aria-label="Connect">
      {!isHosted && <Targets chosen={target} onChoose={setTarget} />}
      <div class="talk-fields">
        {target === 'backend' && <Field label="Address" value={address} onInput={setAddress} size="whole" />}
        <Field label="Path" value={shownPath} onInput={setPath} />
        <Field label="Client id" value={id} onInput={setId} size="small" />
        <button type="submit" class="button" disabled={stage === 'beginning'}>
          {stage === 'beginning' ? 'Starting …' : 'Connect'}
        </button>
      </div>
      <details class="talk-more">
        <summary>Subprotocols and headers</summary>
        <Field label="Subprotocols, apart by commas" value={subprotocols} onInput={setSubprotocols} />
        <label class="talk-field">
          <span>Headers, one a line</span>
          <textarea
            rows={3}
            value={headers}
            placeholder="Authorization: Bearer abc"
            spellcheck={false}
            onInput={({ currentTarget }) => setHeaders(currentTarget.value)}
          />
        </label>
      </details>
      {target === 'backend' && (
        <p class="soft">
          It dies, and you do not see why?{' '}
          <a href="/examine" onClick={inPage(() => onExamine(address.trim().replace(/\/$/, '') + fillPath(shownPath, id)))}>
            Examine my backend
          </a>
        </p>
      )}
      {problem !== undefined && (
        <p class="talk-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

function Targets({ chosen, onChoose }: { chosen: Target; onChoose(target: Target): void }) {
  return (
    <fieldset class="segments">
      <legend class="hidden">Talk to</legend>
      {(['handler', 'backend'] as const).map((target) => (
        <button type="button" key={target} aria-pressed={target === chosen} onClick={() => onChoose(target)}>
          {TARGETS[target]}
        </button>
      ))}
    </fieldset>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onInput(value: string): void;
  size?: 'small' | 'whole';
}

export function Field({ label, value, onInput, size }: FieldProps) {
  return (
    <label class={`talk-field ${size ?? ''}`}>
      <span>{label}</span>
      <input
        type="text"
        value={value}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
}
