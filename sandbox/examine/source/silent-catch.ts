/** A catch that neither tells nor answers. Pure. */
import type { Dialect } from '../../dialects.ts';
import type { SourceLocation } from '../../timeline/timeline.ts';

/** What says something of the error, or to somebody: a log, an answer, a close, or an exception of its own. */
const SAYS = /\b(?:print|console|log\w*|send\w*|close\w*|raise|throw|reject|emit|report\w*|capture\w*|traceback|terminate|refuse)\b/i;
/** What a client that leaves is caught by. */
const GOODBYE = /except\s*\(?\s*(?:\w+\.)*(?:WebSocketDisconnect|ConnectionClosed\w*|CancelledError)\b[^,\n]*:/;

/** The first such catch in a source, by what its block holds; with `fastapi` a block is what is indented. */
export function silentCatch(source: string, dialect: Dialect): SourceLocation | undefined {
  return dialect === 'fastapi' ? silentExcept(source) : silentBlock(source);
}

function silentExcept(source: string): SourceLocation | undefined {
  const lines = source.split('\n');
  for (const [index, line] of lines.entries()) {
    const indent = /^(\s*)except\b[^:]*:/.exec(line)?.[1];
    if (indent === undefined || GOODBYE.test(line)) continue;
    const body = [line.replace(/^[^:]*:/, ''), ...untilDedent(lines.slice(index + 1), indent.length)].join('\n');
    if (!SAYS.test(body)) return { line: index + 1, column: indent.length + 1 };
  }
  return undefined;
}

function untilDedent(lines: readonly string[], indent: number): readonly string[] {
  const end = lines.findIndex((line) => line.trim() !== '' && line.search(/\S/) <= indent);
  return end < 0 ? lines : lines.slice(0, end);
}

function silentBlock(source: string): SourceLocation | undefined {
  for (const found of source.matchAll(/\bcatch\b\s*(?:\([^)]*\)\s*)?\{|\.catch\(\s*\(?\w*\)?\s*=>\s*\{/g)) {
    const begin = found.index + found[0].length;
    const body = untilClosed(source.slice(begin));
    if (body === undefined || SAYS.test(body)) continue;
    const before = source.slice(0, found.index).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
  return undefined;
}

/** What stands before the brace that closes the block. Braces in texts are taken for braces: those of a template come in pairs. */
function untilClosed(text: string): string | undefined {
  let depth = 1;
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth === 0) return text.slice(0, index);
  }
  return undefined;
}
