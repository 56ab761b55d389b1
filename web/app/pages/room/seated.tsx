/** What a learner's pages have in a room, besides what they have in a local workshop. */
import { useEffect, useState } from 'preact/hooks';
import type { CatalogView } from '../../../protocol.ts';
import type { Notice, ShownView } from '../../../room-messages.ts';
import { Footer } from '../../components/Footer.tsx';
import { Header } from '../../components/Header.tsx';
import { AttemptLook } from '../../components/room/AttemptLook.tsx';
import { NewsLine, Offered, Said, Way } from '../../components/room/News.tsx';
import { SetAsideList } from '../../components/room/SetAsideList.tsx';
import { Strip as StripOf } from '../../components/room/Strip.tsx';
import { Summary } from '../../components/room/Summary.tsx';
import { Notices } from '../../models/room/notices.ts';
import { Offers } from '../../models/room/offer.ts';
import { fetchSetAside, fetchShown, leave, type SetAsideDraft, setAside, TAKE_HOME } from '../../models/room/requests.ts';
import { arrive, go, route, stepAddress } from '../../models/route.ts';
import { accessTo, atWork, me, room } from '../../models/seat.ts';
import type { StepSession } from '../../models/step-session.ts';
import { isDark, nextTheme, theme } from '../../models/theme.ts';
import { keeper, solvedIn } from '../../models/work.ts';
import { line, returns, runtime } from '../../models/workshop.ts';
import type { Shared } from '../shared.ts';

const notices = new Notices(keeper);
const offers = new Offers({ setAside });

export function Strip({ catalog }: { catalog: CatalogView }) {
  const [problem, setProblem] = useState<string>();
  useSummaryAtTheEnd();
  if (!me.value) return null;
  const leaveSeat = () =>
    leave().then(
      () => location.assign('/join'),
      ({ message }: Error) => setProblem(message),
    );
  const said = problem ?? offers.problem.value;
  return (
    <StripOf me={me.value} onGo={go} onLeave={() => void leaveSeat()}>
      {said !== undefined && <NewsLine kind="problem">{said}</NewsLine>}
      {me.value.seat && <News catalog={catalog} />}
    </StripOf>
  );
}

/** Of the room, and then what was said, the newest first. */
function News({ catalog }: { catalog: CatalogView }) {
  const view = room.value;
  if (!view) return null;
  const { ended, pointed, shown } = view;
  const left = notices.left(view.notices);
  const page = route.value;
  const isAt = page.page === 'step' ? page.id : undefined;
  const session = atWork.value;
  const taken = offers.taken.value;
  return (
    <>
      {ended && page.page !== 'summary' && (
        <NewsLine kind="ended">
          <span class="news-text">
            The workshop has ended.{' '}
            <Way to="/summary" onGo={go}>
              See what you learnt
            </Way>
          </span>
        </NewsLine>
      )}
      {pointed !== undefined && pointed !== isAt && !ended && (
        <NewsLine kind="plain">
          <span class="news-text">
            Everybody is asked to come to{' '}
            <Way to={stepAddress(pointed)} onGo={go}>
              “{titleOf(catalog, pointed)}”
            </Way>
          </span>
        </NewsLine>
      )}
      {shown !== undefined && page.page !== 'shown' && (
        <NewsLine kind="plain">
          <span class="news-text">
            An attempt is shown to the room.{' '}
            <Way to="/shown" onGo={go}>
              Look at it
            </Way>
          </span>
        </NewsLine>
      )}
      {session && accessTo(session.step.id) === 'closed' && (
        <NewsLine kind="plain">This step is closed now. What you type is kept in this browser, and sent when it is opened again.</NewsLine>
      )}
      {taken && session?.step.id === taken.step && session.dialect === taken.dialect && (
        <NewsLine kind="plain">
          <span class="news-text">The solution is your draft now. Your own one is under History, and in what you take home.</span>
          <button type="button" class="ghost" onClick={() => (offers.taken.value = undefined)} aria-label="Put this message away">
            ✕
          </button>
        </NewsLine>
      )}
      {left.map((notice) => (
        <NoticeLine key={notice.id} {...{ notice, catalog }} />
      ))}
      {left.length > 1 && (
        <button type="button" class="link news-all" onClick={() => notices.dismiss(left.map(({ id }) => id))}>
          Put all {left.length} messages away
        </button>
      )}
    </>
  );
}

function NoticeLine({ notice, catalog }: { notice: Notice; catalog: CatalogView }) {
  const dismiss = () => notices.dismiss([notice.id]);
  if (notice.kind === 'said') return <Said notice={notice} onDismiss={dismiss} />;
  const { step, dialect } = notice;
  const session = atWork.value;
  const isHere = session?.step.id === step && session.dialect === dialect;
  const take = async () => {
    if (session && (await offers.take(session))) dismiss();
  };
  return (
    <Offered
      title={titleOf(catalog, step)}
      isHere={isHere}
      to={stepAddress(step, dialect)}
      onGo={go}
      onTake={() => void take()}
      onRefuse={dismiss}
    />
  );
}

/** Whether the workshop had ended when this page last looked. */
let hadEnded: boolean | undefined;

/** Once the workshop has ended the page leads to what was learnt, once: at that moment, or where it would begin with the lessons. */
function useSummaryAtTheEnd(): void {
  const ended = room.value?.ended;
  useEffect(() => {
    if (ended === undefined) return;
    const isNews = hadEnded === false || (hadEnded === undefined && route.value.page === 'lessons');
    hadEnded = ended;
    if (ended && isNews && me.value?.seat) go('/summary');
  }, [ended]);
}

export function SetAside({ session }: { session: StepSession }) {
  const [kept, setKept] = useState<SetAsideDraft[]>([]);
  const { step, dialect } = session;
  useEffect(() => {
    fetchSetAside(step.id, dialect).then(
      (fetched) => setKept(fetched.kept),
      () => {}, // The attempts are there all the same.
    );
  }, [step.id, dialect, offers.taken.value, returns.value]);
  return (
    <SetAsideList
      kept={kept}
      dialect={dialect}
      draft={session.draft.text.value}
      dark={isDark.value}
      onBringBack={(text) => session.bringBack(text)}
    />
  );
}

/** The attempt that the facilitator shows to all. */
export function ShownPage({ catalog, onHelp }: Shared) {
  const [look, setLook] = useState<{ id: number; attempt: ShownView }>();
  const [problem, setProblem] = useState<string>();
  const id = room.value?.shown;
  useEffect(() => {
    document.title = 'Shown to the room · Socket Clinic';
    arrive();
  }, []);
  useEffect(() => {
    if (!room.value) return;
    setProblem(undefined);
    fetchShown().then(
      (attempt) => setLook({ id: id ?? 0, attempt }),
      ({ message }: Error) => {
        setLook(undefined);
        setProblem(message);
      },
    );
  }, [id, room.value !== undefined, returns.value]);
  const title = look && titleOf(catalog, look.attempt.step);
  return (
    <div class="page page-step">
      <Header
        crumbs={['Shown to the room', ...(title ? [title] : [])]}
        theme={theme.value}
        onTheme={nextTheme}
        onHome={() => go('/')}
        onHelp={onHelp}
      />
      <main class="looking" id="main" tabIndex={-1}>
        <h1 class="looking-title">{title ? `An attempt at “${title}”` : problem ? 'Nothing is shown now' : 'An attempt is on its way'}</h1>
        {problem && <p class="empty">{problem} This page shows the next one by itself.</p>}
        {look && <AttemptLook key={look.id} {...look} />}
      </main>
      <Footer line={line.value} runtimes={[runtime.value]} />
    </div>
  );
}

export function SummaryPage({ catalog, onHelp }: Shared) {
  useEffect(() => {
    document.title = 'What you learnt · Socket Clinic';
    arrive();
  }, []);
  const steps = catalog.lessons
    .flatMap((lesson) => lesson.steps)
    .map(({ id, title, objective }) => ({ id, title, objective, isSolved: solvedIn(id).length > 0, isOpen: accessTo(id) !== 'closed' }));
  return (
    <div class="page">
      <Header crumbs={['Summary']} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      <Summary
        roomName={me.value?.room?.name ?? ''}
        isEnded={room.value?.ended ?? false}
        steps={steps}
        takeHome={TAKE_HOME}
        onGo={(id) => go(stepAddress(id))}
      />
      <Footer line={line.value} runtimes={[runtime.value]} />
    </div>
  );
}

function titleOf({ lessons }: CatalogView, id: string): string {
  return lessons.flatMap(({ steps }) => steps).find((step) => step.id === id)?.title ?? id;
}
