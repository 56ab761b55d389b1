/** What is given of an examination: that both forms say everything, and do nothing. */
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { reportExamination } from '../../../web/app/report/examination.ts';
import { foreign, words } from '../../helpers/document.ts';
import { brokenExamination, hostileExamination, PARTS } from '../../helpers/examination.ts';

const { html, markdown } = reportExamination(brokenExamination(), PARTS);

test('both say what was examined, why it is broken, how it is mended, what was tried and what is besides', () => {
  for (const text of [words(html), markdown]) {
    expect(text).toMatch(/Broken/);
    expect(text).toMatch(/The handler returned at line 2/);
    expect(text).toMatch(/likely/);
    expect(text).toMatch(/A way to mend it:\s+(```python\s+)?while True:/);
    expect(text).toContain('Looks the same from here: hung-up.');
    expect(text).toContain('Send a second message.');
    expect(text).toMatch(/The step open-then-gone teaches it/);
    expect(text).toMatch(/How it talks.*It listens at \/ws\. .*\(the source\)/s);
    expect(text).toMatch(/✓.*A client that talks.*✗.*One that says nothing/s);
    expect(text).toMatch(/Besides.*No size limit/s);
    expect(text).toMatch(/2026-11-29 13:56 UTC/);
    expect(text).toMatch(/Socket Clinic 0\.1\.0, Python 3\.13\.2/);
    expect(text).toMatch(/2 in 1200 ms/);
  }
});

test('the timeline of the experiment that decided is drawn, with its evidence marked, and listed', () => {
  expect(html).toMatch(/<svg [^>]*aria-label="This run\. [^"]*not as expected from: FIN, no close frame · 1006/);
  expect(html.match(/class="parting"/g)?.length).toBeGreaterThan(0);
  expect(html).toContain('<mark>  await ws.accept()</mark>');
  expect(markdown).toMatch(/## The timeline of “One that says nothing”\n\nThe probe is silent\.\n\n```text\n/);
  expect(markdown.match(/^▶.*$/gm)).toEqual([expect.stringContaining('the connection ended with no close frame (1006, FIN)')]);
});

test('neither holds a secret', () => {
  for (const text of [html, markdown]) expect(text).not.toMatch(/s3cret|ada/);
  expect(words(html)).toContain('ws://localhost/ws?token=removed');
});

test('what somebody else wrote is text in both, wherever it stands', () => {
  const { examination, parts } = hostileExamination();
  const told = reportExamination(examination, parts);
  expect(foreign(told.html)).toEqual([]);
  for (const sign of ['\u202e', '\u0000', '\ud800']) expect(told.html + told.markdown).not.toContain(sign);
  // As a ticket system reads it, which lets some HTML through.
  const read = new MarkdownIt({ html: true, linkify: true }).render(told.markdown);
  const tags = new Set([...read.matchAll(/<\/?([a-z][^\s>]*)/gi)].map(([, name]) => name));
  expect([...tags].sort()).toEqual(['code', 'h1', 'h2', 'li', 'p', 'pre', 'strong', 'ul']);
  expect(read).toContain('&lt;img src=x onerror');
});

test('of a healthy subject the conclusion is said, and nothing is drawn', () => {
  const examination = { ...brokenExamination(), verdict: { kind: 'working' } as const, diagnoses: [], conclusion: 'It is healthy.' };
  const healthy = reportExamination(examination, PARTS);
  for (const text of [words(healthy.html), healthy.markdown]) expect(text).toMatch(/Healthy.*It is healthy\./s);
  expect(healthy.html).not.toContain('<svg');
  expect(healthy.markdown).not.toContain('## The timeline');
});
