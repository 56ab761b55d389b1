import { answersJson, type Entry, type Feedback, json, scenario } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { checkSteps } from '../../lessons/check.ts';
import type { Step } from '../../lessons/lesson.ts';
import { startSandbox, WS_OK, wsHandler } from '../helpers/sandbox.ts';

const SILENT = wsHandler('');
const exchange = { send: json({ type: 'hi' }), reply: answersJson({ type: 'response' }) };

/** `asks`: in which of the runs anything is asked. */
function stepWith(asks: (run: number) => boolean, feedback: Feedback[] = []): Step {
  let runs = 0;
  const script: Parameters<typeof scenario>[0]['script'] = (draw) => {
    const a = draw.client('A');
    const asked: Entry[] = asks(runs++) ? a.asks(exchange, { name: 'answer' }) : [];
    return [...a.opens(), ...asked];
  };
  return {
    id: 'answers',
    title: 'Answers',
    objective: '',
    prose: '',
    hints: [],
    symptoms: [],
    buildsOn: [],
    folder: 'answers',
    scenario: scenario({ title: 'answers', questions: false, talk: () => exchange, script, feedback }),
    exercises: {
      ws: {
        starter: SILENT,
        solution: WS_OK,
        starterFails: { verdict: 'broken', unmet: 'answer' },
        alternatives: [],
        nearMisses: [],
        wrong: [],
      },
    },
  };
}

test('a starter that gets a near miss’s feedback is not as stated', async () => {
  await using sandbox = startSandbox();
  const feedback = [{ id: 'forgets', when: { unmet: 'answer' }, say: 'Nearly.' }];
  const [starter, solution] = await checkSteps([stepWith(() => true, feedback)], sandbox, { seeds: 1, atOnce: 1 });
  expect(starter?.problem).toContain('expected no near miss’s feedback, got that of forgets');
  expect(solution?.problem).toBeUndefined();
});

test('a verdict that hangs on the seed is not as stated, and the seeds are told', async () => {
  await using sandbox = startSandbox();
  const [starter, solution] = await checkSteps([stepWith((run) => run % 3 === 0)], sandbox, { seeds: 3, atOnce: 1 });
  expect(starter?.problem).toMatch(
    /expected one verdict for all seeds, got working with 2 and broken at answer with [0-9a-f]{32}. Let the script/,
  );
  expect(solution).toEqual({ what: 'answers ws solution', file: 'answers/ws/solution.ts' });
});

test('feedback may ask for what the handler did', async () => {
  await using sandbox = startSandbox();
  const pings: Feedback[] = [{ id: 'pings', when: { unmet: 'answer', seen: 'ping' }, say: 'Pings are not answers.' }];
  const step = stepWith(() => true, pings);
  const nearMisses = [{ name: 'pings', source: wsHandler('    socket.ping();') }];
  const exercises = { ws: { ...step.exercises.ws, nearMisses } } as Step['exercises'];
  const checked = await checkSteps([{ ...step, exercises }], sandbox, { seeds: 1, atOnce: 1 });
  expect(checked.slice(0, 3).map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]);
});

test('a wrong program that is judged working is not as stated', async () => {
  await using sandbox = startSandbox();
  const step = stepWith(() => true);
  const wrong = [
    { name: 'works', source: WS_OK },
    { name: 'is-silent', source: SILENT },
  ];
  const exercises = { ws: { ...step.exercises.ws, wrong } } as Step['exercises'];
  const checked = await checkSteps([{ ...step, exercises }], sandbox, { seeds: 1, atOnce: 1 });
  expect(checked.filter(({ what }) => what.includes('wrong program'))).toEqual([
    {
      what: 'answers ws wrong program works',
      file: 'answers/ws/wrong/works.ts',
      problem: expect.stringContaining('expected it not to be judged working, got working'),
    },
    { what: 'answers ws wrong program is-silent', file: 'answers/ws/wrong/is-silent.ts' },
  ]);
});

test('a step without symptoms, and an exercise with too few right solutions in other styles, are not as stated, each with its file', async () => {
  await using sandbox = startSandbox();
  const step = stepWith(() => true);
  const twice = { name: 'the-same', source: WS_OK };
  const exercises = { ws: { ...step.exercises.ws, alternatives: [twice, twice] } } as Step['exercises'];
  const checked = await checkSteps([{ ...step, exercises }], sandbox, { seeds: 1, atOnce: 1 });
  expect(checked.at(-2)).toEqual({
    what: 'answers symptoms',
    file: 'answers/step.md',
    problem: 'expected at least one symptom by which somebody finds the step, got none. Add it to the front matter',
  });
  expect(checked.at(-1)).toEqual({
    what: 'answers ws alternatives',
    file: 'answers/ws/alternatives',
    problem: 'expected at least 3 right solutions in other styles, got 0. Add them to alternatives/',
  });
});

test('each seed is played as often as was asked', async () => {
  await using sandbox = startSandbox();
  // Every third run asks: the runs of one seed differ.
  const [starter] = await checkSteps([stepWith((run) => run % 3 === 0)], sandbox, { seeds: 1, repeat: 3, atOnce: 1 });
  expect(starter?.problem).toMatch(/got working with 2 and broken at answer with ([0-9a-f]{32})/);
  expect(new Set(starter?.problem?.match(/[0-9a-f]{32}/g)).size).toBe(1);
});
