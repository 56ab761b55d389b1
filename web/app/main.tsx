/** The browser app: which page is shown, and what it is made of. */
import '@fontsource/ibm-plex-sans/latin-400.css';
import '@fontsource/ibm-plex-sans/latin-600.css';
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@fontsource/ibm-plex-mono/latin-600.css';
import './styles/app.css';
import './styles/author.css';
import './styles/details.css';
import './styles/examine.css';
import './styles/opening.css';
import './styles/reading.css';
import './styles/step.css';
import './styles/talk.css';
import './styles/timeline.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CatalogView } from '../protocol.ts';
import { HelpDialog } from './components/Dialog.tsx';
import { UnderHeader } from './components/Header.tsx';
import { UnsafeBanner } from './components/Safety.tsx';
import { doorAddress, followHistory, isOfRoom, route } from './models/route.ts';
import { me, sitDown } from './models/seat.ts';
import { followTheme } from './models/theme.ts';
import { learnt, learnWork, ofBrowser } from './models/work.ts';
import { changes, connect, fetchCatalog, fetchWork, isStranger, returns, safety } from './models/workshop.ts';
import { Author } from './pages/author.tsx';
import { Examine } from './pages/examine.tsx';
import { Lessons } from './pages/lessons.tsx';
import { LessonProblems, Problem } from './pages/notices.tsx';
import { Read } from './pages/reading.tsx';
import { JoinPage, RoomPage, RoomStrip } from './pages/room/lazy.tsx';
import { SafetyPage } from './pages/safety.tsx';
import { Step } from './pages/step.tsx';

function App() {
  const [catalog, setCatalog] = useState<CatalogView>();
  const [problem, setProblem] = useState<string>();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    const open = async () => {
      const work = fetchWork().catch(() => undefined);
      const fetched = await fetchCatalog();
      if (fetched.me) sitDown(fetched.me, (await work)?.store, () => location.reload());
      setCatalog(fetched);
      setProblem(undefined);
      learnWork((await work) ?? { solved: [] });
    };
    // What is shown already stays.
    open().catch((failure: Error) => !catalog && setProblem(failure.message));
  }, [returns.value, changes.value]);
  if (problem) return <Problem sentence={problem} />;
  if (!catalog) return null;
  learnt.value;
  const page = route.value;
  const shared = { catalog, onHelp: () => setHelp(true), onProblem: setProblem };
  return (
    <UnderHeader.Provider value={me.value && <RoomStrip catalog={catalog} />}>
      <a class="skip" href="#main">
        To the content
      </a>
      {safety.value?.unsafe && <UnsafeBanner />}
      {catalog.problems.length > 0 && <LessonProblems sentences={catalog.problems} />}
      {page.page === 'lessons' && <Lessons {...shared} />}
      {page.page === 'safety' && <SafetyPage {...shared} />}
      {page.page === 'examine' && <Examine {...shared} />}
      {page.page === 'reading' && <Read key={page.id} {...shared} id={page.id} />}
      {page.page === 'author' && <Author key={page.id} {...shared} id={page.id} />}
      {page.page === 'step' && <Step key={page.id} {...shared} id={page.id} asked={page.dialect} />}
      {(page.page === 'nowhere' || (isOfRoom(page) && !me.value)) && <Problem sentence="There is nothing at this address." />}
      {me.value && <RoomPage {...shared} page={page} />}
      {help && <HelpDialog onClose={() => setHelp(false)} />}
    </UnderHeader.Provider>
  );
}

followTheme(ofBrowser);
followHistory();
const isAtDoor = route.value.page === 'join';
if (!isAtDoor) {
  connect();
  // What was typed is in the browser already, under the name of the seat.
  effect(() => {
    if (me.value && isStranger.value) location.assign(doorAddress(location.pathname + location.search));
  });
}
const root = document.getElementById('app');
if (root) render(isAtDoor ? <JoinPage /> : <App />, root);
