import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { FACES } from '../../../sandbox/runtimes/dialect.ts';
import { type Marked, marksOf } from '../models/marks.ts';
import { toldOf } from '../models/meaning.ts';
import { isUnderWay, lookedAt } from '../models/running.ts';
import { sharedOf } from '../models/share.ts';
import type { StepSession } from '../models/step-session.ts';
import { isDark } from '../models/theme.ts';
import { ComparisonPane } from './ComparisonPane.tsx';
import { Dialog } from './Dialog.tsx';
import { EditorPane, type WaysToLine } from './EditorPane.tsx';
import { HistoryPane } from './HistoryPane.tsx';
import { Prose } from './Prose.tsx';
import { ResultPane } from './ResultPane.tsx';
import { Tabs } from './Tabs.tsx';
import { TalkPane, type TalkPaneProps } from './talk/TalkPane.tsx';

export interface StepPageProps {
  session: StepSession;
  /** The workshop serves others. */
  isHosted: boolean;
  onExamine: TalkPaneProps['onExamine'];
  next?: { title: string; go(): void };
  /** Above the attempts. */
  aside?: ComponentChildren;
}

const SIDES = ['read', 'edit', 'result', 'talk'] as const;
type Side = (typeof SIDES)[number];
const SIDE_WORDS: Record<Side, string> = { read: 'Read', edit: 'Edit', result: 'Result', talk: 'Talk' };

/** What the third column shows, where there are columns. */
const COLUMN = ['the-run', 'by-hand'] as const;
const COLUMN_WORDS: Record<(typeof COLUMN)[number], string> = { 'the-run': 'Result', 'by-hand': 'Talk to it' };

const FILES = ['handler', 'solution', 'history'] as const;
type File = (typeof FILES)[number];

export function StepPage({ session, isHosted, onExamine, next, aside }: StepPageProps) {
  const [side, setSide] = useState<Side>('read');
  useFocusIn(side);
  const [ways, setWays] = useState<WaysToLine>();
  const [talks, setTalks] = useState<'never' | 'yes' | 'no'>('never');
  const { running, step, dialect } = session;
  const show = (name: Side) => {
    setSide(name);
    if (name === 'talk') setTalks('yes');
    else if (name === 'result') setTalks((before) => (before === 'yes' ? 'no' : before));
  };
  const run = () => {
    show('result');
    session.run();
  };
  useKeys(run, () => {
    if (session.askMeaning()) show('result');
  });
  const jump = (line: number, column: number) => {
    setSide('edit');
    ways?.goTo(line, column);
  };
  const addFrame = () => {
    session.addFrame();
    jump(1, 1);
  };
  return (
    <main class="step" id="main" tabIndex={-1} data-side={side}>
      <h1 class="hidden">{step.title}</h1>
      <div class="sides">
        <Tabs
          class="side-tabs"
          label="Parts of the step"
          names={SIDES}
          chosen={side}
          onChoose={show}
          word={(name) => SIDE_WORDS[name]}
          panel={(name) => `side-${name}`}
        />
        <button type="button" class="button run" onClick={run}>
          Run
        </button>
      </div>
      <div class="side side-read" id="side-read">
        <Prose
          step={step}
          noteHtml={step.exercises[dialect]?.noteHtml}
          revealed={session.hints.value}
          onReveal={() => session.revealHint()}
        />
      </div>
      <div class="side side-edit" id="side-edit">
        <Workbench session={session} aside={aside} onReady={setWays} />
        <RunBar session={session} onRun={run} />
      </div>
      <div class="side side-column">
        <Tabs
          class="tabs column-tabs"
          label="Beside the handler"
          names={COLUMN}
          chosen={talks === 'yes' ? 'by-hand' : 'the-run'}
          onChoose={(name) => show(name === 'by-hand' ? 'talk' : 'result')}
          word={(name) => COLUMN_WORDS[name]}
          panel={(name) => (name === 'by-hand' ? 'side-talk' : 'side-result')}
        />
        <div class="side-part" id="side-talk" hidden={talks !== 'yes'}>
          {talks !== 'never' && (
            <TalkPane session={session} isShown={talks === 'yes'} isHosted={isHosted} onExamine={onExamine} onGoTo={jump} />
          )}
        </div>
        <div class="side-part" id="side-result" hidden={talks === 'yes'}>
          <ResultPane
            shown={running.shown.value}
            onGoTo={jump}
            onShowLine={(line) => ways?.show(line)}
            onAddFrame={addFrame}
            meaning={session.meaning}
            next={next}
            share={sharedOf(step, dialect, lookedAt(running.shown.value))}
          />
        </div>
      </div>
    </main>
  );
}

/** What had the focus is out of sight when another part of the step is shown: the focus goes to that part's tab. */
function useFocusIn(side: Side): void {
  useLayoutEffect(() => {
    const focused = document.activeElement;
    if (focused !== document.body && !focused?.checkVisibility()) document.getElementById(`tab-${side}`)?.focus();
  }, [side]);
}

/** Ctrl or Cmd with Enter, and the same with Shift. */
function useKeys(run: () => void, askMeaning: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) askMeaning();
      else run();
    };
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  });
}

function Workbench({ session, aside, onReady }: Pick<StepPageProps, 'session' | 'aside'> & { onReady(ways: WaysToLine): void }) {
  const [tab, setTab] = useState<File>('handler');
  const [asking, setAsking] = useState(false);
  const [agreed, setAgreed] = useState(session.solved.value);
  const { dialect } = session;
  const { fileName } = FACES[dialect];
  const { marks, line } = useMarks(session);
  const showSolution = () => (agreed || session.solved.value ? setTab('solution') : setAsking(true));
  return (
    <>
      <Tabs
        label="Files"
        names={FILES}
        chosen={tab}
        onChoose={(name) => (name === 'solution' ? showSolution() : setTab(name))}
        word={(name) => ({ handler: fileName, solution: 'Solution', history: `History (${session.history.attempts.value.length})` })[name]}
        panel={(name) => `file-${name}`}
      />
      {session.draft.other.value !== undefined && (
        <p class="notice" role="alert">
          Another tab has changed this draft.{' '}
          <button type="button" class="link" onClick={() => session.draft.takeOther()}>
            Take its text
          </button>{' '}
          <button type="button" class="link" onClick={() => session.draft.keepThis()}>
            Keep this one
          </button>
        </p>
      )}
      <div class="editor-slot" id="file-handler" role="tabpanel" aria-labelledby="tab-handler" hidden={tab !== 'handler'}>
        <EditorPane
          text={session.draft.text.value}
          replaced={session.draft.replaced.value}
          dialect={dialect}
          dark={isDark.value}
          label={`${fileName}. Press Ctrl+M to let Tab leave the editor.`}
          marks={marks}
          colouredLine={line}
          onType={(text) => session.type(text)}
          onReady={onReady}
        />
      </div>
      {tab === 'solution' && (
        <div class="editor-slot" id="file-solution" role="tabpanel" aria-labelledby="tab-solution">
          <ComparisonPane
            dialect={dialect}
            theirs={session.solution}
            called="the solution"
            draft={session.draft.text.value}
            dark={isDark.value}
          />
        </div>
      )}
      {tab === 'history' && (
        <div class="editor-slot" id="file-history" role="tabpanel" aria-labelledby="tab-history">
          {aside}
          <HistoryPane
            history={session.history}
            dialect={dialect}
            draft={session.draft.text.value}
            dark={isDark.value}
            onLook={(id) => void session.look(id)}
            onTake={() => session.takeAttempt()}
            share={sharedOf(session.step, dialect, session.history.chosen.value ?? {})}
          />
        </div>
      )}
      {asking && (
        <Dialog
          title="Show the solution?"
          confirm="Show it"
          onConfirm={() => {
            setAgreed(true);
            setTab('solution');
          }}
          onClose={() => setAsking(false)}
        >
          <p>It opens beside your draft and changes nothing in it. There may be hints left that help you find it yourself.</p>
        </Dialog>
      )}
    </>
  );
}

/** Until the learner types. */
function useMarks({ running, meaning }: StepSession): Marked {
  const { report } = lookedAt(running.shown.value);
  const isTold = report !== undefined && toldOf(report, meaning).length > 0;
  return useMemo(() => marksOf(report, isTold), [report, isTold]);
}

const UNDO_WORDS = {
  reset: 'Undo reset',
  frame: 'Take the frame out',
  attempt: 'Back to the draft before',
  solution: 'Back to your own draft',
};

function RunBar({ session, onRun }: { session: StepSession; onRun(): void }) {
  const [asking, setAsking] = useState(false);
  const key = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';
  return (
    <div class="run-bar">
      <button type="button" class="button run" onClick={onRun}>
        Run
      </button>
      <span class="shortcut" aria-hidden="true">
        <kbd>{key}</kbd>
        <kbd>⏎</kbd>
      </span>
      {session.solved.value && <span class="solved-sign">✓ solved</span>}
      {isUnderWay(session.running.shown.value) && (
        <button type="button" class="ghost" onClick={() => session.running.stop()}>
          Stop
        </button>
      )}
      <span class="spacer" />
      {session.undo.value !== undefined && (
        <button type="button" class="ghost" onClick={() => session.undoReplacing()}>
          {UNDO_WORDS[session.undo.value.of]}
        </button>
      )}
      <button type="button" class="ghost" onClick={() => setAsking(true)} disabled={session.draft.text.value === session.starter}>
        Reset
      </button>
      {asking && (
        <Dialog title="Reset this handler?" confirm="Reset" onConfirm={() => session.reset()} onClose={() => setAsking(false)}>
          <p>Your draft is replaced by the handler as given. You can undo that until you type again.</p>
        </Dialog>
      )}
    </div>
  );
}
