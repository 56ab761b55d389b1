function mismatch(message, { opcode = 'text', ...expected }) {
  const text = String(message.data);
  if (message.opcode !== opcode) return `it came as a ${message.opcode} frame (${shown(message)}), not as a ${opcode} one`;
  if ('hex' in expected) return message.data.toString('hex') === expected.hex ? undefined : `${shown(message)} came`;
  if ('text' in expected) return textMismatch(message, text, expected.text);
  return 'json' in expected ? jsonMismatch(message, text, expected.json) : undefined;
}

function textMismatch(message, text, expected) {
  if (difference(expected, text, '') === undefined) return undefined;
  if (typeof expected !== 'string') return `${shown(message)} came, not ${expected.called}`;
  const isObject = typeof parse(text)?.value === 'object' && !expected.includes(text);
  return `${shown(message)} came${isObject ? ': JSON instead of the plain text' : ''}`;
}

function jsonMismatch(message, text, expected) {
  const parsed = parse(text);
  if (!parsed) return `${shown(message)} came, which is not JSON`;
  if (typeof parsed.value === 'string' && parse(parsed.value)) return `${shown(message)} came: JSON inside a JSON string`;
  const wrong = difference(expected, parsed.value, '');
  return wrong && `${shown(message)} came: ${wrong}`;
}

function parse(text) {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The first place where `actual` differs; keys that are not named may be there. */
function difference(expected, actual, path) {
  const where = path || 'the message';
  const name = (value) => quote(JSON.stringify(value));
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${where} is ${name(actual)}, not a list`;
    if (actual.length !== expected.length) return `${where} has ${actual.length} items, not ${expected.length}`;
    return expected.map((item, index) => difference(item, actual[index], `${path}[${index}]`)).find(Boolean);
  }
  if (typeof expected !== 'object' || expected === null)
    return expected === actual ? undefined : `${where} is ${name(actual)}, not ${name(expected)}`;
  if ('is$' in expected) return isOf(expected, actual) ? undefined : `${where} is ${name(actual)}, not ${expected.called}`;
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return `${where} is ${name(actual)}, not an object`;
  for (const [key, value] of Object.entries(expected)) {
    const has = Object.hasOwn(actual, key);
    const isAbsent = value?.is$ === 'absent';
    if (has === isAbsent) return `${where} has ${has ? '' : 'no '}${JSON.stringify(key)}`;
    const wrong = isAbsent ? undefined : difference(value, actual[key], path ? `${path}.${key}` : key);
    if (wrong) return wrong;
  }
  return undefined;
}

/** Whether a value is of the kind that is asked for. */
function isOf({ is$, low, high, values, pattern, flags }, actual) {
  if (is$ === 'integer') return Number.isInteger(actual);
  if (is$ === 'list') return Array.isArray(actual);
  if (is$ === 'object') return typeof actual === 'object' && actual !== null && !Array.isArray(actual);
  if (is$ === 'anything') return true;
  if (is$ === 'between') return typeof actual === 'number' && actual >= low && actual <= high;
  if (is$ === 'one-of') return values.some((value) => difference(value, actual, '') === undefined);
  if (is$ === 'matching') return typeof actual === 'string' && new RegExp(pattern, flags).test(actual);
  return typeof actual === is$;
}

function shown({ data, opcode }) {
  return opcode === 'binary' ? `${data.length} bytes` : quote(String(data) || 'an empty text');
}

function quote(text) {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** RFC 6455, section 7.4.1, and the registry that it began. */
const MEANINGS = {
  1000: 'normal closure',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'unsupported data',
  1007: 'invalid payload',
  1008: 'policy violation',
  1009: 'message too big',
  1010: 'extension missing',
  1011: 'internal error',
  1012: 'service restart',
  1013: 'try again later',
  1014: 'bad gateway',
};
