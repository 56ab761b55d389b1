import { useState } from 'preact/hooks';
import { type ExaminationForm, readForm } from '../../models/examination-form.ts';
import type { Examining } from '../../models/examining.ts';
import { Field } from '../talk/ConnectForm.tsx';

export interface AskFormProps {
  form: ExaminationForm;
  examining: Examining;
  onChange(changed: Partial<ExaminationForm>): void;
}

/** What is asked of a backend. Nothing goes to it from here: first comes the list of what will be sent. */
export function AddressForm({ form, lacksValues, onChange, examining }: AskFormProps & { lacksValues: boolean }) {
  const [problem, setProblem] = useState<string>();
  const change = (changed: Partial<ExaminationForm>) => {
    setProblem(undefined);
    onChange(changed);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const read = readForm(form);
    setProblem(read.ok ? undefined : read.problem);
    if (read.ok) examining.plan(read.asked);
  };
  const { stage } = examining.shown.value;
  return (
    <form class="examine-form" onSubmit={submit} aria-label="What to examine">
      <div class="talk-fields">
        <Field label="Address, on this machine" value={form.address} onInput={(address) => change({ address })} size="whole" />
        <Field label="Path, if not that of the address" value={form.path} onInput={(path) => change({ path })} />
      </div>
      <Area
        label="Messages, one a line"
        value={form.messages}
        hint={'{"type":"join","room":"a"}'}
        onInput={(messages) => change({ messages })}
      />
      <Field
        label="The first one is answered with, as JSON, or a part of it"
        value={form.expect}
        onInput={(expect) => change({ expect })}
      />
      <details class="talk-more" open={lacksValues || undefined}>
        <summary>Subprotocols, origin, headers, and silence</summary>
        <div class="talk-fields">
          <Field label="Subprotocols, separated by commas" value={form.subprotocols} onInput={(subprotocols) => change({ subprotocols })} />
          <Field label="Origin, if not that of the address" value={form.origin} onInput={(origin) => change({ origin })} />
          <Field label="Seconds of silence" value={form.idleSeconds} onInput={(idleSeconds) => change({ idleSeconds })} size="small" />
        </div>
        <Area
          label="Headers, one a line"
          value={form.headers}
          hint="Authorization: Bearer abc"
          onInput={(headers) => change({ headers })}
        />
        {lacksValues && <p class="soft">Header values are not kept over a reload, since they may be secrets: write them again.</p>}
      </details>
      {problem !== undefined && (
        <p class="talk-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="examine-buttons">
        <button type="submit" class="button" disabled={stage === 'planning' || stage === 'running'}>
          Show what will be sent
        </button>
      </div>
    </form>
  );
}

interface AreaProps {
  label: string;
  value: string;
  hint: string;
  rows?: number;
  onInput(value: string): void;
}

export function Area({ label, value, hint, rows = 3, onInput }: AreaProps) {
  return (
    <label class="talk-field">
      <span>{label}</span>
      <textarea
        rows={rows}
        value={value}
        placeholder={hint}
        spellcheck={false}
        autocapitalize="off"
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
}
