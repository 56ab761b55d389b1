/** The source document that this product began with, read from an exact copy: its headings, and the Python below each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../handlers/source-document/seed.md'), 'utf8');

interface Section {
  /** With its signs: `Issue A: Missing Message Handler`. */
  heading: string;
  /** Python as it stands there. No section has two blocks of it. */
  python?: string;
}

export const SECTIONS: readonly Section[] = readSections(DOCUMENT);

/** The Python below the heading that begins with these words. */
export function blockUnder(words: string): string {
  const { python } = SECTIONS.find(({ heading }) => heading.startsWith(words)) ?? {};
  if (python === undefined) throw new Error(`Expected Python under a heading that begins with "${words}", there is none.`);
  return python;
}

function readSections(markdown: string): Section[] {
  const sections: Section[] = [];
  let fence: { language: string; lines: string[] } | undefined;
  for (const line of markdown.split('\n')) {
    if (fence === undefined) {
      const [, heading] = /^#+ (.*)$/.exec(line) ?? [];
      if (heading !== undefined) sections.push({ heading });
      else if (line.startsWith('```')) fence = { language: line.slice(3), lines: [] };
    } else if (line === '```') {
      if (fence.language === 'python') sections.at(-1)!.python = `${fence.lines.join('\n')}\n`;
      fence = undefined;
    } else fence.lines.push(line);
  }
  return sections;
}
