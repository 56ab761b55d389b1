/** What Node throws for an argument of the wrong type, so that a handler meets the same error here. */

export function wrongType(name: string, expected: string, got: unknown): TypeError {
  const error = new TypeError(`The "${name}" argument must be ${expected}. Received ${describe(got)}`);
  return Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' });
}

export function needsFunction(value: unknown, name = 'callback'): asserts value is (...given: unknown[]) => unknown {
  if (typeof value !== 'function') throw wrongType(name, 'of type function', value);
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === 'object' ? 'an object' : `type ${typeof value} (${String(value)})`;
}
