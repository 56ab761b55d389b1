import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Dialect } from '../../../../sandbox/runtimes/dialect.ts';
import { visibleText } from '../../../visible-text.ts';
import type { ExaminationForm } from '../../models/examination-form.ts';
import type { Examining } from '../../models/examining.ts';
import { headlineOf } from '../../report/examined.ts';
import { AddressForm } from './AddressForm.tsx';
import { FileForm } from './FileForm.tsx';
import { Findings, type FindingsProps } from './Findings.tsx';

export interface ExaminePageProps extends Pick<FindingsProps, 'titleOf' | 'onStep' | 'version'> {
  examining: Examining;
  form: ExaminationForm;
  /** Header values were typed before the page was loaded, and are gone. */
  lacksValues: boolean;
  onForm(form: ExaminationForm): void;
  /** The workshop serves others: it calls no backend. */
  isHosted: boolean;
  /** In which what mends is shown at first. */
  dialect: Dialect | undefined;
}

const SUBJECTS = { backend: 'A backend that runs', file: 'A file' } as const;
type Subject = keyof typeof SUBJECTS;

/** Somebody's own backend, or a file: asked for, announced, examined, and what was found. */
export function ExaminePage(props: ExaminePageProps) {
  const { examining, form, onForm, isHosted } = props;
  const [subject, setSubject] = useState<Subject>(form.file.source === '' ? 'backend' : 'file');
  const change = (changed: Partial<ExaminationForm>) => {
    examining.withdraw();
    onForm({ ...form, ...changed });
  };
  const choose = (chosen: Subject) => {
    examining.withdraw();
    setSubject(chosen);
  };
  return (
    <main class="examine" id="main" tabIndex={-1}>
      <div class="examine-ask">
        <h1>Examine my backend</h1>
        {isHosted ? (
          <p>{NOT_HOSTED}</p>
        ) : (
          <>
            <p>
              A client of the workshop’s own connects to your backend, and from what goes to and fro it concludes what is wrong. You see
              what it will send before anything is sent.
            </p>
            <fieldset class="segments">
              <legend class="hidden">Examine</legend>
              {(['backend', 'file'] as const).map((name) => (
                <button type="button" key={name} aria-pressed={name === subject} onClick={() => choose(name)}>
                  {SUBJECTS[name]}
                </button>
              ))}
            </fieldset>
            {subject === 'backend' ? (
              <AddressForm form={form} lacksValues={props.lacksValues} onChange={change} examining={examining} />
            ) : (
              <FileForm form={form} onChange={change} examining={examining} />
            )}
          </>
        )}
      </div>
      {!isHosted && <Course {...props} />}
    </main>
  );
}

/** What is going on, and what came of it; whoever has pressed a button that is gone finds the focus here. */
function Course({ examining, ...rest }: ExaminePageProps) {
  const shown = examining.shown.value;
  return (
    <>
      <p class="hidden" role="status">
        {shown.stage === 'running' && wordBegan(shown.began)}
        {shown.stage === 'finished' && `${headlineOf(shown.examined.result)}.`}
      </p>
      {shown.stage === 'planned' && (
        <Part name="Before anything is sent">
          <Announcement lines={shown.announcement} />
          <div class="examine-buttons">
            <button type="button" class="button" onClick={() => examining.allow()}>
              Send this
            </button>
            <button type="button" class="ghost" onClick={() => examining.withdraw()}>
              Send nothing
            </button>
          </div>
        </Part>
      )}
      {shown.stage === 'running' && (
        <Part name="Examining …">
          <ol class="examine-course">
            {shown.began.map((title, index) => (
              <li key={title}>
                {visibleText(title)} <span class="soft">{index === shown.began.length - 1 ? 'under way' : 'done'}</span>
              </li>
            ))}
          </ol>
          <div class="examine-buttons">
            <button type="button" class="ghost" onClick={() => examining.stop()}>
              Stop
            </button>
          </div>
        </Part>
      )}
      {shown.stage === 'failed' && (
        <Part name="Not examined">
          <p class="talk-problem" role="alert">
            {visibleText(shown.why)}
          </p>
        </Part>
      )}
      {shown.stage === 'finished' && <Findings key={shown.examined.examination} examined={shown.examined} {...rest} />}
    </>
  );
}

function wordBegan(began: readonly string[]): string {
  return began.length === 0 ? 'Examining.' : `${began.at(-1)}, under way.`;
}

/** It gets the focus when it comes: what was pressed to get here has gone. */
function Part({ name, children }: { name: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <section class="examine-part" aria-label={name}>
      <h2 ref={heading} tabIndex={-1}>
        {name}
      </h2>
      {children}
    </section>
  );
}

/** The workshop's own words: the first line says to whom, the last one that this is all. */
function Announcement({ lines }: { lines: readonly string[] }) {
  const [to = '', ...rest] = lines;
  return (
    <div class="announcement">
      <p>{visibleText(to)}</p>
      <ul>
        {rest.slice(0, -1).map((line, index) => (
          <li key={index}>{visibleText(line.trim())}</li>
        ))}
      </ul>
      <p>{rest.at(-1)}</p>
    </div>
  );
}

const NOT_HOSTED =
  'This workshop serves others, so it examines no backend: it would be one on the workshop’s machine, not on yours. Start a workshop of your own, or use the command line: clinic diagnose.';
