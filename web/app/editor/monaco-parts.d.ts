/** Monaco has no types for these parts of itself. */
declare module 'monaco-editor/languages/definitions/typescript/typescript.js' {
  export const conf: import('monaco-editor/editor/editor.api.js').languages.LanguageConfiguration;
}
declare module 'monaco-editor/languages/definitions/python/python.js' {
  export const conf: import('monaco-editor/editor/editor.api.js').languages.LanguageConfiguration;
}
declare module 'monaco-editor/platform/storage/common/storage.js' {
  /** Names the service. */
  export const IStorageService: unique symbol;
}
declare module 'monaco-editor/editor/standalone/browser/standaloneServices.js' {
  /** What the editor remembers, for as long as the page lives. */
  export const StandaloneServices: {
    get(name: typeof import('monaco-editor/platform/storage/common/storage.js').IStorageService): {
      store(key: string, value: boolean, scope: number, target: number): void;
    };
  };
}
