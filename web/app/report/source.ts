/** A handler's source with its line numbers, for a report. Pure. */
import { type Markup, markup } from './markup.ts';

export interface SourceParts {
  fileName: string;
  text: string;
  /** What was loaded before it, where a frame was asked for. */
  frame?: string;
  /** The line that the first diagnosis names. */
  marked?: number;
}

export function source({ fileName, text, frame, marked }: SourceParts): Markup {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const rows = lines.map((line, index) => {
    const number = index + 1;
    const code = number === marked ? markup`<mark>${line}</mark>` : line;
    return markup`<li id="line-${number}"><code>${code}</code></li>
`;
  });
  return markup`<section aria-labelledby="source">
<h2 id="source">${fileName}</h2>
${frame && markup`<p class="soft">This was loaded before the file, whose lines keep their numbers:</p><pre class="frame">${frame.trim()}</pre>`}
<ol class="lines">
${rows}</ol>
</section>`;
}
