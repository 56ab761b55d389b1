/** A word that feedback asks for and nobody knows: it does not compile, and a pack that is not compiled is told. */
import { advance, answersJson, type Draw, type Feedback, json, oneOf, outputs, scenario } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';

const talk = () => ({ send: json({}), reply: answersJson({}) });

test('a cause, an observation, a deed or a dialect that is none does not compile', () => {
  const feedback: Feedback[] = [
    { id: 'right', when: { cause: 'handler-threw', observed: ['silence', 'ended'], seen: ['ping', 'Connection.close'] }, say: 'x' },
    // @ts-expect-error: no cause
    { id: 'cause', when: { cause: 'handler-throws' }, say: 'x' },
    // @ts-expect-error: no observation
    { id: 'observed', when: { observed: ['silence', 'quiet'] }, say: 'x' },
    // @ts-expect-error: nothing that a handler can do
    { id: 'seen', when: { seen: 'handler-sang' }, say: 'x' },
    // @ts-expect-error: no dialect
    { id: 'dialect', when: { dialect: 'flask' }, say: 'x' },
  ];
  expect(feedback).toHaveLength(5);
});

test('an unmet expectation that the script does not name does not compile', () => {
  const script = (draw: Draw) => {
    const a = draw.client('A');
    return [
      ...a.opens({ name: 'opens' }),
      ...a.asks(talk(), { name: 'answer' }),
      ...[1, 2].flatMap(() => a.asks(talk(), { name: 'another' })),
      ...oneOf([a.receives(answersJson({})), a.ends(1003)], { name: 'either' }),
      ...outputs({ lines: [] }, { name: 'log', sentence: 'a log' }),
      ...a.staysOpen(1_000),
      advance(1_000),
    ];
  };
  const given = scenario({
    title: 'names',
    talk,
    script,
    feedback: [
      { id: 'right', when: { unmet: ['opens', 'answer', 'another', 'either', 'log', 'newcomer-message'] }, say: 'x' },
      // @ts-expect-error: no name of the script
      { id: 'wrong', when: { unmet: 'anser' }, say: 'x' },
      // @ts-expect-error: nor is one of these
      { id: 'wrong', when: { unmet: ['answer', 'open'] }, say: 'x' },
    ],
  });
  expect(given.feedback).toHaveLength(3);
});
