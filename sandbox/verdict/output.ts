/**
 * What a handler wrote, line by line over both streams in the order in which the lines ended, and how an expectation of it stands.
 * Each line is looked at once, however often it is asked. Pure.
 */
import type { LinePattern, Seen } from '../scenario/entry.ts';

type OutputEntry = Extract<Seen, { expect: 'output' }>;

/** A line that goes on for longer is taken for several, so that one without an end is not read again with each write. */
const LINE_CHARACTERS = 16 * 1024;
/** What JSON holds in another way than as it is. */
const ESCAPED = /["\\\t]/;

export class Output {
  /** Lines that have ended. */
  readonly lines: string[] = [];
  /** How many lines had ended at each mark of the script. */
  readonly #marks = new Map<string, number>();
  readonly #unended = { stdout: '', stderr: '' };

  write(stream: 'stdout' | 'stderr', text: string): void {
    const [first = '', ...more] = text.split('\n');
    let line = this.#unended[stream] + first;
    for (const next of more) {
      this.lines.push(line);
      line = next;
    }
    if (line.length > LINE_CHARACTERS) this.lines.push(line);
    this.#unended[stream] = line.length > LINE_CHARACTERS ? '' : line;
  }

  mark(name: string): void {
    this.#marks.set(name, this.lines.length);
  }

  /** The lines that are still being written, one a stream: empty where there is none. */
  unended(): string[] {
    return [this.#unended.stdout, this.#unended.stderr];
  }

  /** Whether a line at this index stands where the pattern wants it. */
  isInPlace(index: number, { since, before }: LinePattern): boolean {
    const from = since === undefined ? 0 : (this.#marks.get(since) ?? Number.POSITIVE_INFINITY);
    const to = before === undefined ? Number.POSITIVE_INFINITY : (this.#marks.get(before) ?? Number.POSITIVE_INFINITY);
    return index >= from && index < to;
  }
}

/** How far one expectation has come in the output. */
interface Found {
  /** How many of the wanted lines were found. */
  wanted: number;
  /** How often each line that may be there once was found. */
  once: number[];
  forbidden?: string;
  /** The next wanted line was seen, but not where it belongs. */
  elsewhere: boolean;
}

export class OutputMatch {
  readonly #entry: OutputEntry;
  readonly #output: Output;
  #read = 0;
  #found: Found;

  constructor(entry: OutputEntry, output: Output) {
    this.#entry = entry;
    this.#output = output;
    this.#found = { wanted: 0, once: (entry.once ?? []).map(() => 0), elsewhere: false };
  }

  /** The output as it is now, lines that are still being written included. */
  look(): { forbidden?: string; twice?: LinePattern; missing?: LinePattern; elsewhere: boolean } {
    const { lines } = this.#output;
    for (; this.#read < lines.length; this.#read++) this.#take(this.#found, lines[this.#read] as string, this.#read);
    const found: Found = { ...this.#found, once: [...this.#found.once] };
    for (const [index, line] of this.#output.unended().entries()) this.#take(found, line, lines.length + index);
    const { lines: wanted, once = [] } = this.#entry;
    return {
      forbidden: found.forbidden,
      twice: once.find((_, index) => (found.once[index] ?? 0) > 1),
      missing: wanted[found.wanted] ?? once.find((_, index) => found.once[index] === 0),
      elsewhere: found.elsewhere,
    };
  }

  #take(found: Found, line: string, index: number): void {
    const { lines: wanted, never = [], once = [] } = this.#entry;
    const isSeen = (pattern: LinePattern) => holds(line, pattern) && this.#output.isInPlace(index, pattern);
    if (never.some(isSeen)) found.forbidden ??= line;
    for (const [at, pattern] of once.entries()) if (isSeen(pattern)) found.once[at] = (found.once[at] ?? 0) + 1;
    const next = wanted[found.wanted];
    if (!next || !holds(line, next)) return;
    found.elsewhere = !this.#output.isInPlace(index, next);
    if (!found.elsewhere) found.wanted += 1;
  }
}

/** A text counts as it is, and as a logger that writes JSON puts it. */
function holds(line: string, { has }: LinePattern): boolean {
  const isThere = (part: string) => line.includes(part) || (ESCAPED.test(part) && line.includes(JSON.stringify(part).slice(1, -1)));
  return has.every((part) => (typeof part === 'string' ? isThere(part) : part.some(isThere)));
}
