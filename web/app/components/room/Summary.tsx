import { inPage } from '../Header.tsx';

export interface SummaryStep {
  id: string;
  title: string;
  /** What it teaches, in one sentence. */
  objective: string;
  isSolved: boolean;
  isOpen: boolean;
}

export interface SummaryProps {
  roomName: string;
  isEnded: boolean;
  steps: readonly SummaryStep[];
  takeHome: string;
  onGo(step: string): void;
}

/** What a learner has learnt, and where to go from here. */
export function Summary({ roomName, isEnded, steps, takeHome, onGo }: SummaryProps) {
  const solved = steps.filter(({ isSolved }) => isSolved);
  const left = steps.filter(({ isSolved, isOpen }) => !isSolved && isOpen);
  return (
    <main class="summary" id="main" tabIndex={-1}>
      <p class="door-room">
        <bdi>{roomName}</bdi>
      </p>
      <h1>{isEnded ? 'What you learnt' : 'What you have learnt so far'}</h1>
      <p class="soft">
        {solved.length} of {steps.length} steps solved.
        {isEnded && ' The facilitator has ended the workshop: nothing more is run here, and you can still read everything.'}
      </p>
      {solved.length > 0 ? (
        <StepLines title="You can do this now" steps={solved} onGo={onGo} />
      ) : (
        <p>No step is solved yet. What the lessons teach is in their list, and you can go through them on your own computer.</p>
      )}
      <section class="summary-next" aria-labelledby="next">
        <h2 id="next">Where to go from here</h2>
        <p>
          <a class="button" href={takeHome} download>
            Take my drafts home
          </a>
        </p>
        <p>
          Then look at your own backend. Start Socket Clinic on your computer: under “Talk to it”, its client connects to{' '}
          <code>ws://localhost:…</code> and shows each frame and the close in full. Open a connection and leave it alone for a minute, close
          the laptop in the middle of a message, send one that is no JSON: each step here began with one of those.
        </p>
      </section>
      {left.length > 0 && <StepLines title="Still to do" steps={left} onGo={onGo} />}
    </main>
  );
}

function StepLines({ title, steps, onGo }: { title: string; steps: readonly SummaryStep[]; onGo(step: string): void }) {
  return (
    <section class="lesson">
      <h2>{title}</h2>
      <ul class="summary-steps">
        {steps.map(({ id, title: name, objective, isSolved }) => (
          <li key={id}>
            <span class={isSolved ? 'sign sign-solved' : 'sign sign-reading'} aria-hidden="true" />
            <a href={`/steps/${id}`} onClick={inPage(() => onGo(id))}>
              {name}
            </a>
            <span class="soft">{objective}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
