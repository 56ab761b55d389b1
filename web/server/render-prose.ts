/** Authors' Markdown to safe HTML: raw HTML is shown as text, code is coloured for both themes. */
import MarkdownIt from 'markdown-it';
import { createHighlighter } from 'shiki';

const LANGUAGES = ['typescript', 'javascript', 'python', 'json', 'http', 'shellscript'] as const;

export type RenderProse = (markdown: string) => string;

/** Loads the grammars once. */
export async function createProseRenderer(): Promise<RenderProse> {
  const highlighter = await createHighlighter({
    themes: ['github-light-high-contrast', 'github-dark-high-contrast'],
    langs: [...LANGUAGES],
  });
  const known = new Set<string>([...highlighter.getLoadedLanguages(), 'text']);
  const markdown = new MarkdownIt({
    html: false,
    linkify: false,
    typographer: false,
    highlight: (code, language) =>
      highlighter.codeToHtml(code.replace(/\n$/, ''), {
        lang: known.has(language) ? language : 'text',
        themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
        defaultColor: false,
      }),
  });
  markdown.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
    const link = tokens[index]!;
    // A page outside does not take the place of a draft.
    if (/^https?:/.test(String(link.attrGet('href')))) {
      link.attrSet('target', '_blank');
      link.attrSet('rel', 'noreferrer');
    }
    return renderer.renderToken(tokens, index, options);
  };
  return (text) => markdown.render(text);
}
