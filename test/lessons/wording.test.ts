import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import type { Item } from '../../lessons/texts.ts';
import { wordingProblems } from '../../lessons/wording.ts';

const { lessons, step } = await loadCatalog();

async function reworded(prose: string): Promise<string[]> {
  return (await wordingProblems({ ...step('open-then-gone')!, prose })).map(({ problem }) => problem);
}

test.each(lessons.flatMap((lesson) => [lesson, ...lesson.steps, ...lesson.readings].map((item) => [item.id, item] as [string, Item])))(
  '%s is worded well',
  async (_id, item) => {
    expect(await wordingProblems(item)).toEqual([]);
  },
);

test.each([
  [
    'a word that is not spelt so',
    'The conection dies.',
    'prose: expected English, got “conection”. Correct it, or put it between backticks if it is code',
  ],
  ['another word than the glossary’s', 'A packet is lost.', 'prose: expected the glossary’s words (frame), got “packet”'],
  [
    'a sentence without end',
    `${'and so on '.repeat(20)}.`,
    'prose: expected sentences of at most 45 words, got one of 60 (“and so on and so on and so on and so on …”). Make two of it',
  ],
])('%s is named', async (_what, prose, problem) => {
  expect(await reworded(prose)).toEqual([problem]);
});

test('code is not read, and each entry of a list is a sentence of its own', async () => {
  const entry = `- ${'a word '.repeat(15)}\n`;
  expect(await reworded(`Look at \`conection\`:\n\n\`\`\`ts\nconst pakcet = 1;\n\`\`\`\n\n${entry}${entry}`)).toEqual([]);
});

test('what is said in another file is named by that file', async () => {
  const given = step('open-then-gone')!;
  const { async: exercise } = given.exercises;
  const noted = { ...given, exercises: { async: { ...exercise!, note: 'A packet.' } } };
  const said = { ...noted, scenario: { ...given.scenario, feedback: [{ id: 'sleeps', when: {}, say: 'A pakcet.' }] } };
  const files = (await wordingProblems(said)).map(({ file }) => relative(given.folder, file));
  expect(files).toEqual([join('async', 'note.md'), 'scenario.ts']);
});
