/** A step of one's own, from the command line. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layOut } from '../../cli/commands/new.ts';
import { makeFolder } from '../helpers/folder.ts';
import { clinic } from '../helpers/processes.ts';
// Sets FastAPI up: a command that had to do so would take a minute.
import '../helpers/python-sandbox.ts';

interface Pack extends AsyncDisposable {
  path: string;
  step: string;
}

async function newPack(): Promise<Pack> {
  const folder = await makeFolder();
  const path = join(folder.path, 'pack');
  return {
    path,
    step: await layOut('cut-after-lunch', { pack: path }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

interface Result {
  what: string;
  file: string;
  problem?: string;
}

function checked(...args: string[]): { status: number | null; results: Result[] } {
  const { status, stdout } = clinic('check', ...args, '--json');
  return { status, results: (JSON.parse(stdout) as { checked: Result[] }).checked };
}

test('a new step passes its own check', async () => {
  await using pack = await newPack();
  const { status, results } = checked(pack.path, '--dialect', 'async', '--seeds', '2');
  expect({ status, problems: results.filter(({ problem }) => problem !== undefined) }).toEqual({ status: 0, problems: [] });
  expect(results.length).toBe(9);
});

test('what it prints names the step’s folder and the three commands', async () => {
  await using folder = await makeFolder();
  const path = join(folder.path, 'pack');
  const { stdout } = clinic('new', 'cut-after-lunch', '--pack', path);
  const step = join(path, '01-our-outages', '01-cut-after-lunch');
  expect(stdout).toBe(
    `The step is in ${step}.\nProve it:  socket-clinic check ${step}\nWrite it:  socket-clinic dev ${path}\nServe it:  socket-clinic start --lessons ${path}\n`,
  );
});

test('a second step goes beside the first, and a lesson that is not there is made', async () => {
  await using pack = await newPack();
  expect(clinic('new', 'late-for-dinner', '--pack', pack.path, '--title', 'Late: "for" dinner').status).toBe(0);
  expect(clinic('new', 'no-dessert', '--pack', pack.path, '--lesson', 'sweet-things').status).toBe(0);
  const { stdout } = clinic('list', '--lessons', pack.path, '--json');
  const steps = (JSON.parse(stdout) as { steps: { id: string; title: string; lesson: string }[] }).steps.slice(-3);
  expect(steps.map(({ id, title, lesson }) => [id, title, lesson])).toEqual([
    ['cut-after-lunch', 'Cut after lunch', 'Our own outages'],
    ['late-for-dinner', 'Late: "for" dinner', 'Our own outages'],
    ['no-dessert', 'No dessert', 'Sweet things'],
  ]);
});

test('a pack’s step is run by its id, beside ours', async () => {
  await using pack = await newPack();
  const run = (file: string) => clinic('run', file, '--step', 'cut-after-lunch', '--lessons', pack.path, '--json').status;
  expect([run(join(pack.step, 'ws/solution.ts')), run(join(pack.step, 'async/starter.ts'))]).toEqual([1, 1]);
  expect(run(join(pack.step, 'async/solution.ts'))).toBe(0);
});

test.each([
  [['new', 'Cut After Lunch'], 'Expected lower-case words joined by hyphens'],
  [['new', 'open-then-gone', '--pack', 'no-such-folder'], 'Expected an id of its own for the step, got "open-then-gone", which lessons/'],
  [
    ['new', 'cut-after-lunch', '--pack', 'sandbox'],
    'Expected a pack of lessons or a folder that is not there yet, got "sandbox" without a pack.md',
  ],
])('%j is a usage error, and nothing is written', (args, words) => {
  const { status, stdout, stderr } = clinic(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(words);
});

test('check of a step’s folder proves it alone, whatever is wrong beside it', async () => {
  await using pack = await newPack();
  const other = await layOut('late-for-dinner', { pack: pack.path });
  await rm(join(other, 'scenario.ts'));
  const alone = checked(pack.step, '--dialect', 'ws');
  expect({ status: alone.status, count: alone.results.length }).toEqual({ status: 0, count: 9 });
  const whole = checked(pack.path, '--dialect', 'ws');
  expect(whole.status).toBe(1);
  expect(whole.results[0]).toEqual({
    what: expect.stringContaining('02-late-for-dinner/scenario.ts'),
    file: expect.stringContaining('02-late-for-dinner/scenario.ts'),
    problem: 'expected this file; got none. Write it with scenario({ title, talk, script }).',
  });
  expect(whole.results.length).toBe(10);
});

/** Each way of breaking a step, and what names it. */
const BREAKINGS: [title: string, file: string, change: (text: string) => string, what: string, problem: string][] = [
  [
    'a starter that works',
    'async/starter.ts',
    (text) => text.replace("'accepted' }", "'accepted', id: order.id }"),
    'async starter',
    'expected the verdict broken, got working',
  ],
  [
    'a starter that fails at another place',
    'step.md',
    (text) => text.replaceAll('unmet: first-order', 'unmet: goodbye'),
    'async starter',
    'expected goodbye to be unmet, got broken at first-order',
  ],
  [
    'a starter whose first cause is another',
    'step.md',
    (text) => text.replaceAll('cause: wrong-content', 'cause: loop-blocked'),
    'async starter',
    'expected the first cause loop-blocked, got wrong-content',
  ],
  [
    'a solution that does not work',
    'async/solution.ts',
    (text) => text.replace('order.id }', '1 }'),
    'async solution',
    'expected it to work, got broken at first-order',
  ],
  [
    'an alternative that does not compile',
    'async/alternatives/class.ts',
    (text) => text.replace('class Kitchen {', 'class Kitchen'),
    'async alternative class',
    'expected it to work, got did-not-compile',
  ],
  [
    'a near miss that gets no feedback',
    'async/near-misses/keeps-the-first-id.ts',
    (text) => text.replace('id ??= order.id', 'id = undefined'),
    'async near miss keeps-the-first-id',
    'expected its own feedback, got none: broken at first-order',
  ],
  [
    'a near miss that works',
    'async/near-misses/keeps-the-first-id.ts',
    (text) => text.replace('id ??= order.id', 'id = order.id'),
    'async near miss keeps-the-first-id',
    'expected its own feedback, got none: working',
  ],
  [
    'a near miss that gets the feedback of another',
    'scenario.ts',
    (text) => text.replace('feedback: [', "feedback: [{ id: 'starter', when: { unmet: 'later-order' }, say: 'No.' },"),
    'async near miss keeps-the-first-id',
    'expected its own feedback, got that of starter: broken at later-order',
  ],
  [
    'a wrong program that is judged working',
    'async/wrong/trims.ts',
    (text) => text.replace('.trim()', ''),
    'async wrong program trims',
    'expected it not to be judged working, got working',
  ],
  [
    'feedback that the starter gets',
    'scenario.ts',
    (text) => text.replace("unmet: 'later-order'", "unmet: ['later-order', 'first-order']"),
    'async starter',
    'expected no near miss’s feedback, got that of keeps-the-first-id',
  ],
];

test('check names each way of breaking a step, and each is told of its own step alone', async () => {
  await using folder = await makeFolder();
  const path = join(folder.path, 'pack');
  for (const [index, [, file, change]] of BREAKINGS.entries()) {
    const step = await layOut(`broken-${index}`, { pack: path });
    // What is not broken here is proven by a test of its own.
    const others = ['wrong/goes-deaf', 'wrong/shares-the-id', 'alternatives/answers-one', 'alternatives/iterator'];
    for (const name of others) await rm(join(step, `async/${name}.ts`));
    const broken = join(step, file);
    const before = await readFile(broken, 'utf8');
    expect(change(before)).not.toBe(before);
    await writeFile(broken, change(before));
  }
  const { status, results } = checked(path, '--dialect', 'async');
  const wrong = results.filter(({ problem }) => problem !== undefined);
  expect(status).toBe(1);
  for (const [index, [title, broken, , what, problem]] of BREAKINGS.entries()) {
    const told = wrong.find((result) => result.what.startsWith(`broken-${index} `));
    expect(told, title).toMatchObject({ what: `broken-${index} ${what}`, problem: expect.stringContaining(problem) });
    // The file that was broken, and what to do, which begins a sentence of its own.
    expect(`${told?.file}: ${told?.problem}`, title).toContain(broken);
    expect(told?.problem, title).toMatch(/\. (Make|Let|Repair|Ask) [^.]+/);
  }
});

test('check names an exercise with too few right solutions', async () => {
  await using pack = await newPack();
  await rm(join(pack.step, 'ws/alternatives'), { recursive: true });
  const { results } = checked(pack.path, '--dialect', 'ws');
  expect(results.filter(({ problem }) => problem !== undefined)).toEqual([
    {
      what: 'cut-after-lunch ws alternatives',
      file: expect.stringMatching(/01-cut-after-lunch\/ws\/alternatives$/),
      problem: expect.stringContaining('at least 3 right solutions in other styles, got 0. Add them to alternatives/'),
    },
  ]);
});
