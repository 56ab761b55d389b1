/** The texts with which a source compares what it is told. Pure. */

/** A text that somebody may say, and the key under which it is looked for, where there is one. */
export interface Literal {
  text: string;
  key?: string;
  /** It is only the beginning of what is looked for. */
  isPrefix?: true;
}

const TEXT = `['"\`]([^'"\`\\n]{1,60})['"\`]`;

/** Texts that a variable of this name is compared with, in their order. */
export function comparedWith(source: string, name: string): string[] {
  const after = new RegExp(`\\b${name}\\b\\s*(?:[!=]==?|not in \\{|in \\{|not in \\(|in \\()\\s*${TEXT}`, 'g');
  const before = new RegExp(`${TEXT}\\s*[!=]==?\\s*\\b${name}\\b`, 'g');
  return [...source.matchAll(after), ...source.matchAll(before)].map(([, text]) => text ?? '');
}

/** All texts with which a message, or a part of one, is compared, in their order. */
export function literalsIn(source: string): Literal[] {
  const found = [...compared(source), ...cases(source), ...tables(source), ...prefixes(source)];
  const known = new Set<string>();
  return found.filter(({ text, key }) => {
    const name = `${key} ${text}`;
    if (known.has(name) || IGNORED.test(text)) return false;
    known.add(name);
    return true;
  });
}

/** Types of JavaScript's values, kinds of what a connection brings, paths, and names of events. */
const IGNORED =
  /^(string|number|object|boolean|function|undefined|symbol|bigint|text|bytes|disconnect|websocket\..*|\/.*|utf-?8|hex|base64)$/;

function compared(source: string): Literal[] {
  const member = new RegExp(`(?:\\.|\\?\\.|\\[['"])(\\w+)(?:['"]\\])?(?:\\)|\\]|\\?|!)*\\s*[!=]==?\\s*${TEXT}`, 'g');
  const got = new RegExp(`\\.get\\(\\s*['"](\\w+)['"][^)]*\\)\\s*[!=]=\\s*${TEXT}`, 'g');
  const plain = new RegExp(
    `(?<![.\\w'"\\]])(\\w+)(?:\\.toString\\(\\)|\\.strip\\(\\)|\\.trim\\(\\)|\\.lower\\(\\))*\\s*[!=]==?\\s*${TEXT}`,
    'g',
  );
  const inSet = new RegExp(`(?:\\[['"]|\\.get\\(['"])(\\w+)['"][\\])]\\s+(?:not )?in\\s+[({[]\\s*${TEXT}`, 'g');
  const keyed = [...source.matchAll(member), ...source.matchAll(got), ...source.matchAll(inSet)];
  return inOrder([
    ...keyed.map(([, key, text = ''], index) => ({ at: keyed[index]?.index ?? 0, literal: { key, text } })),
    ...[...source.matchAll(plain)].map((found) => ({
      at: found.index,
      literal: { text: found[2] ?? '', key: keyOf(source, found[1] ?? '') },
    })),
  ]);
}

/** `kind` of `const { kind } = JSON.parse(…)`, or of `kind = message["type"]`, which makes it `type`. */
function keyOf(source: string, variable: string): string | undefined {
  const assigned = new RegExp(`\\b${variable}\\s*(?::[^=\\n]+)?=\\s*[\\w.?]+(?:\\.get\\(|\\[)\\s*['"](\\w+)['"]`).exec(source);
  if (assigned) return assigned[1];
  const member = new RegExp(`\\b${variable}\\s*=\\s*\\w+\\??\\.(\\w+)\\s*[;\\n]`).exec(source);
  if (member && member[1] !== 'data') return member[1];
  const unpacked = new RegExp(`\\{[^{}\\n]*\\b(?:(\\w+)\\s*:\\s*)?${variable}\\b[^{}\\n]*\\}\\s*(?::[^=\\n]+)?=`).exec(source);
  return unpacked ? (unpacked[1] ?? variable) : undefined;
}

/** `switch (message.type) { case 'join': …`, `match message["type"]: case "join": …`. */
function cases(source: string): Literal[] {
  const heads = [...source.matchAll(/\b(?:switch\s*\(|match\s+)([^\n{:]+?)\)?\s*[{:]/g)];
  return heads.flatMap((head, index) => {
    const body = source.slice(head.index, heads[index + 1]?.index);
    const subject = head[1] ?? '';
    const key = /(?:\.|\[['"]|\.get\(['"])(\w+)(?:['"][\])]*)?[^.\w]*$/.exec(subject)?.[1] ?? keyOf(source, subject.trim());
    const said = [...body.matchAll(new RegExp(`\\bcase\\s+${TEXT}`, 'g'))];
    const shaped = [...body.matchAll(/\bcase\s+\{\s*['"](\w+)['"]\s*:\s*['"]([^'"]+)['"]/g)];
    return [...said.map(([, text = '']) => ({ key, text })), ...shaped.map(([, shape, text = '']) => ({ key: shape, text }))];
  });
}

/** `handlers[message.type]`: the keys of the table `handlers`. */
function tables(source: string): Literal[] {
  const looked = [
    ...source.matchAll(/\b(\w+)\s*(?:\.get\(|\?\.\[|\[)\s*(?:String\()?[\w.]*?(?:\.|\[['"]|\.get\(['"])(\w+)['"]?[^\n]{0,12}?[\])]/g),
    ...[...source.matchAll(/\b(\w+)\s*(?:\.get\(|\[)\s*(\w+)\s*[\])]/g)].filter(([, , variable = '']) => keyOf(source, variable)),
  ];
  return looked.flatMap(([, table = '', key = '']) => keysOf(source, table).map((text) => ({ key: keyOf(source, key) ?? key, text })));
}

function keysOf(source: string, table: string): string[] {
  const begun = new RegExp(`\\b${table}\\b\\s*(?::[^=\\n]+)?=\\s*(?:new Map[^(\\n]*\\(\\s*\\[?|Object\\.freeze\\()?\\s*[{[]`).exec(source);
  if (!begun) return [];
  const body = source.slice(begun.index + begun[0].length, begun.index + begun[0].length + 2_000);
  return [...topLevel(body).matchAll(/(?:^|[\n,{[])\s*(?:async\s+)?(?:['"]([\w:./-]+)['"]|(\w+))\s*(?=[:,(])/g)]
    .map(([, quoted, bare]) => quoted ?? bare ?? '')
    .filter((name) => name !== 'async' && name !== '');
}

/** Up to the bracket that ends it, without what stands in brackets deeper than one list. */
function topLevel(body: string): string {
  let depth = 0;
  let kept = '';
  for (const character of body) {
    if ('}])'.includes(character)) depth -= 1;
    if (depth < 0) return kept;
    if (depth === 0 || (depth === 1 && character !== '\n')) kept += character;
    if ('{[('.includes(character)) depth += 1;
  }
  return kept;
}

function prefixes(source: string): Literal[] {
  const begins = new RegExp(`\\.(?:startsWith|startswith)\\(\\s*${TEXT}`, 'g');
  return [...source.matchAll(begins)].map(([, text = '']) => ({ text, isPrefix: true }));
}

function inOrder(found: { at: number; literal: Literal }[]): Literal[] {
  return found.toSorted((one, other) => one.at - other.at).map(({ literal }) => literal);
}
