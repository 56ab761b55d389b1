/** An examination as one HTML file that holds everything. Pure. */
import type { ExaminedDiagnosis } from '../../../sandbox/index.ts';
import { FACES } from '../../../sandbox/runtimes/dialect.ts';
import { connections } from './connections.ts';
import { eventList } from './event-list.ts';
import { headlineOf, problemsIn, type ReportedExamination, showsSomething } from './examined.ts';
import { type Markup, markup } from './markup.ts';
import { head, page } from './page.ts';
import { source } from './source.ts';
import { toLine } from './verdict.ts';

export function examinationHtml(reported: ReportedExamination): string {
  const { subject, at, facts, deciding, diagnoses, source: text } = reported;
  const [first] = diagnoses;
  const body = markup`<main>
${head('Socket Clinic examination', subject.name, at, facts)}
${verdict(reported)}
${protocol(reported)}
${experiments(reported)}
${remarks(reported)}
${
  deciding &&
  markup`<section><h2>${deciding.title}</h2><p>This experiment decided. The probe ${deciding.sends}.</p></section>
${connections({ timeline: deciding.timeline, report: deciding, evidence: first?.evidence })}`
}
${text === undefined ? undefined : source({ fileName: subject.dialect ? FACES[subject.dialect].fileName : subject.name, text, marked: first?.at?.line })}
${deciding && eventList(deciding.timeline)}
</main>`;
  return page(`${headlineOf(reported)} · ${subject.name}`, body);
}

function verdict(reported: ReportedExamination): Markup {
  const problems = problemsIn(reported).map(({ at, message }) => markup`<li>${toLine(at.line)} ${message}</li>`);
  return markup`<section class="verdict tone-${reported.verdict.kind === 'working' ? 'good' : 'bad'}" aria-labelledby="verdict">
<h2 id="verdict">${headlineOf(reported)}</h2>
${reported.diagnoses.length === 0 ? markup`<p>${reported.conclusion}</p>` : undefined}
${problems.length > 0 ? markup`<ul>${problems}</ul>` : undefined}
${reported.diagnoses.map((diagnosis) => reason(diagnosis, reported))}
</section>`;
}

function reason(diagnosis: ExaminedDiagnosis, { mend }: ReportedExamination): Markup {
  const { title, advice, confidence, at, lookAlikes } = diagnosis;
  const { fix, next, step } = mend(diagnosis);
  return markup`<div class="reason"><p><b>${title}.</b> ${advice} ${at && toLine(at.line)} <span class="confidence">Confidence: ${confidence}</span></p>
${lookAlikes && markup`<p class="soft">Looks the same from here: ${lookAlikes.join(', ')}.</p>`}
${fix === undefined ? undefined : markup`<p>A way to mend it:</p><pre>${fix.trimEnd()}</pre>`}
${confidence === 'certain' || next === undefined ? undefined : markup`<p>${next}</p>`}
${step === undefined ? undefined : markup`<p class="soft">The step ${step} teaches it.</p>`}</div>`;
}

function protocol({ protocol: learnt }: ReportedExamination): Markup | undefined {
  if (learnt.length === 0) return undefined;
  return markup`<section aria-labelledby="protocol"><h2 id="protocol">How it talks</h2>
<ul>${learnt.map(({ sentence, from }) => markup`<li>${sentence} <span class="confidence">(${from})</span></li>`)}</ul></section>`;
}

function experiments(reported: ReportedExamination): Markup | undefined {
  if (reported.experiments.length === 0) return undefined;
  const rows = reported.experiments.map((made) => {
    const [style, state] = showsSomething(made, reported) ? ['unmet', '✗ shows it'] : ['met', '✓ fine'];
    const wasRun = made.verdict.kind !== 'did-not-compile';
    return markup`<li class="${wasRun ? style : 'not-reached'}"><span class="state">${wasRun ? state : '– not run'}</span> <span><b>${made.title}.</b> ${made.decides}</span></li>
`;
  });
  return markup`<section aria-labelledby="experiments"><h2 id="experiments">Experiments</h2>
<ol class="expectations">
${rows}</ol></section>`;
}

function remarks({ remarks: besides }: ReportedExamination): Markup | undefined {
  if (besides.length === 0) return undefined;
  return markup`<section aria-labelledby="besides"><h2 id="besides">Besides</h2>
${besides.map(({ title, advice, at }) => markup`<p><b>${title}.</b> ${advice} ${at && toLine(at.line)}</p>`)}</section>`;
}
