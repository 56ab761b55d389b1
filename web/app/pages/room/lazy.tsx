/** The pages of a room come when there is a room: a local workshop never loads them. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CatalogView } from '../../../protocol.ts';
import type { Route } from '../../models/route.ts';
import type { StepSession } from '../../models/step-session.ts';
import type { Shared } from '../shared.ts';

const joining = () => import('./join.tsx').then(({ Join }) => Join);
const strip = () => import('./seated.tsx').then(({ Strip }) => Strip);
const setAside = () => import('./seated.tsx').then(({ SetAside }) => SetAside);
const PAGES: Partial<Record<Route['page'], () => Promise<ComponentType<Shared & { seat: number }>>>> = {
  shown: () => import('./seated.tsx').then(({ ShownPage }) => ShownPage),
  summary: () => import('./seated.tsx').then(({ SummaryPage }) => SummaryPage),
  board: () => import('./leading.tsx').then(({ BoardPage }) => BoardPage),
  seat: () => import('./leading.tsx').then(({ SeatPage }) => SeatPage),
  report: () => import('./leading.tsx').then(({ ReportPage }) => ReportPage),
};

export function JoinPage() {
  const Join = useLoaded(joining);
  return Join ? <Join /> : null;
}

/** Nothing where the address is none of a room. */
export function RoomPage({ page, ...shared }: Shared & { page: Route }) {
  const load = PAGES[page.page];
  return load ? <Page key={page.page} load={load} {...shared} seat={page.page === 'seat' ? page.seat : 0} /> : null;
}

function Page({ load, ...props }: Shared & { seat: number; load: () => Promise<ComponentType<Shared & { seat: number }>> }) {
  const Loaded = useLoaded(load);
  return Loaded ? <Loaded {...props} /> : null;
}

export function RoomStrip({ catalog }: { catalog: CatalogView }) {
  const Strip = useLoaded(strip);
  return Strip ? <Strip catalog={catalog} /> : <div class="room-strip" />;
}

/** The drafts of a step that gave way to its solution. */
export function SetAsideDrafts({ session }: { session: StepSession }) {
  const SetAside = useLoaded(setAside);
  return SetAside ? <SetAside session={session} /> : null;
}

/** A script that cannot be loaded is asked for again when the page is. */
function useLoaded<T>(load: () => Promise<T>): T | undefined {
  const [loaded, setLoaded] = useState<{ part: T }>();
  useEffect(() => {
    Promise.all([load(), stylesOfRoom()]).then(
      ([part]) => setLoaded({ part }),
      () => {},
    );
  }, [load]);
  return loaded?.part;
}

let styles: Promise<void> | undefined;

/** The page names where they are. */
function stylesOfRoom(): Promise<void> {
  styles ??= new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = document.querySelector<HTMLMetaElement>('meta[name="room-styles"]')?.content ?? '';
    // Without them the page can be read all the same.
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
  return styles;
}
