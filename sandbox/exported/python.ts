/** Tests in Python, for pytest. Pure. */
import { Call } from './call.ts';
import { type Language, nameClients, quoted, WIDTH } from './language.ts';
import type { Line, Plan } from './plan.ts';

export const PYTHON: Language = {
  preludes: ['client.py', 'looks.py', 'match.py'],
  comment: '#',
  quotes: 'double',
  gap: '\n\n\n',
  test: writeTest,
};

function writeTest(title: string, plan: Plan): string {
  const variables = new Map([...nameClients(plan)].map(([connection, words]) => [connection, words.join('_')]));
  const name = title.toLowerCase().match(/[a-z0-9]+/g) ?? ['healthy'];
  return [
    `def test_${name.join('_')}():`,
    '    with Play() as client:',
    ...[...variables.values()].map((variable) => `        ${variable} = client()`),
    ...plan.lines.map((line) => writeLine(line, variables)),
  ].join('\n');
}

function writeLine(line: Line, variables: ReadonlyMap<string, string>): string {
  if ('pauseMs' in line) return `        pause(${line.pauseMs / 1_000})`;
  const client = variables.get(line.on);
  if ('act' in line) return `        ${client}.${write(line.act)}`;
  const { look, sentence, withinMs, soft } = line;
  const given = writeAll([look, sentence], { within: withinMs && withinMs / 1_000, soft: soft || undefined });
  const whole = `        ${client}.expect(${given.join(', ')})`;
  return whole.length <= WIDTH
    ? whole
    : [`        ${client}.expect(`, ...given.map((each) => `            ${each},`), '        )'].join('\n');
}

function write(value: unknown): string {
  if (value instanceof Call) return `${snake(value.name)}(${writeAll(value.given, value.options).join(', ')})`;
  if (value === undefined || value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value, 'double');
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${write(key)}: ${write(each)}`);
  return `{${members.join(', ')}}`;
}

/** What is given, and then the options that are known by their names. */
function writeAll(given: readonly unknown[], options: Record<string, unknown>): string[] {
  const known = Object.entries(options).filter(([, value]) => value !== undefined);
  return [...given.map(write), ...known.map(([name, value]) => `${snake(name)}=${write(value)}`)];
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
