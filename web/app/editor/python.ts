/** Python in the editor: its colours come with Monaco, the way lines indent is ours. */
import * as monaco from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/languages/definitions/python/register.js';
import { conf } from 'monaco-editor/languages/definitions/python/python.js';

const { Indent, Outdent } = monaco.languages.IndentAction;

/** After the colon of a compound statement, with a comment behind it or not (The Python Language Reference, chapter 8). */
const OPENS_BLOCK = /^\s*(?:(?:async\s+)?(?:def|for|with)|class|if|elif|else|while|try|finally|except|match|case)\b.*:\s*(?:#.*)?$/;
/** Nothing of the same block can run after these. */
const ENDS_BLOCK = /^\s+(?:return|raise|break|continue|pass)\b(?!.*[([{,\\]\s*$).*$/;

export function preparePython(): void {
  monaco.languages.setLanguageConfiguration('python', {
    ...conf,
    onEnterRules: [
      { beforeText: OPENS_BLOCK, action: { indentAction: Indent } },
      { beforeText: ENDS_BLOCK, action: { indentAction: Outdent } },
    ],
  });
}
