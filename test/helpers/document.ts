/** An HTML document that was written by hand, as text. */

const ELEMENTS = new Set([
  ...['html', 'head', 'meta', 'link', 'title', 'style', 'body', 'main', 'header', 'section', 'h1', 'h2', 'h3', 'p', 'b', 'a', 'span'],
  ...['dl', 'div', 'dt', 'dd', 'ol', 'ul', 'li', 'pre', 'code', 'mark', 'figure', 'figcaption', 'details', 'summary'],
  ...['svg', 'g', 'path', 'rect', 'text'],
]);

/** What a browser would make of a document beyond those elements, and what it would take for an attribute of its own. */
export function foreign(html: string): string[] {
  const tags = [...html.matchAll(/<\/?([a-zA-Z][^\s>/]*)([^<>]*)>/g)];
  const names = tags.map(([, name]) => name ?? '').filter((name) => !ELEMENTS.has(name));
  const attributes = tags.filter(([, , rest]) => /\son\w+=|\ssrc=|javascript:/.test((rest ?? '').replace(/"[^"]*"/g, '""')));
  return [...names, ...attributes.map(([tag]) => tag)];
}

/** As it is read. */
export const words = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
