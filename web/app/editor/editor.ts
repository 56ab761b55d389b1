/** The editor: the only import of monaco-editor. It is loaded after the page has painted. */
import * as monaco from 'monaco-editor/editor/editor.api.js';
// The feature `suggest` brings inline completions alone.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/caretOperations/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codelens/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/cursorUndo/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/documentSymbols/register.js';
import 'monaco-editor/features/dropOrPasteInto/register.js';
import 'monaco-editor/features/folding/register.js';
import 'monaco-editor/features/format/register.js';
import 'monaco-editor/features/gotoError/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/multicursor/register.js';
import 'monaco-editor/features/parameterHints/register.js';
import 'monaco-editor/features/snippet/register.js';
import 'monaco-editor/features/suggest/register.js';
import 'monaco-editor/features/toggleTabFocusMode/register.js';
import 'monaco-editor/features/wordHighlighter/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/languages/definitions/typescript/register.js';
import { StandaloneServices } from 'monaco-editor/editor/standalone/browser/standaloneServices.js';
import { conf } from 'monaco-editor/languages/definitions/typescript/typescript.js';
import {
  JsxEmit,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register.js';
import { IStorageService } from 'monaco-editor/platform/storage/common/storage.js';
import type { DialectFace, Typing } from '../../../sandbox/runtimes/dialect.ts';
import { defineThemes, themeName } from './themes.ts';

export type Language = DialectFace['editorLanguage'];

export interface Mark {
  line: number;
  column: number;
  /** To the end of the line when not given. */
  length?: number;
  message: string;
  /** A warning otherwise. */
  isFault: boolean;
}

export interface EditorOptions {
  host: HTMLElement;
  fileName: string;
  language: Language;
  text: string;
  dark: boolean;
  readOnly?: boolean;
  label: string;
  onType?: (text: string) => void;
}

export interface Editor {
  /** Replaces the text as one step of the editor's own undo. */
  setText(text: string): void;
  /** Squiggles with a message; they go when the learner types. */
  setMarks(marks: Mark[]): void;
  /** Colours a line of the draft, or none. */
  setLine(line: number | undefined): void;
  goTo(line: number, column: number): void;
  /** Brings a line into view and colours it; the focus stays where it is. */
  show(line: number): void;
  setDark(dark: boolean): void;
  dispose(): void;
}

const OWNER = 'clinic';

self.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(label === 'typescript' ? '/assets/ts.worker.js' : '/assets/editor.worker.js', { name: label }),
};

// On Linux it would be Ctrl+Shift+I alone, which browsers keep for themselves.
monaco.editor.addKeybindingRule({
  keybinding: monaco.KeyMod.Shift | monaco.KeyMod.Alt | monaco.KeyCode.KeyF,
  command: 'editor.action.formatDocument',
});

// The docs stand beside the chosen suggestion from the first one on; Ctrl+Space folds them. Scope and target: this user.
StandaloneServices.get(IStorageService).store('expandSuggestionDocs', true, 0, 0);

typescriptDefaults.setCompilerOptions({
  target: ScriptTarget.ESNext,
  module: ModuleKind.ESNext,
  moduleResolution: ModuleResolutionKind.NodeJs,
  jsx: JsxEmit.None,
  lib: ['es2023'],
  strict: true,
  allowNonTsExtensions: true,
  noEmit: true,
  esModuleInterop: true,
});
typescriptDefaults.setDiagnosticsOptions({ diagnosticCodesToIgnore: [6133, 6192, 6196] });

// By itself it would come when the editor is there already, and the first brackets would stay open on a busy machine.
monaco.languages.setLanguageConfiguration('typescript', conf);

/** Loads what the editor needs for a language beyond TypeScript: only when a file of it is opened. */
export async function prepareLanguage(language: Language): Promise<void> {
  if (language === 'python') (await import('./python.ts')).preparePython();
}

/** Lets the language service know what there is beside the draft: the dialect's modules with their docs. */
export async function teach(language: Language, fetchTypings: () => Promise<Typing[]>): Promise<void> {
  if (language === 'python') return (await import('./python-help.ts')).helpWithPython(fetchTypings);
  typescriptDefaults.setExtraLibs((await fetchTypings()).map(({ path, content }) => ({ filePath: path, content })));
}

/** Columns of one step in, as each language has them. */
const INDENT: Record<Language, number> = { python: 4, typescript: 2 };

const LOOK = {
  automaticLayout: true,
  fontFamily: '"IBM Plex Mono", ui-monospace, "Noto Color Emoji", monospace',
  fontSize: 13.5,
  lineHeight: 22,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  padding: { top: 14, bottom: 14 },
  overviewRulerLanes: 0,
  renderLineHighlight: 'none',
  wordWrap: 'on',
  lineNumbersMinChars: 3,
  stickyScroll: { enabled: false },
  fixedOverflowWidgets: true,
} as const;

const TYPING = {
  insertSpaces: true,
  detectIndentation: false,
  // Enter and a bracket are what was typed, however late a suggestion comes up on a busy machine. Tab takes one.
  acceptSuggestionOnEnter: 'off',
  acceptSuggestionOnCommitCharacter: false,
  unicodeHighlight: { ambiguousCharacters: false },
} as const;

export function createEditor({ host, fileName, language, text, dark, readOnly = false, label, onType }: EditorOptions): Editor {
  defineThemes();
  const uri = monaco.Uri.parse(`file:///${readOnly ? 'solution-' : ''}${fileName}`);
  monaco.editor.getModel(uri)?.dispose();
  const model = monaco.editor.createModel(text, language, uri);
  const options = { ...LOOK, ...TYPING, model, readOnly, theme: themeName(dark), ariaLabel: label, tabSize: INDENT[language] };
  const editor = monaco.editor.create(host, options);
  const stopListening = closeHelpOnRun(editor);
  const coloured = editor.createDecorationsCollection();
  const unmark = () => monaco.editor.setModelMarkers(model, OWNER, []);
  model.onDidChangeContent(({ changes }) => {
    readTokens(model, Math.max(...changes.map(({ range, text: typed }) => range.startLineNumber + typed.split('\n').length - 1)));
    unmark();
    coloured.clear();
    onType?.(model.getValue());
  });
  const setLine = (line: number | undefined) => {
    const options = { isWholeLine: true, className: 'parted-line' };
    coloured.set(line === undefined ? [] : [{ range: new monaco.Range(line, 1, line, 1), options }]);
  };
  return {
    setText(next) {
      if (next === model.getValue()) return;
      model.pushStackElement();
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text: next }], () => null);
      model.pushStackElement();
    },
    setMarks: (marks) =>
      monaco.editor.setModelMarkers(
        model,
        OWNER,
        marks.map((mark) => toMarker(mark, model)),
      ),
    setLine,
    goTo(line, column) {
      editor.revealLineInCenterIfOutsideViewport(line);
      editor.setPosition({ lineNumber: line, column });
      editor.focus();
    },
    show(line) {
      setLine(line);
      editor.revealLineInCenterIfOutsideViewport(line);
    },
    setDark: (nowDark) => monaco.editor.setTheme(themeName(nowDark)),
    dispose() {
      stopListening();
      editor.dispose();
      model.dispose();
    },
  };
}

/** The page takes Ctrl+Enter for Run before the editor sees it; suggestions would stay open over the text. */
function closeHelpOnRun(editor: monaco.editor.IStandaloneCodeEditor): () => void {
  const press = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
    if (key !== 'Enter' || !(ctrlKey || metaKey)) return;
    editor.trigger('run', 'hideSuggestWidget', null);
    editor.trigger('run', 'closeParameterHints', null);
  };
  addEventListener('keydown', press, { capture: true });
  return () => removeEventListener('keydown', press, { capture: true });
}

/**
 * Brackets close and lines indent by the tokens before them. Monaco reads those of a line only when it has time, and on a busy machine
 * the next key is there sooner: a bracket then stays open.
 */
function readTokens(model: monaco.editor.ITextModel, upToLine: number): void {
  const { tokenization } = model as monaco.editor.ITextModel & { tokenization: { forceTokenization(line: number): void } };
  tokenization.forceTokenization(Math.min(upToLine, model.getLineCount()));
}

export interface ComparisonOptions {
  host: HTMLElement;
  language: Language;
  draft: string;
  theirs: string;
  dark: boolean;
}

export interface Comparison {
  setDark(dark: boolean): void;
  dispose(): void;
}

const COMPARING = {
  readOnly: true,
  originalEditable: false,
  renderSideBySide: false,
  renderOverviewRuler: false,
  renderIndicators: true,
  hideUnchangedRegions: { enabled: false },
  modifiedAriaLabel: 'The solution',
  originalAriaLabel: 'Your draft',
} as const;

/** The solution, with the lines in which the draft differs from it. Read only. */
export function createComparison({ host, language, draft, theirs, dark }: ComparisonOptions): Comparison {
  defineThemes();
  const editor = monaco.editor.createDiffEditor(host, { ...LOOK, ...COMPARING, theme: themeName(dark) });
  const original = monaco.editor.createModel(draft, language);
  const modified = monaco.editor.createModel(theirs, language);
  editor.setModel({ original, modified });
  return {
    setDark: (nowDark) => monaco.editor.setTheme(themeName(nowDark)),
    dispose() {
      editor.dispose();
      original.dispose();
      modified.dispose();
    },
  };
}

/** The draft may have become shorter since the run. */
function toMarker({ line, column, length, message, isFault }: Mark, model: monaco.editor.ITextModel): monaco.editor.IMarkerData {
  const end = model.getLineMaxColumn(Math.min(line, model.getLineCount()));
  return {
    severity: isFault ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    message,
    startLineNumber: line,
    startColumn: column,
    endLineNumber: line,
    endColumn: length === undefined ? Math.max(end, column + 1) : column + length,
  };
}
