/** The longest message that a handler's settings take. Pure. */

/** A message of more is not sent to find out. */
const MOST_BYTES = 2 * 1024 * 1024;

/** In bytes; undefined where the source names none, or a very large one. */
export function limitIn(source: string): number | undefined {
  const given = /\b(?:maxPayload|maxMessageBytes|ws_max_size)\s*[:=]\s*([\w.*\s]+?)\s*[,;)}\n]/.exec(source)?.[1];
  const bytes = given === undefined ? undefined : product(given, source);
  return bytes !== undefined && bytes > 0 && bytes <= MOST_BYTES ? bytes : undefined;
}

/** `64 * 1024`, or the name of a constant that is one. */
function product(text: string, source: string, isName = false): number | undefined {
  const factors = text.split('*').map((factor) => Number(factor.trim().replaceAll('_', '')));
  if (factors.every((factor) => Number.isInteger(factor) && factor > 0)) return factors.reduce((all, factor) => all * factor, 1);
  const name = text.trim();
  if (isName || !/^\w+$/.test(name)) return undefined;
  const constant = new RegExp(`\\b${name}\\s*(?::[^=\\n]+)?=\\s*([\\d_*\\s]+)`).exec(source)?.[1];
  return constant === undefined ? undefined : product(constant, source, true);
}
