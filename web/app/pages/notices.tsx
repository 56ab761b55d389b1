/** What stands in the place of a page, or above it. */
import { visibleText } from '../../visible-text.ts';
import { Footer } from '../components/Footer.tsx';
import { Header } from '../components/Header.tsx';
import { go } from '../models/route.ts';
import { nextTheme, theme } from '../models/theme.ts';
import { line, runtime } from '../models/workshop.ts';

/** The workshop is down: the page goes on by itself when it is back. */
export function Waiting({ sentence, onHelp }: { sentence: string; onHelp(): void }) {
  return (
    <div class="page">
      <Header crumbs={[]} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      <main class="problem" id="main" tabIndex={-1}>
        <h1>Waiting for the workshop</h1>
        <p>{sentence}</p>
        <p>Start it again; this page goes on by itself.</p>
      </main>
      <Footer line={line.value} runtimes={[runtime.value]} />
    </div>
  );
}

/** The facilitator opens it; the page goes on by itself then. */
export function NotOpenYet({ title, onHelp }: { title?: string; onHelp(): void }) {
  return (
    <div class="page">
      <Header crumbs={title === undefined ? [] : [title]} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      <main class="problem" id="main" tabIndex={-1}>
        <h1>{title === undefined ? 'This step is' : `“${title}” is`} not open yet</h1>
        <p>The facilitator opens it. This page goes on by itself then.</p>
        <p>
          <a href="/">To the list of lessons</a>
        </p>
      </main>
      <Footer line={line.value} runtimes={[runtime.value]} />
    </div>
  );
}

/** What could not be read is not among the lessons; its author reads why. */
export function LessonProblems({ sentences }: { sentences: readonly string[] }) {
  return (
    <details class="lesson-problems" open>
      <summary>
        {sentences.length === 1 ? 'One thing' : `${sentences.length} things`} in the lessons’ folders cannot be used as it is
      </summary>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{visibleText(sentence)}</li>
        ))}
      </ul>
    </details>
  );
}

export function Problem({ sentence }: { sentence: string }) {
  return (
    <main class="problem" id="main" tabIndex={-1}>
      <h1>This page cannot be shown</h1>
      <p>{sentence}</p>
      <p>
        <a href="/">To the list of lessons</a>
      </p>
    </main>
  );
}
