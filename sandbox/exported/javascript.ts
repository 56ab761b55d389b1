/** Tests in JavaScript, for `node --test` and for Vitest. Pure. */
import { Call } from './call.ts';
import { type Language, nameClients, quoted, WIDTH } from './language.ts';
import type { Line, Plan } from './plan.ts';

export const JAVASCRIPT: Language = {
  preludes: ['client.mjs', 'looks.mjs', 'match.mjs'],
  comment: '//',
  quotes: 'single',
  gap: '\n\n',
  test: writeTest,
};

/** Beside the waiting that is planned: what hangs has been told by then. */
const MOST_MS = 300_000;

function writeTest(title: string, plan: Plan): string {
  const variables = new Map([...nameClients(plan)].map(([connection, words]) => [connection, camel(words)]));
  const waitsMs = plan.lines.reduce((sum, line) => sum + waitOf(line), 0);
  return [
    `test(${write(title)}, { timeout: ${MOST_MS + waitsMs} }, () =>`,
    '  play(async (client) => {',
    ...[...variables.values()].map((variable) => `    const ${variable} = client();`),
    ...plan.lines.map((line) => writeLine(line, variables)),
    '  }));',
  ].join('\n');
}

function waitOf(line: Line): number {
  if ('pauseMs' in line) return line.pauseMs;
  return ('look' in line && line.withinMs) || 0;
}

function writeLine(line: Line, variables: ReadonlyMap<string, string>): string {
  if ('pauseMs' in line) return `    await pause(${line.pauseMs});`;
  const client = variables.get(line.on);
  if ('act' in line) return `    ${client}.${write(line.act)};`;
  const { look, sentence, withinMs, soft } = line;
  const given = writeAll([look, sentence], { withinMs, soft: soft || undefined });
  const whole = `    await ${client}.expect(${given.join(', ')});`;
  return whole.length <= WIDTH ? whole : [`    await ${client}.expect(`, ...given.map((each) => `      ${each},`), '    );'].join('\n');
}

function write(value: unknown): string {
  if (value instanceof Call) return `${value.name}(${writeAll(value.given, value.options).join(', ')})`;
  if (typeof value === 'string') return quoted(value, 'single');
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${writeKey(key)}: ${write(each)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** What is given, and then the options that are known as one object. */
function writeAll(given: readonly unknown[], options: Record<string, unknown>): string[] {
  const known = Object.entries(options).filter(([, value]) => value !== undefined);
  return [...given, ...(known.length > 0 ? [Object.fromEntries(known)] : [])].map(write);
}

/** In brackets, since `__proto__: …` would be no key. */
function writeKey(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : write(key);
}

function camel([first = '', ...rest]: readonly string[]): string {
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
