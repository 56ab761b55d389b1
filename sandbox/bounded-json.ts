/** JSON from a handler or a browser: read only where it is of a size and depth that takes no time, and written so far as somebody reads it. */

/** The longest text that is parsed, in characters, and the deepest nesting. */
const MAX_CHARACTERS = 128 * 1024;
const MAX_DEPTH = 100;
/** How deep a value is written out. */
const WRITTEN_DEPTH = 6;

export type ParsedJson = { value: unknown } | 'too-large' | undefined;

/** undefined where the text is not JSON. Deep nesting costs the parser more than length: 64 KiB of brackets took 16 ms. */
export function parseJson(text: string, maxCharacters = MAX_CHARACTERS): ParsedJson {
  if (text.length > maxCharacters || isDeep(text)) return 'too-large';
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function isDeep(text: string): boolean {
  if (!hasMoreThan(text, '{', MAX_DEPTH / 2) && !hasMoreThan(text, '[', MAX_DEPTH / 2)) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) inString = !inString;
    else if (inString) index += code === BACKSLASH ? 1 : 0;
    else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function hasMoreThan(text: string, character: string, count: number): boolean {
  let at = -1;
  for (let found = 0; found <= count; found++) {
    at = text.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** The value as JSON, no more of it than about `length` characters, however deep or large it is. */
export function writeJson(value: unknown, length: number): string {
  return write(value, length, WRITTEN_DEPTH);
}

function write(value: unknown, room: number, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? String(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const parts: string[] = [];
  let left = room;
  for (const key of Object.keys(value)) {
    if (left <= 0 || depth === 0) return `${open}${[...parts, '…'].join()}${close}`;
    const name = Array.isArray(value) ? '' : `${JSON.stringify(key.slice(0, left))}:`;
    const part = name + write((value as Record<string, unknown>)[key], left - name.length, depth - 1);
    parts.push(part);
    left -= part.length + 1;
  }
  return `${open}${parts.join()}${close}`;
}
