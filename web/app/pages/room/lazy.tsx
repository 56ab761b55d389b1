/** The pages of a room come when there is a room: a local workshop never loads them. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CatalogView } from '../../../protocol.ts';
import type { Route } from '../../models/route.ts';
import type { StepSession } from '../../models/step-session.ts';
import type { Shared } from '../shared.ts';

const load = () => import('./room.ts');
type All = Awaited<ReturnType<typeof load>>;
const PAGES: Partial<Record<Route['page'], (all: All) => ComponentType<Shared & { seat: number }>>> = {
  shown: ({ ShownPage }) => ShownPage,
  summary: ({ SummaryPage }) => SummaryPage,
  board: ({ BoardPage }) => BoardPage,
  seat: ({ SeatPage }) => SeatPage,
  report: ({ ReportPage }) => ReportPage,
};

export function JoinPage() {
  const all = useAll();
  return all ? <all.Join /> : null;
}

/** Nothing where the address is none of a room. */
export function RoomPage({ page, ...shared }: Shared & { page: Route }) {
  const all = useAll();
  const Page = all && PAGES[page.page]?.(all);
  return Page ? <Page key={page.page} {...shared} seat={page.page === 'seat' ? page.seat : 0} /> : null;
}

export function RoomStrip({ catalog }: { catalog: CatalogView }) {
  const all = useAll();
  return all ? <all.Strip catalog={catalog} /> : null;
}

/** The drafts of a step that gave way to its solution. */
export function SetAsideDrafts({ session }: { session: StepSession }) {
  const all = useAll();
  return all ? <all.SetAside session={session} /> : null;
}

let all: All | undefined;

/** At once where it is there already. A script that cannot be loaded is asked for again when the page is. */
function useAll(): All | undefined {
  const [loaded, setLoaded] = useState(all);
  useEffect(() => {
    Promise.all([load(), stylesOfRoom()]).then(
      ([came]) => {
        all = came;
        setLoaded(came);
      },
      () => {},
    );
  }, []);
  return loaded;
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
