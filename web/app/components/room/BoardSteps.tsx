import type { BoardStep, BoardView } from '../../../room-messages.ts';
import { phraseOf } from '../../models/room/cause-phrases.ts';
import { toggled, upTo } from '../../models/room/leading.ts';

export interface BoardStepsProps {
  view: BoardView;
  chosen: string | undefined;
  onChoose(step: string): void;
  onOpenSteps(steps: string[], done: string): void;
  onPoint(step: string | undefined): void;
}

/** The steps with how many have tried and solved each; the chosen one shows why it is not solved by all. */
export function BoardSteps(props: BoardStepsProps) {
  const { view, chosen, onChoose } = props;
  const most = Math.max(1, view.learners.length);
  const step = view.steps.find(({ id }) => id === chosen);
  return (
    <section class="board-steps" aria-labelledby="board-steps">
      {step && <ChosenStep {...props} step={step} />}
      <div class="steps-head">
        <h2 id="board-steps">Steps</h2>
        <span class="soft">solved / tried</span>
      </div>
      <ol class="step-bars">
        {view.steps.map(({ id, title, open, tried, solved }) => (
          <li key={id}>
            <button
              type="button"
              class={open ? 'step-bar' : 'step-bar step-closed'}
              aria-pressed={id === chosen}
              onClick={() => onChoose(id)}
            >
              <span class="step-bar-title">
                {title}
                {!open && <span class="soft"> closed</span>}
                {view.pointed === id && <span class="step-pointed"> ← all</span>}
              </span>
              <span class="step-bar-count">
                {solved}/{tried}
              </span>
              <Bar solved={solved / most} tried={tried / most} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Bar({ solved, tried }: { solved: number; tried: number }) {
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-ground" width="100" height="6" />
      <rect class="bar-tried" width={100 * tried} height="6" />
      <rect class="bar-solved" width={100 * solved} height="6" />
    </svg>
  );
}

function ChosenStep({ view, step, onOpenSteps, onPoint }: BoardStepsProps & { step: BoardStep }) {
  const { id, title, open, tried, solved, causes } = step;
  const isPointed = view.pointed === id;
  return (
    <div class="chosen-step">
      <h2>{title}</h2>
      <p class="soft">
        {tried === 0 ? 'Nobody has tried it yet.' : `${solved} of ${tried} who have tried it have solved it.`}
        {!open && ' It is closed.'}
      </p>
      {causes.length > 0 && (
        <ul class="causes">
          {causes.map(({ cause, learners }) => (
            <li key={cause}>
              <span>
                <b>
                  {learners} of {tried}
                </b>
                : {phraseOf(cause)}
              </span>
              <Bar solved={0} tried={learners / tried} />
            </li>
          ))}
        </ul>
      )}
      <div class="actions">
        <button type="button" class="action" aria-pressed={isPointed} onClick={() => onPoint(isPointed ? undefined : id)}>
          {isPointed ? 'Stop pointing at it' : 'Point all at it'}
        </button>
        <button
          type="button"
          class="action"
          onClick={() => onOpenSteps(toggled(view.steps, id), open ? `“${title}” is closed.` : `“${title}” is open.`)}
        >
          {open ? 'Close it' : 'Open it'}
        </button>
        <button
          type="button"
          class="action"
          onClick={() => onOpenSteps(upTo(view.steps, id), `All steps up to “${title}” are open, and no others.`)}
        >
          Open up to here
        </button>
        {view.steps.some((each) => !each.open) && (
          <button
            type="button"
            class="action"
            onClick={() =>
              onOpenSteps(
                view.steps.map((each) => each.id),
                'All steps are open.',
              )
            }
          >
            Open all
          </button>
        )}
      </div>
    </div>
  );
}
