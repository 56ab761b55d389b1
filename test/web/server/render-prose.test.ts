import { expect, test } from 'vitest';
import { createProseRenderer } from '../../../web/server/render-prose.ts';

const render = await createProseRenderer();

test('HTML in an author’s text is shown, not obeyed', () => {
  expect(render('a <img src=x onerror=alert(1)> b')).toBe('<p>a &lt;img src=x onerror=alert(1)&gt; b</p>\n');
});

test('a link that would run a script is no link', () => {
  expect(render('[x](javascript:alert(1))')).not.toContain('<a');
});

test('a link to outside opens a page of its own, and one to a step does not', () => {
  expect(render('[x](https://example.org/)')).toBe('<p><a href="https://example.org/" target="_blank" rel="noreferrer">x</a></p>\n');
  expect(render('[x](/steps/open-then-gone)')).toBe('<p><a href="/steps/open-then-gone">x</a></p>\n');
});

test.each(['ts', 'js', 'python', 'json', 'http'])('%s is coloured for both themes by variables', (language) => {
  const html = render(`\`\`\`${language}\nGET / HTTP/1.1\n\`\`\``);
  expect(html).toContain('--shiki-light');
  expect(html).toContain('--shiki-dark');
});

test.each(['text', 'cobol', ''])('%j is code without colours, and its markup is inert', (language) => {
  expect(render(`\`\`\`${language}\n<b>x</b>\n\`\`\``)).toContain('&#x3C;b>x&#x3C;/b>');
});
