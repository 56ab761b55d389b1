import { expect, test } from 'vitest';
import { visibleText } from '../../web/visible-text.ts';

test.each([
  ['\u001b[31mred', '⟨U+001B⟩[31mred'],
  ['\u009b2J', '⟨U+009B⟩2J'],
  ['\u202etxt\u2066', '⟨U+202E⟩txt⟨U+2066⟩'],
  ['a\rb\u0000', 'a⟨U+000D⟩b⟨U+0000⟩'],
  ['\u{e0041}', '⟨U+E0041⟩'],
  ['line\n\tend 👩‍⚕️', 'line\n\tend 👩‍⚕️'],
])('%j is shown as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});
