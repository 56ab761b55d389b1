/** A person's own backend, or file, examined. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ExaminePage } from '../components/examine/ExaminePage.tsx';
import { Footer } from '../components/Footer.tsx';
import { Header } from '../components/Header.tsx';
import { DialectChoice } from '../models/dialect-choice.ts';
import { type ExaminationForm, keepForm, keptForm, lacksHeaderValues } from '../models/examination-form.ts';
import { Examining } from '../models/examining.ts';
import { fastapi, wordFastapi } from '../models/fastapi.ts';
import { arrive, go, stepAddress } from '../models/route.ts';
import { me } from '../models/seat.ts';
import { nextTheme, theme } from '../models/theme.ts';
import { keeper, tab } from '../models/work.ts';
import { line, listen, runtime, safety, send, version } from '../models/workshop.ts';
import type { Shared } from './shared.ts';

const choice = new DialectChoice(keeper);
/** They live as long as the document: whoever goes to a step and comes back finds all as it was. */
const examining = new Examining(send);
listen((message) => examining.take(message));
const form = signal<ExaminationForm | undefined>(undefined);

/** Goes there, to ask for this address. */
export function askFor(address: string): void {
  examining.withdraw();
  changeForm({ ...(form.value ?? keptForm(tab)), address, path: '' });
  go('/examine');
}

function changeForm(changed: ExaminationForm): void {
  form.value = changed;
  keepForm(tab, changed);
}

export function Examine({ catalog, onHelp }: Shared) {
  useEffect(() => {
    document.title = 'Examine my backend · Socket Clinic';
    arrive();
  }, []);
  form.value ??= keptForm(tab);
  const steps = catalog.lessons.flatMap((lesson) => lesson.steps);
  return (
    <div class="page">
      <Header crumbs={['Examine my backend']} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      <ExaminePage
        examining={examining}
        form={form.value}
        lacksValues={lacksHeaderValues(form.value)}
        onForm={changeForm}
        isHosted={me.value !== undefined || safety.value?.mode === 'hosted'}
        dialect={choice.open(undefined, { fastapi: fastapi.value, line: line.value })}
        version={version.value}
        titleOf={(id) => steps.find((step) => step.id === id)?.title}
        onStep={(id, dialect) => go(stepAddress(id, dialect))}
      />
      <Footer line={line.value} runtimes={[runtime.value, wordFastapi(fastapi.value)]} />
    </div>
  );
}
