/** The two looks of the editor. */
import * as monaco from 'monaco-editor/editor/editor.api.js';

export function themeName(dark: boolean): string {
  return dark ? 'clinic-dark' : 'clinic-light';
}

/** Monaco wants colours as hex, not as CSS variables: these are those of `styles/app.css`. */
export function defineThemes(): void {
  const rule = (token: string, foreground: string) => ({ token, foreground });
  monaco.editor.defineTheme('clinic-light', {
    base: 'vs',
    inherit: true,
    rules: [
      rule('keyword', '1f4b87'),
      rule('string', '0a6b57'),
      rule('comment', '6a7178'),
      rule('number', '8a4b12'),
      rule('type', '6b3f8f'),
    ],
    colors: {
      'editor.background': '#ffffff',
      'editor.foreground': '#1c2024',
      'editorLineNumber.foreground': '#a2a8ad',
      'editorLineNumber.activeForeground': '#5d6670',
      'diffEditor.insertedLineBackground': '#e7f3ef',
      'diffEditor.insertedTextBackground': '#bfe2d7',
      'diffEditor.removedLineBackground': '#fbeae8',
      'diffEditor.removedTextBackground': '#f2c6c0',
    },
  });
  monaco.editor.defineTheme('clinic-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: [
      rule('keyword', '8fb4ea'),
      rule('string', '5cc8ab'),
      rule('comment', '8b949c'),
      rule('number', 'e0a86a'),
      rule('type', 'c5a3e6'),
    ],
    colors: {
      'editor.background': '#1b1f23',
      'editor.foreground': '#e8e6e1',
      'editorLineNumber.foreground': '#5b646c',
      'editorLineNumber.activeForeground': '#9aa3ab',
      'diffEditor.insertedLineBackground': '#173029',
      'diffEditor.insertedTextBackground': '#20574a',
      'diffEditor.removedLineBackground': '#3a2120',
      'diffEditor.removedTextBackground': '#66302c',
    },
  });
}
