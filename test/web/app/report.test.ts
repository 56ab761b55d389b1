/** What of an attempt is given to others: that it says everything, and does nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHar } from '../../../sandbox/timeline/read-har.ts';
import { withoutSecrets } from '../../../sandbox/timeline/secrets.ts';
import { harFile, reportFile, type SharedAttempt } from '../../../web/app/report/attempt.ts';
import { reportHtml } from '../../../web/app/report/report.ts';
import { anyTimeline } from '../../helpers/any-timeline.ts';
import { brokenAttempt, hostileAttempt } from '../../helpers/attempt.ts';
import { foreign, words } from '../../helpers/document.ts';
import { harProblems } from '../../helpers/har.ts';

test('a report says the step, the verdict, what was expected beside what was observed, and why', () => {
  const { text } = reportFile(brokenAttempt());
  expect(words(text)).toContain('Open, then gone');
  expect(words(text)).toContain('Date 2026-11-29 13:56 UTC');
  expect(words(text)).toContain('Dialect FastAPI');
  expect(words(text)).toContain('Seed 0123456789abcdef0123456789abcdef');
  expect(words(text)).toContain('Made with Socket Clinic 0.1.0, FastAPI 0.165.0 on uvicorn 0.54.0, Python 3.13.2');
  expect(words(text)).toMatch(
    /Broken: closed before the first message Expected the connection to stay open Observed it ended with no close frame \(1006\)/,
  );
  expect(words(text)).toMatch(/The handler returned at line 2\. Keep it in a loop\. line 2 Confidence: certain/);
  expect(words(text)).toContain('Nothing keeps it open.');
  expect(words(text)).toMatch(/✓ met the connection opens .*✗ unmet the connection to stay open; observed: .*– not reached a pong/);
});

test('a report draws both lanes, marks where they part, and lists each event', () => {
  const { text } = reportFile(brokenAttempt());
  expect(text).toMatch(
    /<svg [^>]*aria-label="The working pattern, and this run beside it\. [^"]*parts from the working pattern at: [^"]+"/,
  );
  expect(text.match(/class="parting"/g)?.length).toBeGreaterThan(0);
  const items = text.match(/<ol class="events">(.*?)<\/ol>/s)?.[1]?.match(/<li /g);
  expect(items).toHaveLength(4);
  expect(words(text)).toContain('process the handler returned (line 2)');
});

test('without a working pattern the mark says that the run is not as expected', () => {
  const words = (attempt: SharedAttempt) => reportFile(attempt).text.match(/(?<=class="parting-label" [^>]*>)[^<]+/g);
  expect(words(brokenAttempt())).toEqual(['the two part here', 'the two part here']);
  expect(words(brokenAttempt({ pattern: undefined }))).toEqual(['not as expected from here', 'not as expected from here']);
});

test('a run that works is drawn in one lane', () => {
  const attempt = brokenAttempt();
  const { text } = reportFile({ ...attempt, report: { ...attempt.report, verdict: { kind: 'working' }, diagnoses: [] } });
  expect(text).toContain('aria-label="This run. ');
  expect(text).not.toContain('working pattern, and this run');
});

test('of a handler that did not compile the problems are told, and that nothing was run', () => {
  const attempt = brokenAttempt();
  const diagnostics = [{ message: 'Expected ";"', at: { line: 1, column: 4 }, length: 1 }];
  const { text } = reportFile({
    ...attempt,
    report: { ...attempt.report, verdict: { kind: 'did-not-compile', diagnostics }, diagnoses: [], timeline: [] },
  });
  expect(words(text)).toMatch(/Did not compile .* line 1 Expected &quot;;&quot;/);
  expect(words(text)).toContain('Nothing was run, so there is no connection to draw.');
});

test('the handler’s lines are numbered, and the one that the diagnosis names is marked', () => {
  const { text } = reportFile(brokenAttempt());
  expect(text).toContain('<li id="line-1"><code>async def handler(ws):</code></li>');
  expect(text).toContain('<li id="line-2"><code><mark>  await ws.accept()</mark></code></li>');
  expect(text).not.toContain('line-3');
});

test('what was loaded before a pasted block stands above it', () => {
  const attempt = brokenAttempt();
  const { text } = reportFile({ ...attempt, report: { ...attempt.report, frame: { text: 'import json\n\n', afterLine: 0 } } });
  expect(text).toMatch(/This was loaded before the file, whose lines keep their numbers:<\/p><pre class="frame">import json<\/pre>/);
});

test('100 KB of source are all in it', () => {
  const source = `${'x'.repeat(79)}\n`.repeat(1_250) + '<'.repeat(1_000);
  const { text } = reportFile(brokenAttempt({ source }));
  expect(text.match(/<li id="line-/g)).toHaveLength(1_251);
  expect(text).toContain('&lt;'.repeat(1_000));
});

test('what somebody else wrote is text in it, wherever it stands', () => {
  const { text } = reportFile(hostileAttempt());
  expect(foreign(text)).toEqual([]);
  expect(text).toContain('&lt;img src=x onerror=&quot;document.title=1&quot;&gt;&lt;/style&gt;&lt;/script&gt;&lt;script&gt;');
  expect(text).toContain('⟨U+202E⟩txt.exe⟨U+0000⟩\ufffd');
  for (const sign of ['\u202e', '\u0000', '\ud800']) expect(text).not.toContain(sign);
});

test('any timeline makes a report of known elements', () => {
  fc.assert(
    fc.property(anyTimeline, anyTimeline, (timeline, pattern) => {
      expect(foreign(reportHtml({ title: 'Any', at: new Date(0), facts: [], timeline, pattern }))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('a report needs nothing else, and lets nothing run', () => {
  const { text } = reportFile(brokenAttempt());
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(text)?.[1];
  expect(policy).toBe("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  expect(text.match(/(src|href)="[^#][^"]*"/g)).toEqual(['href="data:,"']);
  expect(text).not.toMatch(/https?:|url\(|@import|<script/);
});

test('neither file holds a secret', () => {
  const attempt = brokenAttempt();
  for (const { text } of [reportFile(attempt), harFile(attempt)]) expect(text).not.toContain('s3cret');
  expect(words(reportFile(attempt).text)).toContain('GET /ws?token=removed');
});

test('the HAR of an attempt is valid, reads back to its events, and says its verdict', () => {
  const attempt = brokenAttempt();
  const har = JSON.parse(harFile(attempt).text) as { log: { _about: object } };
  expect(harProblems(har)).toEqual([]);
  expect(readHar(har)).toEqual(withoutSecrets(attempt.report.timeline));
  expect(har.log._about).toMatchObject({ step: 'open-then-gone', dialect: 'fastapi', verdict: { kind: 'broken' } });
});

test('the files are named after the step, the dialect and the day', () => {
  const names = [reportFile, harFile].map((make) => make(brokenAttempt()).name);
  expect(names).toEqual(['open-then-gone-fastapi-2026-11-29.html', 'open-then-gone-fastapi-2026-11-29.har']);
});
