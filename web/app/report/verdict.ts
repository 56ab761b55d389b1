/** A verdict, its reasons and its expectations, for a report. Pure. */
import type { RunReport } from '../../../sandbox/index.ts';
import { middleCut } from '../models/short-text.ts';
import { wordVerdict } from '../models/verdict-words.ts';
import { type Markup, markup } from './markup.ts';

export function verdict(report: RunReport, feedback: string | undefined): Markup {
  const { tone, headline, sentence } = wordVerdict(report);
  const [first, ...others] = report.diagnoses;
  return markup`<section class="verdict tone-${tone}" aria-labelledby="verdict">
<h2 id="verdict">${headline}</h2>
${besideEachOther(report.verdict) ?? (sentence && markup`<p>${sentence}</p>`)}
${details(report.verdict)}
${first && reason(first)}
${feedback && markup`<p class="feedback">${feedback}</p>`}
${others.length > 0 ? markup`<h3>Also seen</h3>${others.map(reason)}` : undefined}
</section>`;
}

function besideEachOther(judged: RunReport['verdict']): Markup | undefined {
  if (judged.kind !== 'broken') return undefined;
  return markup`<dl class="beside"><div><dt>Expected</dt><dd>${judged.expected}</dd></div><div><dt>Observed</dt><dd>${judged.observed}</dd></div></dl>`;
}

function details(judged: RunReport['verdict']): Markup | undefined {
  if (judged.kind === 'crashed') return judged.error && markup`<pre>${judged.error.stack}</pre>`;
  if (judged.kind !== 'did-not-compile') return undefined;
  return markup`<ul>${judged.diagnostics.map(({ at, message }) => markup`<li>${toLine(at.line)} ${message}</li>`)}</ul>`;
}

function reason({ title, advice, confidence, at }: RunReport['diagnoses'][number]): Markup {
  return markup`<p class="reason"><b>${title}.</b> ${advice} ${at && toLine(at.line)} <span class="confidence">Confidence: ${confidence}</span></p>`;
}

export function toLine(line: number): Markup {
  return markup`<a href="#line-${line}">line ${line}</a>`;
}

/** The most of one expectation, in characters: the message of some is long. */
const MOST_WORDS = 200;

const STATES = { met: '✓ met', unmet: '✗ unmet', 'not-reached': '– not reached' };

export function expectations(outcomes: RunReport['outcomes']): Markup {
  const rows = outcomes.map(
    ({ state, expected, observed }) =>
      markup`<li class="${state}"><span class="state">${STATES[state]}</span> <span>${middleCut(expected, MOST_WORDS)}${
        state === 'unmet' && observed !== undefined ? `; observed: ${middleCut(observed, MOST_WORDS)}` : ''
      }</span></li>
`,
  );
  return markup`<section aria-labelledby="expectations">
<h2 id="expectations">Expectations</h2>
<ol class="expectations">
${rows}</ol>
</section>`;
}
