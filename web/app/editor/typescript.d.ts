/** Monaco has no types for this part of itself. */
declare module 'monaco-editor/languages/definitions/typescript/typescript.js' {
  export const conf: import('monaco-editor/editor/editor.api.js').languages.LanguageConfiguration;
}
