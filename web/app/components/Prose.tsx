import { useState } from 'preact/hooks';
import type { StepView } from '../../protocol.ts';
import { go, stepAddress } from '../models/route.ts';
import { AuthoredHtml } from './AuthoredHtml.tsx';
import { inPage } from './Header.tsx';

export interface ProseProps {
  step: StepView;
  noteHtml?: string;
  /** How many hints are revealed. */
  revealed: number;
  onReveal(): void;
}

export function Prose({ step, noteHtml, revealed, onReveal }: ProseProps) {
  const [fresh, setFresh] = useState(-1);
  const count = step.hintsHtml.length;
  const reveal = () => {
    setFresh(revealed);
    onReveal();
  };
  return (
    <article class="prose">
      <h2 class="title">{step.title}</h2>
      <p class="objective">{step.objective}</p>
      {step.buildsOn.length > 0 && (
        <p class="builds-on">
          Builds on{' '}
          {step.buildsOn.map(({ id, title }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <a href={stepAddress(id)} onClick={inPage(() => go(stepAddress(id)))}>
                {title}
              </a>
            </span>
          ))}
        </p>
      )}
      <AuthoredHtml html={step.proseHtml} />
      {noteHtml && <AuthoredHtml html={noteHtml} />}
      <section class="hints" aria-label="Hints" aria-live="polite">
        {step.hintsHtml.slice(0, revealed).map((html, index) => (
          <div class={`hint${index === fresh ? ' fresh' : ''}`} key={html}>
            <b>
              Hint {index + 1} of {count}
            </b>
            <AuthoredHtml html={html} />
          </div>
        ))}
        {revealed < count && (
          <button type="button" class="hint-button" onClick={reveal}>
            Show hint {revealed + 1} of {count}
          </button>
        )}
      </section>
    </article>
  );
}
