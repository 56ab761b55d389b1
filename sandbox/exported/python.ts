/** Tests in Python, for pytest. Pure. */
import { Call, On } from './call.ts';
import { type Language, type Named, nameClients, quoted, WIDTH } from './language.ts';
import type { Line, Plan } from './plan.ts';

export const PYTHON: Language = {
  preludes: ['client.py', 'looks.py', 'match.py'],
  comment: '#',
  quotes: 'double',
  gap: '\n\n\n',
  test: writeTest,
};

function writeTest(title: string, plan: Plan): string {
  const clients = nameClients(plan);
  const writer = new Writer(clients);
  const name = title.toLowerCase().match(/[a-z0-9]+/g) ?? ['healthy'];
  return [
    `def test_${name.join('_')}():`,
    '    with Play() as client:',
    ...[...clients.values()].map(({ words, called }) => `        ${words.join('_')} = client(${inQuotes(called)})`),
    ...plan.lines.map((line) => writer.line(line)),
  ].join('\n');
}

class Writer {
  readonly #clients: ReadonlyMap<string, Named>;

  constructor(clients: ReadonlyMap<string, Named>) {
    this.#clients = clients;
  }

  line(line: Line): string {
    if ('pauseMs' in line) return `        pause(${line.pauseMs / 1_000})`;
    if ('act' in line) return `        ${this.#client(line.on)}.${this.#write(line.act)}`;
    const { look, sentence, withinMs, soft } = line;
    const given = [
      ...[look, sentence].map((each) => this.#write(each)),
      ...(withinMs === undefined ? [] : [`within=${withinMs / 1_000}`]),
      ...(soft ? ['soft=True'] : []),
    ];
    const begin = `        ${this.#client(line.on)}.expect(`;
    const whole = `${begin}${given.join(', ')})`;
    return whole.length <= WIDTH ? whole : [begin, ...given.map((each) => `            ${each},`), '        )'].join('\n');
  }

  #client(name: string): string {
    return this.#clients.get(name)?.words.join('_') ?? '';
  }

  #write(value: unknown): string {
    if (value instanceof On) return this.#client(value.connection);
    if (value instanceof Call) {
      const options = Object.entries(value.options).filter(([, each]) => each !== undefined);
      const given = [
        ...value.given.map((each) => this.#write(each)),
        ...options.map(([key, each]) => `${snake(key)}=${this.#write(each)}`),
      ];
      return `${snake(value.name)}(${given.join(', ')})`;
    }
    if (value === undefined || value === null) return 'None';
    if (typeof value === 'boolean') return value ? 'True' : 'False';
    if (typeof value === 'string') return inQuotes(value);
    if (Array.isArray(value)) return `[${value.map((each) => this.#write(each)).join(', ')}]`;
    if (typeof value !== 'object') return JSON.stringify(value);
    return `{${Object.entries(value)
      .map(([key, each]) => `${inQuotes(key)}: ${this.#write(each)}`)
      .join(', ')}}`;
  }
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function inQuotes(text: string): string {
  return quoted(text, 'double');
}
