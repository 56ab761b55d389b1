/** What a stack trace says, as text. */
import type { SourceLocation } from '../../../timeline/timeline.ts';

/** The learner's module in stack traces, as Node writes it. */
export const HANDLER_URL = 'file:///handler.ts';

/** The first of the learner's lines in a stack. */
export function placeIn(stack: string): SourceLocation | undefined {
  const found = /handler\.ts:(\d+):(\d+)/.exec(stack);
  return found ? { line: Number(found[1]), column: Number(found[2]) } : undefined;
}

/** What the script of `ws` is called in a stack trace. */
export const WS_SCRIPT = 'clinic:ws';

/** A frame of Node's or of the sandbox's own. */
const OURS = /^\s+at .*(node:internal|inside\.cjs|\(node:|at node:)/;
/** A frame of the library's, with the function and without the place: nobody can look at a line of a bundle. */
const LIBRARYS = /^(\s+at )(?:(.*) \()?clinic:ws:\d+:\d+\)?( \{)?$/;

/** A class that names itself has a second name in a bundle. */
const BUNDLED_NAME = /(?<=^\s+at (?:new |async )?)_(?=[A-Z])/;

/**
 * A stack without the frames of Node and of the sandbox, and with the learner's file by its short name. Of frames of a library that
 * follow on each other the last one stays: it is what was called.
 */
export function readable(text: string): string {
  if (!text.includes('at ') && !text.includes('handler.ts')) return text;
  const lines = text.replaceAll(HANDLER_URL, 'handler.ts').replaceAll('/handler.ts:', 'handler.ts:').split('\n');
  const shown: string[] = [];
  for (const line of lines) {
    if (!OURS.test(line)) shown.push(line);
    // What else the error has stands behind the last frame.
    else if (line.endsWith(' {') && shown.length > 0) shown.push(`${shown.pop()} {`);
  }
  return shown
    .filter((line, index) => !(LIBRARYS.test(line) && LIBRARYS.test(shown[index + 1] ?? '')))
    .map(named)
    .join('\n');
}

function named(line: string): string {
  return line
    .replace(BUNDLED_NAME, '')
    .replace(
      LIBRARYS,
      (_line, at: string, called?: string, more = '') => (called === undefined ? `${at}ws` : `${at}${called} (ws)`) + more,
    );
}

/** The line before which the runtime prints an exception, where that was thrown in a library or in the sandbox's own code. */
const THROWN_ELSEWHERE = /^(clinic:ws|node:\S+|\S*inside\.cjs):\d+$/;
const CARET = /^\s*\^*$/;

/** Takes what the runtime prints by itself, line for line, and leaves out the code of libraries that it shows. */
export class RuntimesWords {
  #unfinished = '';
  /** What the line before was, where that leads to more of the library's code. */
  #after: 'place' | 'code' | undefined;

  /** What of it is for the learner to read. The last line waits until it is whole. */
  take(text: string): string {
    const lines = (this.#unfinished + text).split('\n');
    this.#unfinished = lines.pop() ?? '';
    return this.#show(lines.map((line) => `${line}\n`));
  }

  /** What waits, at the end. */
  end(): string {
    const last = this.#unfinished;
    this.#unfinished = '';
    return this.#show(last === '' ? [] : [last]);
  }

  #show(lines: string[]): string {
    return readable(lines.filter((line) => this.#isShown(line.trimEnd())).join(''));
  }

  #isShown(line: string): boolean {
    const after = this.#after;
    this.#after = THROWN_ELSEWHERE.test(line) ? 'place' : after === 'place' ? 'code' : undefined;
    // Under a line that is too long there are the spaces alone.
    if (this.#after !== undefined || (after === 'code' && CARET.test(line))) return false;
    return !/^Node\.js v|^(?!\s+at ).*(inside\.cjs|node:internal)/.test(line);
  }
}
