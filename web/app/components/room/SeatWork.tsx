import { FACES } from '../../../../sandbox/runtimes/dialect.ts';
import type { SeatAttempt } from '../../../room-messages.ts';
import { phraseOf } from '../../models/room/cause-phrases.ts';
import type { OpenedSeat } from '../../models/room/opened-seat.ts';
import { isDark } from '../../models/theme.ts';
import { EditorPane } from '../EditorPane.tsx';
import { KINDS } from '../kinds.ts';
import { AttemptLook } from './AttemptLook.tsx';

export interface SeatWorkProps {
  opened: OpenedSeat;
  titleOf(step: string): string;
  /** The attempt that all see now. */
  shown: number | undefined;
  onShow(attempt: number | undefined): void;
}

/** The work of one learner, as the learner sees it. */
export function SeatWork({ opened, titleOf, shown, onShow }: SeatWorkProps) {
  const { exercise } = opened;
  const look = opened.look.value;
  if (!exercise) return <p class="empty">No step has been opened at this seat yet. Drafts and attempts come here by themselves.</p>;
  return (
    <div class="seat-work">
      <div class="seat-list">
        <Exercises opened={opened} titleOf={titleOf} />
        <ol class="attempts" aria-label="Draft and attempts, the newest first">
          <li>
            <button type="button" aria-pressed={look.kind === 'draft'} onClick={() => opened.lookAtDraft()}>
              <span>Draft as it is now</span>
            </button>
          </li>
          {exercise.attempts.map((attempt) => (
            <li key={attempt.id}>
              <button
                type="button"
                aria-pressed={look.kind === 'attempt' && look.id === attempt.id}
                disabled={!attempt.whole}
                onClick={() => void opened.lookAt(attempt.id)}
              >
                <span class={`dot${attempt.verdict === 'working' ? ' solved' : ''}`} aria-hidden="true" />
                <span>{wordAttempt(attempt)}</span>
                <time dateTime={attempt.at}>{new Date(attempt.at).toLocaleTimeString([], { timeStyle: 'short' })}</time>
              </button>
            </li>
          ))}
        </ol>
      </div>
      <div class="seat-look">
        {look.kind === 'attempt' && (
          <>
            <div class="taking">
              <button type="button" class="link" onClick={() => onShow(shown === look.id ? undefined : look.id)}>
                {shown === look.id ? 'Stop showing it to the room' : 'Show it to the room, without the name'}
              </button>
            </div>
            <AttemptLook key={look.id} id={look.id} attempt={look.attempt} />
          </>
        )}
        {look.kind === 'draft' && exercise.draft === undefined && (
          <p class="empty">Nothing has been typed here yet: the draft is the handler as given.</p>
        )}
        {look.kind === 'draft' && exercise.draft !== undefined && (
          <Draft key={`${exercise.step} ${exercise.dialect}`} text={exercise.draft} dialect={exercise.dialect} />
        )}
      </div>
    </div>
  );
}

function wordAttempt({ verdict, cause }: SeatAttempt): string {
  return verdict === 'working' || cause === undefined ? KINDS[verdict] : `${KINDS[verdict]}: ${phraseOf(cause)}`;
}

function Exercises({ opened, titleOf }: Pick<SeatWorkProps, 'opened' | 'titleOf'>) {
  const { exercise, view } = opened;
  const all = view.value?.exercises ?? [];
  const isListed = all.some(({ step, dialect }) => step === exercise?.step && dialect === exercise.dialect);
  const options = exercise && !isListed ? [exercise, ...all] : all;
  return (
    <label class="exercises">
      <span class="hidden">Step and dialect</span>
      <select
        value={exercise && `${exercise.step} ${exercise.dialect}`}
        onChange={({ currentTarget }) => {
          const chosen = options.find(({ step, dialect }) => `${step} ${dialect}` === currentTarget.value);
          if (chosen) opened.choose(chosen.step, chosen.dialect);
        }}
      >
        {options.map(({ step, dialect }) => (
          <option key={`${step} ${dialect}`} value={`${step} ${dialect}`}>
            {titleOf(step)} ({FACES[dialect].title})
          </option>
        ))}
      </select>
    </label>
  );
}

/** It follows what the learner types. */
function Draft({ text, dialect }: { text: string; dialect: keyof typeof FACES }) {
  return (
    <EditorPane
      text={text}
      replaced={hashOf(text)}
      dialect={dialect}
      dark={isDark.value}
      readOnly
      label={`${FACES[dialect].fileName}, to read`}
    />
  );
}

/** Another number for another text. */
function hashOf(text: string): number {
  let hash = text.length;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}
