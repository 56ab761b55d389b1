/** HTML and SVG as text. Whatever is put into a template is text that does nothing, unless a template made it. Pure. */
import { visibleText } from '../../visible-text.ts';

/** Made by `markup` alone, so that it can stand in a document as it is. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = string | number | Markup | undefined | readonly Part[];

/** A template whose parts are escaped: control and bidi characters are shown as their code points. */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((text, next, index) => text + textOf(parts[index - 1]) + next));
}

function textOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  return part === undefined ? '' : escaped(String(part));
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return visibleText(text.toWellFormed()).replace(/[&<>"']/g, (sign) => ESCAPES[sign] as string);
}
