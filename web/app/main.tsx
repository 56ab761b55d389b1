/** The browser app: which page is shown, and what it is made of. */
import '@fontsource/ibm-plex-sans/latin-400.css';
import '@fontsource/ibm-plex-sans/latin-600.css';
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@fontsource/ibm-plex-mono/latin-600.css';
import './styles/app.css';
import './styles/author.css';
import './styles/details.css';
import './styles/opening.css';
import './styles/reading.css';
import './styles/step.css';
import './styles/talk.css';
import './styles/timeline.css';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CatalogView } from '../protocol.ts';
import { HelpDialog } from './components/Dialog.tsx';
import { UnsafeBanner } from './components/Safety.tsx';
import { followHistory, route } from './models/route.ts';
import { followTheme } from './models/theme.ts';
import { keeper, learnt, learnWork } from './models/work.ts';
import { changes, connect, fetchCatalog, returns, safety } from './models/workshop.ts';
import { Author } from './pages/author.tsx';
import { Lessons } from './pages/lessons.tsx';
import { LessonProblems, Problem } from './pages/notices.tsx';
import { Read } from './pages/reading.tsx';
import { SafetyPage } from './pages/safety.tsx';
import { Step } from './pages/step.tsx';

function App() {
  const [catalog, setCatalog] = useState<CatalogView>();
  const [problem, setProblem] = useState<string>();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    fetchCatalog().then(
      (fetched) => {
        setCatalog(fetched);
        setProblem(undefined);
      },
      // What is shown already stays.
      (failure: Error) => !catalog && setProblem(failure.message),
    );
    void learnWork();
  }, [returns.value, changes.value]);
  if (problem) return <Problem sentence={problem} />;
  if (!catalog) return null;
  learnt.value;
  const page = route.value;
  const shared = { catalog, onHelp: () => setHelp(true), onProblem: setProblem };
  return (
    <>
      <a class="skip" href="#main">
        To the content
      </a>
      {safety.value?.unsafe && <UnsafeBanner />}
      {catalog.problems.length > 0 && <LessonProblems sentences={catalog.problems} />}
      {page.page === 'lessons' && <Lessons {...shared} />}
      {page.page === 'safety' && <SafetyPage {...shared} />}
      {page.page === 'reading' && <Read key={page.id} {...shared} id={page.id} />}
      {page.page === 'author' && <Author key={page.id} {...shared} id={page.id} />}
      {page.page === 'step' && <Step key={page.id} {...shared} id={page.id} asked={page.dialect} />}
      {help && <HelpDialog onClose={() => setHelp(false)} />}
    </>
  );
}

followTheme(keeper);
followHistory();
connect();
const root = document.getElementById('app');
if (root) render(<App />, root);
