/** Where a handler listens, read from its source: paths, what must come with the request, and the subprotocols that it knows. Pure. */
import type { Dialect } from '../../dialects.ts';
import type { Door } from '../manner.ts';
import { comparedWith } from './literals.ts';

/** What the source says, and `/ws/{client_id}` where it says nothing. The first is the likeliest. */
export function doorsIn(source: string, dialect: Dialect): Door[] {
  const asked = { query: queryIn(source, dialect), headers: {}, subprotocols: subprotocolsIn(source), numbers: [] };
  const headers = headersIn(source);
  const [origin] = /\borigin\b/i.test(source) ? (/['"](https?:\/\/[^'"/]+)\/?['"]/.exec(source)?.slice(1) ?? []) : [];
  const variants = [
    ...(origin === undefined ? [] : [{ headers: { origin } }]),
    ...(asked.subprotocols.length > 0 ? [{ subprotocols: [] }] : []),
    ...(Object.keys(headers).length > 0 ? [{ headers }] : []),
  ];
  const doors = without(asked, source, dialect);
  return [...doors, ...doors.slice(0, 1).flatMap((door) => variants.map((variant) => ({ ...door, ...variant })))];
}

/** As a browser asks, which sends no headers of its own. */
function without(asked: Omit<Door, 'path'>, source: string, dialect: Dialect): Door[] {
  const paths = dialect === 'ws' ? nodePaths(source) : [];
  if (dialect === 'fastapi') return unlessNone(pythonRoutes(source)).map((route) => ({ ...asked, ...withParameters(route, source) }));
  return [...new Set([...paths, USUAL])].map((path) => ({ ...asked, path }));
}

const USUAL = '/ws/{client_id}';

function unlessNone(paths: readonly string[]): string[] {
  const found = [...new Set(paths)];
  return found.length > 0 ? found : [USUAL];
}

/** `@app.websocket("/ws")`, with the prefixes of the routers and of the applications in which it stands. */
function pythonRoutes(source: string): string[] {
  const routed = all(source, /@(\w+)\.websocket(?:_route)?\(\s*(?:path\s*=\s*)?["']([^"']*)["']/g);
  const listed = all(source, /(?:(\w+)\.)?(?:WebSocketRoute|add_api_websocket_route|add_websocket_route)\(\s*["']([^"']*)["']/g);
  return [...routed, ...listed].map(([, name, path]) => `${prefixOf(name, source)}${path}`).filter((path) => path !== '');
}

/** So deep are routers nested in each other, at the most. */
const DEEPEST = 5;

function prefixOf(name: string | undefined, source: string, depth = 0): string {
  if (name === undefined || depth > DEEPEST) return '';
  const own = new RegExp(`\\b${name}\\s*(?::[^=\\n]+)?=\\s*APIRouter\\([^)]*prefix\\s*=\\s*["']([^"']*)["']`).exec(source)?.[1] ?? '';
  const included = new RegExp(`(\\w+)\\.include_router\\(\\s*${name}\\b(?:[^)]*prefix\\s*=\\s*["']([^"']*)["'])?`).exec(source);
  const mounted = new RegExp(`(\\w+)\\.mount\\(\\s*["']([^"']*)["']\\s*,\\s*(?:app\\s*=\\s*)?${name}\\b`).exec(source);
  const around = included ?? mounted;
  return `${prefixOf(around?.[1], source, depth + 1)}${around?.[2] ?? ''}${own}`;
}

function withParameters(path: string, source: string): Pick<Door, 'path' | 'numbers'> {
  const names = [...path.matchAll(/\{([^}:]+)/g)].map(([, name]) => name ?? '');
  const isNumber = (name: string) =>
    new RegExp(`\\b${name}\\s*:\\s*(int|float)\\b`).test(source) || new RegExp(`\\{${name}:int\\}`).test(path);
  return { path, numbers: names.filter(isNumber) };
}

/** `path: '/chat'`, `pathname === '/chat'`, `url.startsWith('/chat')`. */
function nodePaths(source: string): string[] {
  const options = all(source, /\bpath\s*:\s*['"`](\/[^'"`]*)['"`]/g);
  const compared = all(source, /\b(?:pathname|path|url|route)\b[^\n=]{0,30}[!=]==?\s*['"`](\/[^'"`?]*)['"`]/g);
  const begins = all(source, /\b(?:pathname|path|url)\b[^\n]{0,20}\.startsWith\(\s*['"`](\/[^'"`]*)['"`]/g);
  const cases = all(source, /\bcase\s+['"`](\/[^'"`]*)['"`]\s*:/g);
  const keys = all(source, /['"](\/[\w/-]+)['"]\s*(?::|,\s*(?:new WebSocketServer|\w*(?:[wW]ss|[sS]erver|[sS]ockets|[hH]andle)))/g);
  return [
    ...[...options, ...compared, ...cases, ...keys].map(([, path]) => path ?? ''),
    ...begins.map(([, path = '']) => (path.endsWith('/') ? `${path}{client_id}` : path)),
  ];
}

/** What has to stand behind the path: names that are read from it, with what they are compared with. */
function queryIn(source: string, dialect: Dialect): Record<string, string> {
  const read = [
    ...all(source, /(?:searchParams|query|query_params|params)\s*\.get\(\s*['"](\w+)['"]/g),
    ...all(source, /query_params\[\s*['"](\w+)['"]/g),
    ...(dialect === 'fastapi' ? all(source, /\b(\w+)\s*:\s*(?:Annotated\[[^\]]*\bQuery\b|[\w[\] |]+=\s*Query\()/g) : []),
    ...(dialect === 'fastapi' ? requiredParameters(source) : []),
  ].map(([, name]) => name ?? '');
  return Object.fromEntries([...new Set(read)].map((name) => [name, valueFor(source, name)]));
}

/** Parameters of an endpoint that are in no path and have no default: FastAPI takes them from the query. */
function requiredParameters(source: string): RegExpMatchArray[] {
  const endpoints = all(source, /@\w+\.websocket\(\s*["']([^"']*)["'][^)]*\)\s*\n\s*(?:async\s+)?def\s+\w+\(([^)]*)\)/g);
  return endpoints.flatMap(([, path = '', given = '']) =>
    all(given, /(?:^|,)\s*(\w+)\s*:\s*(?:str|int|float|bool)\s*(?=,|$)/g).filter(([, name]) => !path.includes(`{${name}`)),
  );
}

function headersIn(source: string): Record<string, string> {
  const read = all(source, /headers\s*(?:\.get\(\s*|\[\s*)['"]([\w-]+)['"]/g).map(([, name]) => (name ?? '').toLowerCase());
  const own = read.filter((name) => !ORDINARY.has(name));
  return Object.fromEntries([...new Set(own)].map((name) => [name, valueFor(source, name.replaceAll('-', '_'))]));
}

/** Sent by every client, or of no use where nobody knows their value. */
const ORDINARY = new Set(['host', 'origin', 'upgrade', 'connection', 'user-agent', 'cookie', 'x-forwarded-for']);
const ORDINARY_PREFIX = 'sec-websocket-';

function subprotocolsIn(source: string): string[] {
  if (!/subprotocol|protocols\b|handleProtocols/i.test(source)) return [];
  const named = [
    ...all(source, /offered(?:\[0\])?\s*[!=]==?\s*['"]([\w.+-]+)['"]/g),
    ...all(source, /['"]([a-z][\w-]*\.v\d[\w.]*)['"]/g),
    ...all(source, /subprotocol\s*[=:]\s*['"]([\w.+-]+)['"]/g),
    ...all(source, /\w*[pP]rotocols?\w*\.(?:has|includes|indexOf)\(\s*['"]([\w.+-]+)['"]/g),
    ...all(source, /['"]([\w.+-]+)['"]\s+(?:not\s+)?in\s+(?:\w[\w.]*(?:sub)?protocols?|offered)/g),
    ...all(source, /offered(?:\[0\])?\s*[!=]==?\s*['"]([\w.+-]+)['"]/g),
    ...all(source, /\w*PROTOCOLS?\s*=\s*[[{(]?\s*['"]([\w.+-]+)['"]/g),
  ]
    .map(([, name]) => name ?? '')
    .filter((name, index, names) => name !== '' && !name.startsWith(ORDINARY_PREFIX) && names.indexOf(name) === index);
  return [...named, UNKNOWN_SUBPROTOCOL];
}

/** Nobody knows it: whoever chooses without looking shows that. */
export const UNKNOWN_SUBPROTOCOL = 'unknown.subprotocol';

/** What something of this name has to be, as far as the source says it: a text that it is compared with, or a list where it is looked up. */
function valueFor(source: string, name: string): string {
  const [compared] = comparedWith(source, name);
  if (compared !== undefined) return compared;
  const plural = new RegExp(`\\b\\w*${name}\\w*\\s*(?::[^=\\n]+)?=\\s*(?:new (?:Set|Map)\\()?[\\[{(]+\\s*['"\`]([^'"\`]+)['"\`]`, 'i');
  const constant = new RegExp(`\\b\\w*${name}\\w*\\s*(?::[^=\\n]+)?=\\s*['"\`]([^'"\`]+)['"\`]`, 'i');
  return plural.exec(source)?.[1] ?? constant.exec(source)?.[1] ?? 'sample';
}

function all(source: string, pattern: RegExp): RegExpMatchArray[] {
  return [...source.matchAll(pattern)];
}
