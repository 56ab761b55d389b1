/** Completion, hover and signatures for Python, by Pyright in a worker: it starts with the first file of Python. */
import * as monaco from 'monaco-editor/editor/editor.api.js';
import type { Typing } from '../../../sandbox/runtimes/dialect.ts';
import { type CompletionItem, LanguageServer, type Markup, type Signature, type Span, type TextEdit } from './language-server.ts';
import { lintPython } from './python-lint.ts';

type Model = monaco.editor.ITextModel;
type Suggestion = monaco.languages.CompletionItem & { item: CompletionItem };

const FOLDER = '/src';
const FILE = 'handler.py';
const STUBS = `${FOLDER}/typings`;
/** Where a name that is not imported may come from. All else that is installed would bury what is meant. */
const IMPORTED_FROM = new Set(['fastapi', 'asyncio', 'json', 'logging', 'time', 'traceback', 'typing']);

let fetchTypings: () => Promise<Typing[]> = async () => [];
let server: Promise<LanguageServer | undefined> | undefined;
let isRegistered = false;

/** `fetch` gives the stubs of FastAPI; none for as long as it is not ready, and then nothing is loaded. */
export function helpWithPython(fetch: () => Promise<Typing[]>): void {
  fetchTypings = fetch;
  if (!isRegistered) {
    register();
    lintPython();
  }
  isRegistered = true;
  void warmUp();
}

/** The first answer reads all that the file imports: better before the learner asks. */
async function warmUp(): Promise<void> {
  const model = monaco.editor.getModels().find((each) => each.getLanguageId() === 'python');
  if ((await serverForPython()) && model && !model.isDisposed()) await suggestions(model, model.getFullModelRange().getEndPosition());
}

function serverForPython(): Promise<LanguageServer | undefined> {
  server ??= start().then((started) => {
    if (!started) server = undefined;
    return started;
  });
  return server;
}

async function start(): Promise<LanguageServer | undefined> {
  const typings = await fetchTypings().catch(() => []);
  if (typings.length === 0) return undefined;
  const worker = new Worker('/assets/python.worker.js', { name: 'python' });
  worker.postMessage({ type: 'browser/boot', mode: 'foreground' });
  const config = { include: [FILE], typeshedPath: '/typeshed', stubPath: STUBS, typeCheckingMode: 'off', pythonPlatform: 'Linux' };
  const files: Record<string, string> = { [`${FOLDER}/pyrightconfig.json`]: JSON.stringify(config) };
  for (const { path, content } of typings) files[`${STUBS}/${path}`] = content;
  return LanguageServer.start({
    worker,
    folder: FOLDER,
    fileName: FILE,
    languageId: 'python',
    settings: { 'basedpyright.analysis': { autoImportCompletions: true, diagnosticMode: 'openFilesOnly' } },
    initializationOptions: { files },
  });
}

function register(): void {
  monaco.languages.registerCompletionItemProvider('python', {
    triggerCharacters: ['.'],
    provideCompletionItems: (model, position) => suggestions(model, position),
    resolveCompletionItem: async (suggestion) => {
      const resolved = await (await serverForPython())?.resolve((suggestion as Suggestion).item);
      return { ...suggestion, ...readDocs(markdown(resolved?.documentation)?.value ?? '') };
    },
  });
  monaco.languages.registerHoverProvider('python', {
    async provideHover(model, position) {
      const hover = await (await serverForPython())?.ask('textDocument/hover', model.getValue(), toPlace(position));
      return hover ? { contents: [markdown(hover.contents) ?? { value: '' }], range: hover.range && toRange(hover.range) } : null;
    },
  });
  monaco.languages.registerSignatureHelpProvider('python', {
    signatureHelpTriggerCharacters: ['(', ','],
    async provideSignatureHelp(model, position) {
      const help = await (await serverForPython())?.ask('textDocument/signatureHelp', model.getValue(), toPlace(position));
      if (!help) return null;
      const { signatures, activeSignature = 0, activeParameter = 0 } = help;
      return { value: { signatures: signatures.map(toSignature), activeSignature, activeParameter }, dispose() {} };
    },
  });
}

async function suggestions(model: Model, position: monaco.Position): Promise<monaco.languages.CompletionList> {
  const asked = { text: model.getValue(), version: model.getVersionId(), word: model.getWordUntilPosition(position) };
  const answer = await (await serverForPython())?.ask('textDocument/completion', asked.text, toPlace(position));
  const { word, startColumn, endColumn } = asked.word;
  const range = { startLineNumber: position.lineNumber, endLineNumber: position.lineNumber, startColumn, endColumn };
  const items = (answer?.items ?? []).filter((item) => isOffered(item, word));
  const suggested = items.map(
    (item): Suggestion => ({
      item,
      label: item.labelDetails?.description ? { label: item.label, description: item.labelDetails.description } : item.label,
      kind: toKind(item.kind),
      insertText: item.textEdit?.newText ?? item.label,
      range,
      sortText: item.sortText,
      additionalTextEdits: item.additionalTextEdits?.map(toEdit),
    }),
  );
  // The server may have started meanwhile, and the word grown: then Monaco asks once more.
  return { suggestions: suggested, incomplete: answer?.isIncomplete || model.isDisposed() || model.getVersionId() !== asked.version };
}

/** Names with an underscore are for those who begin to type one. */
function isOffered({ label, labelDetails, detail }: CompletionItem, word: string): boolean {
  if (label.startsWith('_') && !word.startsWith('_')) return false;
  return detail !== 'Auto-import' || IMPORTED_FROM.has(labelDetails?.description ?? label);
}

const KINDS = [
  ...[
    'Text',
    'Method',
    'Function',
    'Constructor',
    'Field',
    'Variable',
    'Class',
    'Interface',
    'Module',
    'Property',
    'Unit',
    'Value',
    'Enum',
  ],
  ...[
    'Keyword',
    'Snippet',
    'Color',
    'File',
    'Reference',
    'Folder',
    'EnumMember',
    'Constant',
    'Struct',
    'Event',
    'Operator',
    'TypeParameter',
  ],
] as (keyof typeof monaco.languages.CompletionItemKind)[];

/** The protocol counts from 1, and in another order. */
function toKind(kind = 1): monaco.languages.CompletionItemKind {
  return monaco.languages.CompletionItemKind[KINDS[kind - 1] ?? 'Text'];
}

function toPlace({ lineNumber, column }: monaco.IPosition) {
  return { line: lineNumber - 1, character: column - 1 };
}

function toRange({ start, end }: Span): monaco.Range {
  return new monaco.Range(start.line + 1, start.character + 1, end.line + 1, end.character + 1);
}

function toEdit({ range, newText }: TextEdit): monaco.languages.TextEdit {
  return { range: toRange(range), text: newText };
}

function toSignature({ label, documentation, parameters = [] }: Signature): monaco.languages.SignatureInformation {
  return { label: asWritten(label), documentation: markdown(documentation), parameters: parameters.map((each) => ({ label: each.label })) };
}

function markdown(text: string | Markup | undefined): monaco.IMarkdownString | undefined {
  const value = typeof text === 'string' ? text : text?.value;
  return value === undefined ? undefined : { value: asWritten(value) };
}

/** The signature comes as a block of code before the docs. */
function readDocs(text: string): Pick<Suggestion, 'detail' | 'documentation'> {
  const [, detail, docs = text] = /^```python\n(.*?)\n```(?:\n---\n)?(.*)$/s.exec(text) ?? [];
  return { detail, documentation: { value: docs } };
}

/** Pyright tells what a call gives; people read `async def` and what an await gives. */
function asWritten(text: string): string {
  return text.replace(/(def [^`]*?)?( -> )CoroutineType\[Any, Any, ([^`\n]+)\](?=\n|$)/g, (_, def = '', arrow, type) =>
    def === '' ? `${arrow}${type}` : `async ${def}${arrow}${type}`,
  );
}
