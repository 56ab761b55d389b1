import { useState } from 'preact/hooks';
import { readFile } from '../../models/examination-form.ts';
import { Area, type AskFormProps } from './AddressForm.tsx';

/** A longer file is not a handler, in bytes; a capture is cut down to its WebSockets before it is sent. */
const MOST_READ_BYTES = 32 * 1024 * 1024;

/** A handler's file, or a capture: pasted, dropped, or chosen. A handler runs in the sandbox. */
export function FileForm({ form: { file }, examining, onChange }: AskFormProps) {
  const [problem, setProblem] = useState<string>();
  const change = (changed: Partial<typeof file>) => {
    setProblem(undefined);
    onChange({ file: { ...file, ...changed } });
  };
  const take = async (given: File | undefined) => {
    if (!given) return;
    if (given.size > MOST_READ_BYTES) return setProblem(`Expected a file of at most 32 MiB, got ${Math.ceil(given.size / 1024 ** 2)} MiB.`);
    change({ name: given.name, source: await given.text() });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const read = readFile({ file });
    setProblem(read.ok ? undefined : read.problem);
    if (read.ok) examining.examineFile(read.asked);
  };
  const drop = (event: DragEvent) => {
    const [given] = event.dataTransfer?.files ?? [];
    if (!given) return;
    event.preventDefault();
    void take(given);
  };
  return (
    <form class="examine-form" onSubmit={submit} onDrop={drop} onDragOver={(event) => event.preventDefault()} aria-label="What to examine">
      <Area
        label={file.name === '' ? 'Paste a handler, or drop its file here (.py, .ts, .js, or a capture as .har)' : file.name}
        value={file.source}
        hint={'@app.websocket("/ws")'}
        rows={10}
        onInput={(source) => change(file.source === '' || source === '' ? { name: '', source } : { source })}
      />
      <p class="soft">A handler runs in the sandbox, and a client is played against it. A capture is only read.</p>
      {problem !== undefined && (
        <p class="talk-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="examine-buttons">
        <button type="submit" class="button" disabled={examining.isRunning}>
          Examine it
        </button>
        <label class="ghost choose-file">
          Choose a file …
          <input
            type="file"
            accept=".py,.ts,.js,.mts,.mjs,.har"
            onChange={({ currentTarget }) => {
              void take(currentTarget.files?.[0]);
              currentTarget.value = '';
            }}
          />
        </label>
      </div>
    </form>
  );
}
