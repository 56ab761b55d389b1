/** The keys that a source reads from what it is told, and a value that fits each. Pure. */

/** In the order in which they are read. */
export function keysIn(source: string): string[] {
  const variables = [
    'msg',
    'message',
    'payload',
    'packet',
    'command',
    'cmd',
    'body',
    'parsed',
    'incoming',
    'event',
    'request',
    ...parsedInto(source),
  ];
  const names = [...new Set(variables)].join('|');
  const read = [
    ...source.matchAll(new RegExp(`\\b(?:${names})\\??(?:\\.get\\(\\s*|\\[\\s*)['"](\\w+)['"]`, 'g')),
    ...source.matchAll(new RegExp(`\\b(?:${names})\\??\\.(\\w+)\\b(?!\\s*\\()`, 'g')),
    ...source.matchAll(/(?<=[{,]\s*)(\w+)\??\s*:\s*(?:string|number|boolean|unknown|string\[\]|number\[\])\b/g),
  ].toSorted((one, other) => one.index - other.index);
  const subscripts = [
    ...source.matchAll(/(?<!environ|headers|params|state|scope)(?:\[\s*|\.get\(\s*)["'](\w+)["']\s*[\],)](?!\s*=[^=])/g),
  ].map(([, name]) => name ?? '');
  const unpacked = [
    ...source.matchAll(/\{([^{}\n]+)\}\s*(?::[^=\n]+)?=\s*(?:\(?await\s+)?[^\n]*(?:JSON\.parse|receiveJson|\bmessage\b|\bmsg\b)/g),
  ];
  const taken = unpacked.flatMap(([, names = '']) => names.split(',').map((name) => name.trim().split(/[:=\s]/)[0] ?? ''));
  return [...new Set([...taken, ...read.map(([, name]) => name ?? ''), ...subscripts, ...modelKeys(source)])].filter(
    (name) => /^\w+$/.test(name) && !OTHERS.has(name),
  );
}

/** Of what a library hands over, and of every value. */
const OTHERS = new Set([
  ...['length', 'toString', 'url', 'headers', 'socket', 'code', 'reason', 'client', 'stack', 'utf8', 'bytes', 'constructor', 'prototype'],
  ...['constructor', 'byteLength', 'buffer', 'get', 'set', 'clientId', 'path', 'query', 'subprotocols'],
]);

/** Variables that hold what was parsed. */
function parsedInto(source: string): string[] {
  const assigned =
    /\b(\w+)\s*(?::[^=\n]+)?=\s*(?:\(?await\s+)?[^\n]*?(?:JSON\.parse|receiveJson|receive_json|json\.loads|orjson\.loads)\b/g;
  return [...source.matchAll(assigned)].map(([, name]) => name ?? '');
}

/** The fields of a model that checks a message: `class Order(BaseModel): dish: str`. */
function modelKeys(source: string): string[] {
  const models = [...source.matchAll(/class \w+\((?:BaseModel|TypedDict)[^)]*\):\n((?:[ \t]+[^\n]*\n|\n)+)/g)];
  return models.flatMap(([, body = '']) => [...body.matchAll(/^[ \t]+(\w+)\s*:/gm)].map(([, name]) => name ?? ''));
}

/** A value that a handler can do something with. */
export function valueFor(key: string, source: string): unknown {
  if (typedAs(key, source, /^(?:int|float|number|Int|conint)/)) return 2;
  if (typedAs(key, source, /^(?:bool|boolean)/)) return true;
  if (typedAs(key, source, /^(?:list|List|.*\[\]|Array)/)) return [1, 2, 3];
  if (typedAs(key, source, /^(?:dict|Dict|Record|object)/)) return {};
  if (typedAs(key, source, /^(?:str|string)/)) return TEXTS[key] ?? 'sample';
  if (LISTS.test(key)) return [1, 2, 3];
  if (OBJECTS.test(key)) return {};
  if (NUMBERS.test(key)) return 2;
  return TEXTS[key] ?? 'sample';
}

const NUMBERS =
  /^(n|x|y|a|b|id|seq|count|amount|number|num|qty|quantity|price|value|size|limit|offset|delta|ms|seconds|delay|page|level|score|lat|lng|lon|left|right)$/i;
const LISTS = /^(items|numbers|values|list|params|args|ids|points|rows|channels|topics)$/i;
const OBJECTS = /^(options|meta|metadata|config|headers|extra)$/i;
const TEXTS: Record<string, string> = {
  room: 'lobby',
  channel: 'lobby',
  topic: 'lobby',
  name: 'Ada',
  user: 'Ada',
  username: 'Ada',
  token: 'sample',
};

function typedAs(key: string, source: string, type: RegExp): boolean {
  return [...source.matchAll(new RegExp(`\\b${key}\\??\\s*:\\s*([^\\n;,)}=]+)`, 'g'))].some(([, given = '']) => type.test(given.trim()));
}
