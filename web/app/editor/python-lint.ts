/** Warnings and formatting for Python, by Ruff in a worker. It never stops a run: only Python itself says what is an error. */
import type { Diagnostic } from '@astral-sh/ruff-wasm-web';
import * as monaco from 'monaco-editor/editor/editor.api.js';
import type { RuffAnswer, RuffRequest } from './ruff.worker.ts';

type Model = monaco.editor.ITextModel;

const OWNER = 'ruff';
/** Quiet time after a key before the draft is read again, in milliseconds. */
const QUIET_MS = 300;

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, (answer: RuffAnswer) => void>();

/** The solution and comparisons are not the learner's to repair. */
const isDraft = (model: Model) => model.uri.path === '/handler.py';

export function lintPython(): void {
  monaco.languages.registerDocumentFormattingEditProvider('python', {
    displayName: 'Ruff',
    async provideDocumentFormattingEdits(model) {
      const text = model.getValue();
      const { formatted = text } = await ask('format', text);
      return formatted === text ? [] : [{ range: model.getFullModelRange(), text: formatted }];
    },
  });
  for (const model of monaco.editor.getModels()) follow(model);
  monaco.editor.onDidCreateModel(follow);
}

function follow(model: Model): void {
  if (!isDraft(model)) return;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const lintSoon = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => void lint(model), QUIET_MS);
  };
  model.onDidChangeContent(lintSoon);
  model.onWillDispose(() => clearTimeout(quiet));
  lintSoon();
}

async function lint(model: Model): Promise<void> {
  const version = model.getVersionId();
  const { diagnostics = [] } = await ask('lint', model.getValue());
  if (!model.isDisposed() && version === model.getVersionId()) monaco.editor.setModelMarkers(model, OWNER, diagnostics.map(toMarker));
}

/** The first question loads the worker. */
function ask(kind: RuffRequest['kind'], text: string): Promise<RuffAnswer> {
  worker ??= startWorker();
  const request: RuffRequest = { id: ++lastId, kind, text };
  worker.postMessage(request);
  return new Promise((resolve) => waiting.set(request.id, resolve));
}

function startWorker(): Worker {
  const started = new Worker('/assets/ruff.worker.js', { name: 'ruff' });
  started.addEventListener('message', ({ data }: MessageEvent<RuffAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  return started;
}

/** What is never used is faded, not underlined: it is no fault of a connection. */
const UNUSED = /^F(401|811|841)$/;

function toMarker({ code, message, start_location: start, end_location: end }: Diagnostic): monaco.editor.IMarkerData {
  const isUnused = UNUSED.test(code ?? '');
  return {
    severity: isUnused ? monaco.MarkerSeverity.Hint : monaco.MarkerSeverity.Warning,
    tags: isUnused ? [monaco.MarkerTag.Unnecessary] : [],
    message,
    source: 'Ruff',
    code: code ?? undefined,
    startLineNumber: start.row,
    startColumn: start.column,
    endLineNumber: end.row,
    endColumn: end.column,
  };
}
