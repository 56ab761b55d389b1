/** Takes the secrets of one connection out of everything that it says: those of its opening handshake, wherever they come back. Pure. */
import type { SentHandshake } from '../probe/websocket/handshake.ts';
import { isSecretName, REMOVED } from '../timeline/secrets.ts';

/** What is shorter is a word that may stand anywhere. */
const SHORTEST = 4;

export interface Redaction {
  clean(text: string): string;
  /** How long the longest secret is: of one at the end of a text that was cut, so much may be left. */
  longest: number;
}

/** A backend may echo a token: the page of an error shows the address, an answer greets by the name in it. */
export function redactionOf({ path, headers }: Pick<SentHandshake, 'path' | 'headers'>): Redaction {
  const given = [...Object.entries(headers), ...queryOf(path)].filter(([name]) => isSecretName(name)).map(([, value]) => value);
  const secrets = [...new Set(given.flatMap(formsOf).flatMap((form) => [form, Buffer.from(form).toString('hex')]))]
    .filter(({ length }) => length >= SHORTEST)
    .sort((one, other) => other.length - one.length);
  return {
    clean: (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, REMOVED), text),
    longest: secrets[0]?.length ?? 0,
  };
}

function queryOf(path: string): [name: string, value: string][] {
  const [, query = ''] = /\?([^#]*)/.exec(path) ?? [];
  const raw = query.split('&').map((pair): [string, string] => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]);
  return [...raw, ...new URLSearchParams(query)];
}

/** The value, what stands behind its scheme, and each cookie's own. */
function formsOf(value: string): string[] {
  const parts = value.split(/[;,\s]+/).flatMap((part) => [part, part.slice(part.indexOf('=') + 1)]);
  const [, basic] = /^Basic\s+(\S+)$/i.exec(value) ?? [];
  const decoded = basic === undefined ? [] : [Buffer.from(basic, 'base64').toString('utf8')];
  return [value, ...parts.filter((part) => !SCHEMES.test(part)), ...decoded, ...decoded.map((pair) => pair.slice(pair.indexOf(':') + 1))];
}

const SCHEMES = /^(bearer|basic|digest|token)$/i;
