import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import { inStep, LESSON, lessonsFolder, problemsWith, RIGHT, SCENARIO, STEP } from '../helpers/lessons-folder.ts';

describe('a right lessons folder', () => {
  test('becomes lessons, steps and exercises', async () => {
    await using folder = await lessonsFolder({ ...RIGHT, [inStep('async/note.md')]: 'Mind the gap.\n' });
    const { lessons } = await loadCatalog(folder.path);
    expect(lessons).toMatchObject([
      {
        id: 'first',
        title: 'First',
        summary: 'The first lesson.',
        steps: [
          { id: 'hello', objective: 'Say hello.', prose: 'Say hello.', hints: ['Open your mouth.'], scenario: { title: 'a greeting' } },
        ],
      },
    ]);
    expect(lessons[0]?.steps[0]?.exercises).toEqual({
      async: {
        note: 'Mind the gap.',
        starter: '// starter',
        solution: '// solution',
        starterFails: { verdict: 'broken', unmet: 'greeting' },
        alternatives: [{ name: 'waves', source: '// waves' }],
        nearMisses: [{ name: 'mumbles', source: '// mumbles' }],
        wrong: [],
      },
    });
  });

  test('gives a step by its id, and nothing for an unknown one', async () => {
    await using folder = await lessonsFolder(RIGHT);
    const catalog = await loadCatalog(folder.path);
    expect(catalog.step('hello')?.title).toBe('Hello');
    expect(catalog.step('good-night')).toBeUndefined();
  });

  test('is ordered by its folders’ numbers', async () => {
    const other = { '02-next/lesson.md': LESSON.replace('id: first', 'id: next') };
    const moved = Object.entries(RIGHT).map(([name, content]) => [name.replace('01-first', '02-next'), content]);
    const steps = { ...Object.fromEntries(moved), ...other, '02-next/01-hello/step.md': STEP.replace('id: hello', 'id: again') };
    await using folder = await lessonsFolder({ ...steps, ...RIGHT });
    expect((await loadCatalog(folder.path)).lessons.map(({ id }) => id)).toEqual(['first', 'next']);
  });
});

describe('the sentence names the file, what was expected, what came and the remedy', () => {
  test('for a folder without lessons', async () => {
    await using folder = await lessonsFolder({});
    await expect(loadCatalog(folder.path)).rejects.toThrow(
      `The lessons folder ${folder.path} has 1 problem.\n.: expected at least one numbered folder; got none. Add one, such as 01-first/.`,
    );
  });

  test('for a missing file', async () => {
    expect(await problemsWith({ [inStep('async/solution.ts')]: undefined, '01-first/lesson.md': undefined })).toEqual([
      '01-first/lesson.md: expected this file; got none. Write it with id, title and summary.',
      '01-first/01-hello/async/solution.ts: expected this file; got none. Write the handler with the working pattern.',
    ]);
  });

  test('for a step without its text, or without its starter', async () => {
    expect(await problemsWith({ [inStep('async/starter.ts')]: undefined })).toEqual([
      '01-first/01-hello/async/starter.ts: expected this file; got none. Write the handler as the learner gets it.',
    ]);
    expect(await problemsWith({ [inStep('step.md')]: undefined })).toEqual([
      '01-first/01-hello/step.md: expected this file; got none. Write it with id, title, objective, hints, starterFails and the prose.',
    ]);
  });

  test('for a lesson without a step, and a step without a dialect', async () => {
    expect(await problemsWith({ '02-next/lesson.md': LESSON.replace('id: first', 'id: next') })).toEqual([
      '02-next: expected at least one numbered folder; got none. Add one, such as 01-first/.',
    ]);
    const another = {
      '01-first/02-bye/step.md': STEP.replace('id: hello', 'id: bye')
        .replace(/ {2}async: .*\n/, '')
        .replace('starterFails:', 'starterFails: {}'),
    };
    expect(await problemsWith({ ...another, '01-first/02-bye/scenario.ts': SCENARIO.replace(/feedback: .*/, 'feedback: [],') })).toEqual([
      '01-first/02-bye: expected a folder named fastapi or async or ws; got none. Write the step in one dialect.',
    ]);
  });

  test('for a step without a scenario', async () => {
    expect(await problemsWith({ [inStep('scenario.ts')]: undefined })).toEqual([
      '01-first/01-hello/scenario.ts: expected this file; got none. Write it with scenario({ title, talk, script }).',
    ]);
  });

  test('for a file without front matter', async () => {
    expect(await problemsWith({ '01-first/lesson.md': '# First\n' })).toEqual([
      '01-first/lesson.md: expected YAML between two lines of three dashes at the top; got "# First". Begin the file with its front matter.',
    ]);
  });

  test('for front matter that is not YAML', async () => {
    expect(await problemsWith({ '01-first/lesson.md': LESSON.replace('title: First', 'title: First: then') })).toEqual([
      '01-first/lesson.md: expected front matter that is YAML; got Nested mappings are not allowed in compact mappings at line 2, column 8. Put quotes around text that holds a colon.',
    ]);
  });

  test('for missing, unknown and wrong keys at once', async () => {
    const step = STEP.replace('title: Hello', 'name: Hello').replace('verdict: broken', 'verdict: sad').replace('id: hello', 'id: Hello');
    expect((await problemsWith({ [inStep('step.md')]: step })).sort()).toEqual([
      '01-first/01-hello/step.md: expected "id" in the front matter to be lower-case words joined by hyphens; got "Hello". Correct the front matter.',
      '01-first/01-hello/step.md: expected "starterFails.async.verdict" in the front matter to be broken or crashed or limit-exceeded; got "sad". Correct the front matter.',
      '01-first/01-hello/step.md: expected "title" in the front matter to be a string; got nothing. Correct the front matter.',
      '01-first/01-hello/step.md: expected no key "name" in the front matter; got it. Correct the front matter.',
    ]);
  });

  test('for a step without prose', async () => {
    expect(await problemsWith({ [inStep('step.md')]: STEP.replace('\nSay hello.\n', '') })).toEqual([
      '01-first/01-hello/step.md: expected prose after the front matter; got none. Tell what the person sees and what to change.',
    ]);
  });

  test('for an id that two steps share', async () => {
    const copies = Object.entries(RIGHT).map(([name, content]) => [name.replace('01-hello', '02-again'), content]);
    expect(await problemsWith(Object.fromEntries(copies))).toEqual([
      '01-first/02-again/step.md: expected an id of its own; got "hello", which 01-first/01-hello/step.md has too. Choose another id.',
    ]);
  });

  test('for an id that two lessons share', async () => {
    expect(await problemsWith({ '02-next/lesson.md': LESSON, '02-next/01-bye/step.md': undefined })).toContain(
      '02-next/lesson.md: expected an id of its own; got "first", which 01-first/lesson.md has too. Choose another id.',
    );
  });

  test('for a step that builds on one that is not there, or comes later', async () => {
    const step = STEP.replace('hints:', 'buildsOn: [hello, good-night]\nhints:');
    expect(await problemsWith({ [inStep('step.md')]: step })).toEqual([
      '01-first/01-hello/step.md: expected buildsOn to name steps that come before; got "hello", "good-night". Correct the ids or their order.',
    ]);
  });

  test('for a folder without a number', async () => {
    expect(await problemsWith({ 'extras/lesson.md': LESSON })).toEqual([
      'extras: expected a folder name that begins with two digits and a hyphen; got extras. Rename it.',
    ]);
  });

  test('for an unknown dialect', async () => {
    expect(await problemsWith({ [inStep('rust/starter.rs')]: 'pass' })).toEqual([
      '01-first/01-hello/rust: expected a folder named fastapi or async or ws; got rust. Rename it, or add the dialect to the sandbox.',
    ]);
  });

  test('for a dialect whose starter is not said to fail', async () => {
    const ws = { [inStep('ws/starter.ts')]: '//', [inStep('ws/solution.ts')]: '//' };
    expect(await problemsWith(ws)).toEqual([
      '01-first/01-hello/step.md: expected starterFails.ws; got nothing. Say how ws/starter.ts fails.',
    ]);
  });

  test('for a failing starter of a dialect that is not there', async () => {
    const step = STEP.replace('unmet: greeting }', 'unmet: greeting }\n  ws: { verdict: crashed }');
    expect(await problemsWith({ [inStep('step.md')]: step })).toEqual([
      '01-first/01-hello/step.md: expected a folder ws/ for starterFails.ws; got none. Add the folder or take the line out.',
    ]);
  });

  test('for a near miss without feedback', async () => {
    expect(await problemsWith({ [inStep('async/near-misses/shouts.ts')]: '// shouts' })).toEqual([
      '01-first/01-hello/scenario.ts: expected feedback for async/near-misses/shouts.ts; got none. Add one with the id "shouts".',
    ]);
  });

  test('for feedback without a near miss', async () => {
    expect(await problemsWith({ [inStep('async/near-misses/mumbles.ts')]: undefined })).toEqual([
      '01-first/01-hello/scenario.ts: expected a near miss for the feedback "mumbles"; got none. Add near-misses/mumbles.ts or take the feedback out.',
    ]);
  });

  test('for names that the script does not have', async () => {
    const changed = { [inStep('scenario.ts')]: SCENARIO.replace("name: 'greeting'", "name: 'farewell'") };
    expect(await problemsWith(changed)).toEqual([
      '01-first/01-hello/scenario.ts: expected feedback "mumbles" to name entries of the script; got "greeting". Name the expectation in the script so.',
      '01-first/01-hello/step.md: expected starterFails.async.unmet to name an entry of the script; got "greeting". Name the expectation in the script so.',
    ]);
  });

  test('for a name that only a version of uvicorn is said to miss', async () => {
    const step = STEP.replace('unmet: greeting }', 'unmet: greeting, uvicorn: [{ below: "0.5", unmet: farewell }] }');
    expect(await problemsWith({ [inStep('step.md')]: step })).toEqual([
      '01-first/01-hello/step.md: expected starterFails.async.unmet to name an entry of the script; got "farewell". Name the expectation in the script so.',
    ]);
  });

  test('for a scenario that does not load', async () => {
    expect(await problemsWith({ [inStep('scenario.ts')]: "throw new Error('no more ideas');" })).toEqual([
      '01-first/01-hello/scenario.ts: expected a module that loads; got Error: no more ideas. Run it with node to see where it fails.',
    ]);
  });

  test('for a scenario without a script', async () => {
    expect(await problemsWith({ [inStep('scenario.ts')]: SCENARIO.replace('script:', 'plot:') })).toEqual([
      '01-first/01-hello/scenario.ts: expected "script" in the default export to be a function; got nothing. Correct the default export.',
    ]);
  });

  test('for a script that cannot be resolved', async () => {
    const scenario = SCENARIO.replace("() => [{ do: 'advance', forMs: 1, name: 'greeting' }]", "() => { throw new Error('stuck'); }");
    expect(await problemsWith({ [inStep('scenario.ts')]: scenario })).toEqual([
      '01-first/01-hello/scenario.ts: expected a script that resolves with any seed; got Error: stuck. Correct the script.',
    ]);
  });

  test('for a source that is not TypeScript', async () => {
    expect(await problemsWith({ [inStep('async/near-misses/whispers.js')]: '//' })).toEqual([
      '01-first/01-hello/async/near-misses/whispers.js: expected a file that ends in .ts; got whispers.js. Rename it or take it out.',
    ]);
  });
});
