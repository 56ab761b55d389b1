/** Each way of breaking the head of a file, or a scenario's export, and the sentence that names it. */
import { describe, expect, test } from 'vitest';
import { inReading, inStep, LESSON, problemsWith, READING, SCENARIO, STEP, WITH_READING } from '../helpers/lessons-folder.ts';

const inHead = (...problem: [key: string, wanted: string, got: string]) =>
  `expected "${problem[0]}" in the front matter to be ${problem[1]}; got ${problem[2]}. Correct the front matter.`;
const uvicorn = (range: string) => STEP.replace('unmet: greeting }', `unmet: greeting, uvicorn: [${range}] }`);

describe('the front matter of a step', () => {
  test.each<[title: string, step: string, sentence: string]>([
    [
      'that is empty',
      '',
      'expected YAML between two lines of three dashes at the top; got an empty file. Begin the file with its front matter.',
    ],
    ['that is not a mapping', '---\n- id\n---\n', 'expected the front matter to be a mapping; got ["id"]. Correct the front matter.'],
    ['with an empty title', STEP.replace('title: Hello', 'title: " "'), inHead('title', 'text that is not empty', '" "')],
    ['with a number for a title', STEP.replace('title: Hello', 'title: 7'), inHead('title', 'a string', '7')],
    ['without a hint', STEP.replace('hints:\n  - Open your mouth.', 'hints: []'), inHead('hints', 'a list with something in it', '[]')],
    ['with a text for hints', STEP.replace('hints:\n  - Open your mouth.', 'hints: none'), inHead('hints', 'a list', '"none"')],
    [
      'that builds on no id',
      STEP.replace('hints:', 'buildsOn: [Hello There]\nhints:'),
      inHead('buildsOn.0', 'lower-case words joined by hyphens', '"Hello There"'),
    ],
    [
      'with a cause that is none',
      STEP.replace('unmet: greeting', 'cause: bad-luck'),
      expect.stringContaining('"starterFails.async.cause" in the front matter to be handler-returned or'),
    ],
    [
      'with a version that is none',
      uvicorn('{ from: new }'),
      inHead('starterFails.async.uvicorn.0.from', 'a version such as "0.23"', '"new"'),
    ],
    ['with a number for a version', uvicorn('{ below: 0.5 }'), inHead('starterFails.async.uvicorn.0.below', 'a string', '0.5')],
    [
      'with a key that a range does not have',
      uvicorn('{ upTo: "0.5" }'),
      'expected no key "upTo" in the front matter under starterFails.async.uvicorn.0; got it. Correct the front matter.',
    ],
  ])('%s', async (_title, step, sentence) => {
    expect(await problemsWith({ [inStep('step.md')]: step })).toEqual([about('01-first/01-hello/step.md', sentence)]);
  });

  test('with a dialect that is none', async () => {
    const step = STEP.replace('  async: { verdict: broken, unmet: greeting }', '  async: { verdict: broken }\n  rust: { verdict: broken }');
    expect(await problemsWith({ [inStep('step.md')]: step })).toEqual([
      '01-first/01-hello/step.md: expected no key "rust" in the front matter under starterFails; got it. Correct the front matter.',
    ]);
  });
});

describe('the front matter of another file', () => {
  test.each<[file: string, text: string, sentence: string]>([
    ['pack.md', '---\ntitle: Ours\n---\n', inHead('version', 'a string', 'nothing')],
    ['01-first/lesson.md', LESSON.replace('id: first', 'id: The first'), inHead('id', 'lower-case words joined by hyphens', '"The first"')],
    [inReading('reading.md'), READING.replace('dialect: async', 'dialect: rust'), inHead('dialect', 'fastapi or async or ws', '"rust"')],
    [
      inReading('reading.md'),
      READING.replace(/ {6}- \{ say: Noise.*\n/, ''),
      expect.stringContaining('"questions.0.options" in the front matter to be a list of at least 2'),
    ],
    [
      inReading('reading.md'),
      READING.replace('kind: closed', 'nth: 0'),
      inHead('questions.0.options.0.see.nth', 'a number of at least 1', '0'),
    ],
    [
      inReading('reading.md'),
      READING.replace('kind: closed', 'nth: 1.5'),
      inHead('questions.0.options.0.see.nth', 'a whole number', '1.5'),
    ],
    [
      inReading('reading.md'),
      READING.replace('right: true', 'right: perhaps'),
      inHead('questions.0.options.0.right', 'a boolean', '"perhaps"'),
    ],
  ])('%s', async (file, text, sentence) => {
    expect(await problemsWith({ ...WITH_READING, [file]: text })).toEqual([about(file, sentence)]);
  });
});

describe('what a scenario exports', () => {
  const inExport = (...problem: [key: string, wanted: string, got: string]) =>
    `expected "${problem[0]}" in the default export to be ${problem[1]}; got ${problem[2]}. Correct the default export.`;

  test.each<[title: string, scenario: string, sentence: string]>([
    ['nothing', 'export const script = 1;', 'expected the default export to be a mapping; got nothing. Correct the default export.'],
    ['no title', SCENARIO.replace("title: 'a greeting'", "title: ''"), inExport('title', 'text that is not empty', '""')],
    ['a talk that is data', SCENARIO.replace(/talk: .*/, 'talk: {},'), inExport('talk', 'a function', '{}')],
    ['a connect that is data', SCENARIO.replace('questions:', 'connect: {}, questions:'), inExport('connect', 'a function', '{}')],
    ['questions that are text', SCENARIO.replace('questions: false', "questions: 'none'"), inExport('questions', 'a boolean', '"none"')],
    ['feedback with nothing to say', SCENARIO.replace('Speak up.', ' '), inExport('feedback.0.say', 'text that is not empty', '" "')],
    [
      'feedback for a number',
      SCENARIO.replace("unmet: 'greeting'", 'unmet: 7'),
      inExport('feedback.0.when.unmet', 'a text or a list of texts', '7'),
    ],
    [
      'feedback for a verdict that is none',
      SCENARIO.replace("unmet: 'greeting'", "verdict: 'sad'"),
      inExport('feedback.0.when.verdict', 'broken or crashed or limit-exceeded', '"sad"'),
    ],
    [
      'feedback for an observation that is none',
      SCENARIO.replace("unmet: 'greeting'", "observed: 'sadness'"),
      expect.stringContaining('"feedback.0.when.observed" in the default export to be one or more of: silence,'),
    ],
    [
      'feedback for a cause that is none',
      SCENARIO.replace("unmet: 'greeting'", "cause: ['flood', 'fate']"),
      expect.stringContaining('"feedback.0.when.cause" in the default export to be one or more of: handler-returned,'),
    ],
    [
      'feedback for a deed that is none',
      SCENARIO.replace("unmet: 'greeting'", "seen: 'sings'"),
      expect.stringContaining('"feedback.0.when.seen" in the default export to be one or more of: handshake-accepted,'),
    ],
    [
      'feedback for a dialect that is none',
      SCENARIO.replace("unmet: 'greeting'", "dialect: 'rust'"),
      inExport('feedback.0.when.dialect', 'one or more of: fastapi, async, ws', '"rust"'),
    ],
    [
      'feedback with a key of its own',
      SCENARIO.replace("unmet: 'greeting'", "because: 'so'"),
      'expected no key "because" in the default export under feedback.0.when; got it. Correct the default export.',
    ],
    [
      'no room for frames',
      SCENARIO.replace('questions:', 'limits: { frames: 0 }, questions:'),
      inExport('limits.frames', 'a number above 0', '0'),
    ],
    [
      'half a byte',
      SCENARIO.replace('questions:', 'limits: { wireBytes: 0.5 }, questions:'),
      inExport('limits.wireBytes', 'a whole number', '0.5'),
    ],
  ])('%s', async (_title, scenario, sentence) => {
    expect(await problemsWith({ [inStep('scenario.ts')]: scenario })).toEqual([about('01-first/01-hello/scenario.ts', sentence)]);
  });
});

/** The line of a file's problem; `sentence` may be a matcher for a part of it. */
function about(file: string, sentence: unknown): unknown {
  return typeof sentence === 'string' ? `${file}: ${sentence}` : sentence;
}
