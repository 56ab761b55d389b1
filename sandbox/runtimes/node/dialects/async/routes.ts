/** Which handler a path leads to, as the routes of Starlette do: the first one, in the module's order, whose pattern fits the whole path. */
import type { HandlerConnection } from './connection.ts';

export type Handler = (connection: HandlerConnection, ...parameters: string[]) => unknown;

export interface Found {
  handler: Handler;
  /** The first of what stands in the path for each `{name}`, decoded. */
  id: string;
  call(connection: HandlerConnection): unknown;
}

type Routes = (path: string) => Found | undefined;

/** The source document's only route. */
const ONLY = '/ws/{client_id}';
const FITS_ONLY = /^\/ws\/([^/]+)$/;
/** `{name}`: one part of the path; `{name:path}`: all the rest of it. */
const PARAMETER = /(\{\w+(?::path)?\})/;
/** What means something in a regular expression. */
const SPECIAL = /[\\^$.*+?()[\]{}|]/g;

/**
 * `exported`: the module's default export, a handler or several by their patterns.
 *
 * @throws TypeError for anything else, and for a pattern that could fit no path.
 */
export function readRoutes(exported: unknown): Routes {
  if (typeof exported === 'function') return onlyRoute(exported as Handler);
  if (typeof exported !== 'object' || exported === null)
    throw new TypeError(
      `Expected the module to export a function as its default, or routes such as { '${ONLY}': handler }, got ${typeof exported}.`,
    );
  const routes = Object.entries(exported).map(([pattern, handler]) => readRoute(pattern, handler));
  return (path) => {
    for (const { fits, handler } of routes) {
      const found = fits.exec(path);
      const parameters = found?.slice(1).map(decode);
      if (parameters) return { handler, id: parameters[0] ?? '', call: (connection) => handler(connection, ...parameters) };
    }
    return undefined;
  };
}

/** It uses nothing of a list: a handler that has broken those is served all the same. */
function onlyRoute(handler: Handler): Routes {
  return (path) => {
    const found = FITS_ONLY.exec(path)?.[1];
    if (found === undefined) return undefined;
    const id = decode(found);
    return { handler, id, call: (connection) => handler(connection, id) };
  };
}

function readRoute(pattern: string, handler: unknown): { fits: RegExp; handler: Handler } {
  if (!pattern.startsWith('/')) throw new TypeError(`Expected the pattern of a route to begin with /, got '${pattern}'.`);
  if (typeof handler !== 'function') throw new TypeError(`Expected the route '${pattern}' to have a function, got ${typeof handler}.`);
  // Whatever stands at an odd place is a parameter.
  const expression = pattern.split(PARAMETER).map((part, index) => (index % 2 === 0 ? part.replaceAll(SPECIAL, '\\$&') : fitFor(part)));
  return { fits: new RegExp(`^${expression.join('')}$`), handler: handler as Handler };
}

function fitFor(parameter: string): string {
  return parameter.endsWith(':path}') ? '(.*)' : '([^/]+)';
}

/** As it is where it is no encoding of anything. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
