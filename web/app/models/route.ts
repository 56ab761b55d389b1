/**
 * The page's address: the list at `/`, what holds at `/safety`, the examination of a backend at `/examine`, a step at `/steps/:id?dialect=…`, its author's table at `/author/:id`,
 * and a timeline to read at `/read/:id`; anything else is nowhere. In a room there are its door at `/join`, the attempt that is shown to all at `/shown`, what was
 * learnt at `/summary`, and for the facilitator the board at `/board`, a learner at `/board/:seat` and the report at `/report`.
 */
import { signal } from '@preact/signals';
import { DIALECTS, type Dialect } from '../../../sandbox/runtimes/dialect.ts';

export type Route =
  | { page: 'lessons' | 'nowhere' | 'safety' | 'examine' | 'join' | 'shown' | 'summary' | 'board' | 'report' }
  | { page: 'author'; id: string }
  | { page: 'reading'; id: string }
  | { page: 'seat'; seat: number }
  | { page: 'step'; id: string; dialect?: Dialect };

/** What is at an address that has no part of its own. */
const PLAIN = ['safety', 'examine', 'join', 'shown', 'summary', 'board', 'report'] as const;

const ROOM = ['seat', 'shown', 'summary', 'board', 'report'] as const;

export const route = signal<Route>(parseRoute(globalThis.location?.href ?? 'http://page/'));

export function parseRoute(href: string): Route {
  const { pathname, searchParams } = new URL(href);
  const plain = PLAIN.find((page) => pathname.replace(/\/$/, '') === `/${page}`);
  if (plain) return { page: plain };
  const [, kind, part = ''] = /^\/(steps|read|author|board)\/([^/]+)\/?$/.exec(pathname) ?? [];
  if (kind === 'board') return /^\d{1,9}$/.test(part) ? { page: 'seat', seat: Number(part) } : { page: 'board' };
  const id = decodeURIComponent(part);
  if (kind === 'read') return { page: 'reading', id };
  if (kind === 'author') return { page: 'author', id };
  if (kind === 'steps') return { page: 'step', id, dialect: DIALECTS.find((known) => known === searchParams.get('dialect')) };
  return { page: pathname === '/' ? 'lessons' : 'nowhere' };
}

/** Whether there is such a page in a room alone. */
export function isOfRoom({ page }: Route): boolean {
  return ROOM.some((name) => name === page);
}

export function readingAddress(id: string): string {
  return `/read/${encodeURIComponent(id)}`;
}

export function stepAddress(id: string, dialect?: Dialect): string {
  return `/steps/${encodeURIComponent(id)}${dialect ? `?dialect=${dialect}` : ''}`;
}

/** The door of a room, and where to go on behind it. */
export function doorAddress(from: string): string {
  return from === '/' ? '/join' : `/join?from=${encodeURIComponent(from)}`;
}

/** Where to go on behind the door: never to another site. */
export function behindDoor(href: string): string {
  const here = new URL(href);
  const from = URL.parse(here.searchParams.get('from') ?? '/', here);
  return from?.origin === here.origin && from.pathname !== '/join' ? from.pathname + from.search : '/';
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
