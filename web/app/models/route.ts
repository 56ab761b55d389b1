/**
 * The page's address: the list at `/`, what holds at `/safety`, a step at `/steps/:id?dialect=…`, its author's table at `/author/:id`,
 * and a timeline to read at `/read/:id`.
 */
import { signal } from '@preact/signals';
import { DIALECTS, type Dialect } from '../../../sandbox/runtimes/dialect.ts';

export type Route =
  | { page: 'lessons' }
  | { page: 'safety' }
  | { page: 'author'; id: string }
  | { page: 'reading'; id: string }
  | { page: 'step'; id: string; dialect?: Dialect };

export const route = signal<Route>(parseRoute(globalThis.location?.href ?? 'http://page/'));

export function parseRoute(href: string): Route {
  const { pathname, searchParams } = new URL(href);
  const id = /^\/steps\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (/^\/safety\/?$/.test(pathname)) return { page: 'safety' };
  const read = /^\/read\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (read !== undefined) return { page: 'reading', id: decodeURIComponent(read) };
  const authored = /^\/author\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (authored !== undefined) return { page: 'author', id: decodeURIComponent(authored) };
  if (id === undefined) return { page: 'lessons' };
  return { page: 'step', id: decodeURIComponent(id), dialect: DIALECTS.find((known) => known === searchParams.get('dialect')) };
}

export function readingAddress(id: string): string {
  return `/read/${encodeURIComponent(id)}`;
}

export function stepAddress(id: string, dialect?: Dialect): string {
  return `/steps/${encodeURIComponent(id)}${dialect ? `?dialect=${dialect}` : ''}`;
}

let arriving = false;

export function go(address: string): void {
  history.pushState(null, '', address);
  arriving = true;
  route.value = parseRoute(location.href);
  scrollTo(0, 0);
}

/** Puts the focus where the page that was gone to begins, once it is there; the browser does so only for a whole new document. */
export function arrive(): void {
  if (!arriving) return;
  arriving = false;
  document.getElementById('main')?.focus({ preventScroll: true });
}

export function followHistory(): void {
  addEventListener('popstate', () => {
    route.value = parseRoute(location.href);
  });
}
