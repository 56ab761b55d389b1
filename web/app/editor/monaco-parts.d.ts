/** Monaco has no types for these parts of itself. */
declare module 'monaco-editor/languages/definitions/typescript/typescript.js' {
  export const conf: import('monaco-editor/editor/editor.api.js').languages.LanguageConfiguration;
}
declare module 'monaco-editor/languages/definitions/python/python.js' {
  export const conf: import('monaco-editor/editor/editor.api.js').languages.LanguageConfiguration;
}
