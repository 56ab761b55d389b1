import { useState } from 'preact/hooks';
import type { BoardView } from '../../../room-messages.ts';
import { busiestStep } from '../../models/room/board-rows.ts';
import type { Leading } from '../../models/room/leading.ts';
import { Dialog } from '../Dialog.tsx';
import { BoardSteps } from './BoardSteps.tsx';
import { JoinCard } from './JoinCard.tsx';
import { LearnerList, RoomCounts } from './LearnerList.tsx';
import { MessageDialog } from './MessageDialog.tsx';
import { NewsLine, Way } from './News.tsx';
import { Outcome } from './Outcome.tsx';
import { Ready } from './Ready.tsx';

export interface BoardProps {
  view: BoardView;
  /** How long ago it came, in milliseconds. */
  sinceMs: number;
  /** When it came, where the line is lost. */
  lostSince?: string;
  leading: Leading;
  onGo(address: string): void;
}

/** The facilitator's board, and what is done from it for all. */
export function Board({ view, sinceMs, lostSince, leading, onGo }: BoardProps) {
  const [chosen, setChosen] = useState<string>();
  const [isJoinShown, setJoinShown] = useState<boolean>();
  const [begun] = useState(() => busiestStep(view));
  const showsJoin = isJoinShown ?? view.learners.length === 0;
  return (
    <main class="board" id="main" tabIndex={-1}>
      <h1 class="hidden">Board</h1>
      {lostSince !== undefined && (
        <NewsLine kind="problem">The workshop does not answer. This is how the room was at {lostSince}.</NewsLine>
      )}
      <div class="board-head">
        <RoomCounts view={view} />
        <p class="board-join">
          <span>{view.joinAddress.replace(/^https?:\/\//, '')}</span> <b>{view.code}</b>
        </p>
        <div class="actions">
          <button type="button" class="action" aria-pressed={showsJoin} onClick={() => setJoinShown(!showsJoin)}>
            {showsJoin ? 'Hide the QR code' : 'Show the QR code'}
          </button>
          <ToAll leading={leading} />
          <End isEnded={view.ended} leading={leading} />
        </div>
      </div>
      <Outcome leading={leading} />
      {view.readiness && (view.readiness.state !== 'ready' || view.learners.length === 0) && <Ready readiness={view.readiness} />}
      <Now view={view} leading={leading} onGo={onGo} />
      {showsJoin && <JoinCard address={view.joinAddress} code={view.code} />}
      <div class="board-parts">
        <LearnerList view={view} sinceMs={sinceMs} onOpen={(seat) => onGo(`/board/${seat}`)} />
        <BoardSteps
          view={view}
          chosen={chosen ?? begun}
          onChoose={setChosen}
          onOpenSteps={(steps, done) => void leading.ask({ lead: 'open-steps', steps }, done)}
          onPoint={(step) =>
            void leading.ask(
              { lead: 'point', step },
              step === undefined ? 'Nobody is pointed anywhere.' : 'Every page shows the way to it.',
            )
          }
        />
      </div>
    </main>
  );
}

/** What all learners see at this moment. */
function Now({ view, leading, onGo }: Pick<BoardProps, 'view' | 'leading' | 'onGo'>) {
  const pointed = view.steps.find(({ id }) => id === view.pointed);
  return (
    <div class="board-now">
      {view.ended && <NewsLine kind="ended">The workshop has ended: nothing more is run, and every page shows what was learnt.</NewsLine>}
      {pointed && (
        <NewsLine kind="plain">
          <span class="news-text">All are asked to come to “{pointed.title}”.</span>
          <button type="button" class="link" onClick={() => void leading.ask({ lead: 'point' }, 'Nobody is pointed anywhere.')}>
            Stop
          </button>
        </NewsLine>
      )}
      {view.shown !== undefined && (
        <NewsLine kind="plain">
          <span class="news-text">
            An attempt is shown to the room.{' '}
            <Way to="/shown" onGo={onGo}>
              Look at it
            </Way>
          </span>
          <button type="button" class="link" onClick={() => void leading.ask({ lead: 'show' }, 'Nothing is shown to the room.')}>
            Stop
          </button>
        </NewsLine>
      )}
    </div>
  );
}

function ToAll({ leading }: { leading: Leading }) {
  const [asking, setAsking] = useState(false);
  const [text, setText] = useState('');
  const say = async (said: string) => {
    if (await leading.ask({ lead: 'say', text: said }, 'Said to all.')) setText('');
  };
  return (
    <>
      <button type="button" class="action" onClick={() => setAsking(true)}>
        Message to all
      </button>
      {asking && <MessageDialog to="all" text={text} onType={setText} onSend={(said) => void say(said)} onClose={() => setAsking(false)} />}
    </>
  );
}

function End({ isEnded, leading }: { isEnded: boolean; leading: Leading }) {
  const [asking, setAsking] = useState(false);
  if (isEnded) {
    return (
      <button type="button" class="action" onClick={() => void leading.ask({ lead: 'go-on' }, 'The workshop goes on.')}>
        Go on with the workshop
      </button>
    );
  }
  return (
    <>
      <button type="button" class="action" onClick={() => setAsking(true)}>
        End the workshop
      </button>
      {asking && (
        <Dialog
          title="End the workshop?"
          confirm="End it"
          onConfirm={() => void leading.ask({ lead: 'end' }, 'The workshop has ended.')}
          onClose={() => setAsking(false)}
        >
          <p>Nothing more is run, and every page shows what was learnt. Drafts are still kept, and you can go on later.</p>
        </Dialog>
      )}
    </>
  );
}
