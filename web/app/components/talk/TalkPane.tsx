import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { visibleText } from '../../../visible-text.ts';
import type { StepSession } from '../../models/step-session.ts';
import type { Talking } from '../../models/talk.ts';
import { Composer } from './Composer.tsx';
import { ConnectForm, type ConnectFormProps, type Reached } from './ConnectForm.tsx';
import { ConnectionTabs } from './ConnectionTabs.tsx';
import { Elsewhere } from './Elsewhere.tsx';
import { EndOfConnection } from './EndOfConnection.tsx';
import { TalkLog } from './TalkLog.tsx';

export interface TalkPaneProps {
  session: StepSession;
  /** The learner looks at it, and not at a run. */
  isShown: boolean;
  /** The workshop serves others: it connects to no backend. */
  isHosted: boolean;
  onExamine: ConnectFormProps['onExamine'];
  onGoTo(line: number, column: number): void;
}

/** Connections by hand: to the draft, or to a backend on this machine. */
export function TalkPane({ session, isShown, isHosted, onExamine, onGoTo }: TalkPaneProps) {
  const { talking, draft } = session;
  const shown = talking.shown.value;
  const chosen = shown.connections.find(({ name }) => name === talking.chosen.value);
  const [last, setLast] = useState<Reached>();
  const isStale = shown.stage === 'live' && shown.target === 'handler' && shown.source !== draft.text.value;
  const connect = (reached: Reached) => {
    setLast(reached);
    if (!fits(talking, reached)) begin(session, reached);
    talking.connect(reached.opening);
  };
  const runNew = () => {
    talking.beginWithHandler(draft.text.value);
    if (last?.target === 'handler') talking.connect(last.opening);
  };
  const section = useKeptFocus([shown.stage, chosen?.state, isStale]);
  return (
    <section class="talk" aria-label="Talk to it" ref={section} tabIndex={-1}>
      <ConnectForm session={session} isHosted={isHosted} onExamine={onExamine} onConnect={connect} />
      {isStale && (
        <p class="notice">
          The draft has changed since this talk began.{' '}
          <button type="button" class="link" onClick={runNew}>
            Run the new draft
          </button>
        </p>
      )}
      <Problem talking={talking} onGoTo={onGoTo} />
      {shown.stage === 'none' && <Empty />}
      {shown.stage !== 'none' && (
        <>
          <ConnectionTabs
            connections={shown.connections}
            events={shown.events}
            chosen={chosen?.name}
            onChoose={(name) => talking.choose(name)}
            onEnd={talking.isLive ? () => talking.end() : undefined}
          />
          <TalkLog shown={shown} chosen={chosen} isShown={isShown} onGoTo={onGoTo} />
          {chosen?.state === 'ended' && <EndOfConnection shown={shown} connection={chosen} onGoTo={onGoTo} />}
          {chosen && chosen.state !== 'ended' && <Composer key={session.step.id} session={session} connection={chosen} />}
        </>
      )}
      {shown.path !== undefined && shown.stage === 'live' && (
        <Elsewhere talkPath={shown.path} most={shown.most} opening={last?.target === 'handler' ? last.opening : undefined} />
      )}
    </section>
  );
}

/** What had the focus may go with what changes here: then the pane as a whole gets it, and never the body. */
function useKeptFocus(changes: readonly unknown[]) {
  const section = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) section.current?.focus({ preventScroll: true });
  }, changes);
  return section;
}

/** Whether the talk that goes on is with what is to be reached. */
function fits(talking: Talking, { target, address }: Reached): boolean {
  return talking.isLive && talking.shown.value.target === target && (target === 'handler' || talking.address === address);
}

function begin({ talking, draft }: StepSession, { target, address }: Reached): void {
  if (target === 'handler') talking.beginWithHandler(draft.text.value);
  else talking.beginWithBackend(address);
}

function Problem({ talking, onGoTo }: { talking: Talking; onGoTo: TalkPaneProps['onGoTo'] }) {
  const { stage, why, diagnostics = [] } = talking.shown.value;
  const problem = talking.problem.value;
  return (
    <div class="talk-problems" role="alert">
      {problem !== undefined && <p class="talk-problem">{visibleText(problem)}</p>}
      {stage === 'ended' && why !== undefined && <p class="talk-over">The talk has ended. {visibleText(why)}</p>}
      {stage === 'ended' && diagnostics.length > 0 && (
        <ul class="problems">
          {diagnostics.slice(0, 5).map(({ message, at }) => (
            <li key={`${at.line}:${at.column} ${message}`}>
              <button type="button" class="line-button" onClick={() => onGoTo(at.line, at.column)}>
                line {at.line}
              </button>{' '}
              {visibleText(message)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Empty() {
  return (
    <div class="empty">
      <p>Be the client yourself. Connect, and every frame that goes to and fro is shown here, with the close described completely.</p>
      <p>
        Your draft runs in a process of its own, in real time: a sleep of one second takes one second. While it lives it has an address for
        wscat, Postman or a page of your own.
      </p>
    </div>
  );
}
