/** Places in the learner's source for places in the compiled code, by the source map that the compiled code carries. */
import { SourceMap } from 'node:module';
import type { SourceLocation } from '../../../timeline/timeline.ts';

const INLINE_MAP = /\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/;

export function locateIn(code: string): (compiled: SourceLocation) => SourceLocation | undefined {
  let map: SourceMap | undefined;
  return ({ line, column }) => {
    map ??= mapOf(code);
    const entry = map?.findEntry(line - 1, column - 1);
    return entry && 'originalLine' in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : undefined;
  };
}

function mapOf(code: string): SourceMap | undefined {
  const inline = INLINE_MAP.exec(code)?.[1];
  return inline === undefined ? undefined : new SourceMap(JSON.parse(Buffer.from(inline, 'base64').toString()));
}
