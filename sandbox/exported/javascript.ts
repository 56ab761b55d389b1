/** Tests in JavaScript, for `node --test` and for Vitest. Pure. */
import { Call, On } from './call.ts';
import { type Language, type Named, nameClients, quoted, WIDTH } from './language.ts';
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
  const clients = nameClients(plan);
  const writer = new Writer(clients);
  const waitsMs = plan.lines.reduce((sum, line) => sum + ('pauseMs' in line ? line.pauseMs : 'look' in line ? (line.withinMs ?? 0) : 0), 0);
  return [
    `test(${inQuotes(title)}, { timeout: ${MOST_MS + waitsMs} }, () =>`,
    '  play(async (client) => {',
    ...[...clients.values()].map(({ words, called }) => `    const ${camel(words)} = client(${inQuotes(called)});`),
    ...plan.lines.map((line) => writer.line(line)),
    '  }));',
  ].join('\n');
}

class Writer {
  readonly #clients: ReadonlyMap<string, Named>;

  constructor(clients: ReadonlyMap<string, Named>) {
    this.#clients = clients;
  }

  line(line: Line): string {
    if ('pauseMs' in line) return `    await pause(${line.pauseMs});`;
    if ('act' in line) return `    ${this.#client(line.on)}.${this.#write(line.act)};`;
    const { look, sentence, withinMs, soft } = line;
    const options = known({ withinMs, soft: soft || undefined });
    const given = [look, sentence, ...(Object.keys(options).length > 0 ? [options] : [])].map((each) => this.#write(each));
    const begin = `    await ${this.#client(line.on)}.expect(`;
    const whole = `${begin}${given.join(', ')});`;
    return whole.length <= WIDTH ? whole : [begin, ...given.map((each) => `      ${each},`), '    );'].join('\n');
  }

  #client(name: string): string {
    return camel(this.#clients.get(name)?.words ?? []);
  }

  #write(value: unknown): string {
    if (value instanceof On) return this.#client(value.connection);
    if (value instanceof Call) {
      const options = known(value.options);
      const given = Object.keys(options).length > 0 ? [...value.given, options] : value.given;
      return `${value.name}(${given.map((each) => this.#write(each)).join(', ')})`;
    }
    if (typeof value === 'string') return inQuotes(value);
    if (Array.isArray(value)) return `[${value.map((each) => this.#write(each)).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const members = Object.entries(value).map(([key, each]) => `${keyOf(key)}: ${this.#write(each)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
}

function known(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** In brackets, since `__proto__: …` would be no key. */
function keyOf(key: string): string {
  if (key === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : inQuotes(key);
}

function camel([first = '', ...rest]: readonly string[]): string {
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function inQuotes(text: string): string {
  return quoted(text, 'single');
}
