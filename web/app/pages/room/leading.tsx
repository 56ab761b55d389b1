/** The facilitator's pages. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ReportView } from '../../../room-messages.ts';
import { Footer } from '../../components/Footer.tsx';
import { Header } from '../../components/Header.tsx';
import { Board } from '../../components/room/Board.tsx';
import { Outcome } from '../../components/room/Outcome.tsx';
import { Report } from '../../components/room/Report.tsx';
import { SeatActions } from '../../components/room/SeatActions.tsx';
import { SeatWork } from '../../components/room/SeatWork.tsx';
import { Sign } from '../../components/room/Sign.tsx';
import { rowOf } from '../../models/room/board-rows.ts';
import { Leading } from '../../models/room/leading.ts';
import { OpenedSeat } from '../../models/room/opened-seat.ts';
import { fetchAnyAttempt, fetchReport, fetchSeat, lead, REPORT_CSV, REPORT_JSON } from '../../models/room/requests.ts';
import { arrive, go } from '../../models/route.ts';
import { board, me } from '../../models/seat.ts';
import { nextTheme, theme } from '../../models/theme.ts';
import { line, returns, runtime } from '../../models/workshop.ts';
import { Problem } from '../notices.tsx';
import type { Shared } from '../shared.ts';

/** Times are shown in minutes. */
const TICK_MS = 10_000;

/** What was said of a request is not carried to the next page. */
const useLeading = () => useMemo(() => new Leading(lead), []);

export function BoardPage({ onHelp }: Shared) {
  const leading = useLeading();
  const since = useSince();
  const came = board.value;
  useTitle('Board');
  if (!me.value?.leads) return <Problem sentence={NOT_LEADING} />;
  return (
    <div class="page">
      <Header crumbs={['Board']} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      {came ? (
        <Board view={came.view} sinceMs={since} lostSince={lostSince(since)} leading={leading} onGo={go} />
      ) : (
        <main class="board" id="main" tabIndex={-1}>
          <p class="empty">
            {line.value === 'lost' ? 'The workshop does not answer. This page goes on by itself.' : 'The board is on its way.'}
          </p>
        </main>
      )}
      <Footer line={line.value} runtimes={[runtime.value]} />
    </div>
  );
}

export function SeatPage({ seat, catalog, onHelp }: Shared & { seat: number }) {
  const leading = useLeading();
  const since = useSince();
  const opened = useMemo(() => new OpenedSeat(seat, { fetchSeat, fetchAttempt: fetchAnyAttempt }), [seat]);
  const came = board.value;
  const learner = came?.view.learners.find((each) => each.seat === seat);
  // Anything that was done there since is later than the quiet time before this board.
  const activeMs = came && learner && Math.floor((came.atMs - learner.quietMs) / 1_000);
  useEffect(() => void opened.fetch(), [opened, activeMs, learner?.attempts, learner?.state, returns.value]);
  const view = opened.view.value;
  useTitle(view?.name ?? 'Learner');
  if (!me.value?.leads) return <Problem sentence={NOT_LEADING} />;
  const titles = new Map(catalog.lessons.flatMap(({ steps }) => steps.map(({ id, title }) => [id, title])));
  const titleOf = (step: string) => titles.get(step) ?? step;
  const { exercise } = opened;
  const row = learner && rowOf(learner, titleOf, since);
  return (
    <div class="page page-step">
      <Header crumbs={['Board']} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      <main class="seat" id="main" tabIndex={-1}>
        <div class="seat-head">
          <h1>
            <bdi>{view?.name ?? row?.name ?? ''}</bdi>
          </h1>
          {row && (
            <p class={`seat-state row-${row.sign}`}>
              <Sign sign={row.sign} />{' '}
              {[row.state, row.step, row.attempts, row.onStep, row.stuck].filter((part) => part !== '').join(' · ')}
            </p>
          )}
          <span class="spacer" />
          {view && (
            <SeatActions
              {...{ seat, leading, exercise }}
              name={view.name}
              seatCode={view.seatCode}
              title={exercise ? titleOf(exercise.step) : ''}
              closed={came?.view.steps.filter(({ open }) => !open) ?? []}
            />
          )}
        </div>
        <Outcome leading={leading} />
        {opened.problem.value !== undefined && <p class="outcome outcome-problem">{opened.problem.value}</p>}
        {view && (
          <SeatWork
            opened={opened}
            titleOf={titleOf}
            shown={came?.view.shown}
            onShow={(attempt) =>
              void leading.ask(
                { lead: 'show', attempt },
                attempt === undefined ? 'Nothing is shown to the room.' : 'Every page shows the way to it.',
              )
            }
          />
        )}
      </main>
      <Footer line={line.value} runtimes={[runtime.value]} />
    </div>
  );
}

export function ReportPage({ onHelp }: Shared) {
  const [report, setReport] = useState<ReportView>();
  const [problem, setProblem] = useState<string>();
  useTitle('Report');
  useEffect(() => {
    fetchReport().then(
      (fetched) => {
        setReport(fetched);
        setProblem(undefined);
      },
      ({ message }: Error) => setProblem(message),
    );
  }, [returns.value]);
  if (!me.value?.leads) return <Problem sentence={NOT_LEADING} />;
  return (
    <div class="page page-report">
      <Header crumbs={['Report']} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      {problem !== undefined && !report && (
        <main class="board" id="main" tabIndex={-1}>
          <p class="empty">{problem}</p>
        </main>
      )}
      {report && <Report report={report} csv={REPORT_CSV} json={REPORT_JSON} onPrint={() => print()} />}
      <Footer line={line.value} runtimes={[runtime.value]} />
    </div>
  );
}

function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Socket Clinic`;
  }, [title]);
  useEffect(() => arrive(), []);
}

/** How long ago the board came, in milliseconds; counted on now and then. */
function useSince(): number {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const ticking = setInterval(() => setNowMs(performance.now()), TICK_MS);
    return () => clearInterval(ticking);
  }, []);
  return Math.max(0, nowMs - (board.value?.atMs ?? nowMs));
}

function lostSince(sinceMs: number): string | undefined {
  return line.value === 'open' ? undefined : new Date(Date.now() - sinceMs).toLocaleTimeString([], { timeStyle: 'medium' });
}

const NOT_LEADING = 'This page is for whoever leads the room. Open the address that the terminal printed for the facilitator.';
