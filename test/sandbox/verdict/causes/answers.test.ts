/** Causes of a connection that lives and does not do what it should, with their words. */
import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../../sandbox/verdict/causes/cause.ts';
import { leftBehind } from '../../../../sandbox/verdict/causes/left-behind.ts';
import { loopBlocked } from '../../../../sandbox/verdict/causes/loop-blocked.ts';
import { noHeartbeat } from '../../../../sandbox/verdict/causes/no-heartbeat.ts';
import { nobodyListens } from '../../../../sandbox/verdict/causes/nobody-listens.ts';
import { noisyGoodbye } from '../../../../sandbox/verdict/causes/noisy-goodbye.ts';
import { notLogged } from '../../../../sandbox/verdict/causes/not-logged.ts';
import { notReading } from '../../../../sandbox/verdict/causes/not-reading.ts';
import { protocolError } from '../../../../sandbox/verdict/causes/protocol-error.ts';
import { unasked } from '../../../../sandbox/verdict/causes/unasked.ts';
import { unknown } from '../../../../sandbox/verdict/causes/unknown.ts';
import { wrongContent } from '../../../../sandbox/verdict/causes/wrong-content.ts';
import { wrongForm } from '../../../../sandbox/verdict/causes/wrong-form.ts';
import type { Findings } from '../../../../sandbox/verdict/findings.ts';
import type { Diagnosis, ObservedKind } from '../../../../sandbox/verdict/verdict.ts';
import { ALL_OBSERVED, accepted, answer, findings, message, PONGS, pong, RECEIVES, returned, unmet } from '../../../helpers/findings.ts';

type Given = Partial<Findings>;
const found = (cause: Cause, given: Given) => cause.find(findings(given));
const answers = (count: number) => Array.from({ length: count }, (_, index) => answer(index + 1));

describe.each<[Cause, ObservedKind[], Given, Omit<Diagnosis, 'cause'>]>([
  [
    loopBlocked,
    ['too-late'],
    {},
    {
      confidence: 'certain',
      title: 'One connection’s work kept another one waiting',
      advice:
        'Even the pong, which needs no code of yours: it came late. Some call keeps the only thread while it works. Wait without blocking, or work in small slices.',
      evidence: [],
    },
  ],
  [
    leftBehind,
    ['left-behind'],
    {},
    {
      confidence: 'likely',
      title: 'Something outlived its connection',
      advice: 'it came late. Everything that is started for a connection ends with it, on every way out.',
      evidence: [],
    },
  ],
  [
    notLogged,
    ['output-missing'],
    {},
    {
      confidence: 'certain',
      title: 'A point of the connection’s life is not logged',
      advice: 'The wire was right so far; it came late.',
      evidence: [],
    },
  ],
  [
    noisyGoodbye,
    ['output-extra'],
    {},
    {
      confidence: 'certain',
      title: 'The output says what it should not',
      advice: 'The wire was right so far; it came late.',
      evidence: [],
    },
  ],
  [
    protocolError,
    ['protocol-error'],
    {},
    {
      confidence: 'certain',
      title: 'The handler wrote what WebSocket forbids',
      advice:
        'it came late. Something writes to the socket beside the library: two servers on one upgrade, or HTTP into an open connection.',
      evidence: [],
    },
  ],
  [
    wrongContent,
    ['other-content'],
    { answers: answers(3) },
    {
      confidence: 'certain',
      title: 'The answer has other content',
      advice: 'The handler is alive and answers: it came late. Compare it with what the step asks for.',
      evidence: [3],
    },
  ],
  [
    wrongForm,
    ['other-form', 'other-opcode'],
    { answers: answers(3) },
    {
      confidence: 'certain',
      title: 'The answer is not of the agreed form',
      advice: 'The handler is alive and answers: it came late. Compare it with what the step asks for.',
      evidence: [3],
    },
  ],
  [
    unasked,
    ['unsolicited'],
    { answers: answers(4), messages: [message(1)] },
    {
      confidence: 'likely',
      title: 'The handler sent more than was asked for',
      advice: 'One message, one answer, and none before the question: look for a second send, or for one that comes too soon.',
      evidence: [1, 2, 3],
    },
  ],
  [
    notReading,
    ['silence'],
    { unmet: PONGS },
    {
      confidence: 'likely',
      title: 'Not even a ping is answered',
      advice:
        'The library answers pings by itself, as long as it reads. The thread is free, so the connection is not being read: look for a pause without a resume, or for code that took the socket over.',
      evidence: [],
    },
  ],
  [
    noHeartbeat,
    ['silence'],
    { accepted, unmet: unmet({ expect: 'pings', connection: 'A', atLeast: 2 }) },
    {
      confidence: 'likely',
      title: 'The handler sends too few pings',
      advice:
        'A client that has gone without a goodbye is only found by asking: send a ping on a timer, for each connection, as long as it is open.',
      evidence: [],
    },
  ],
  [
    nobodyListens,
    ['silence'],
    { accepted, unmet: RECEIVES, pongs: [pong(1), pong(2), pong(3)] },
    {
      confidence: 'likely',
      title: 'The connection is open, but nobody listens',
      advice: 'Nothing in the handler waits for a message: the library answers pings by itself, your code answers nobody.',
      evidence: [2, 3],
    },
  ],
])('$id', (cause, observedKinds, given, diagnosis) => {
  test.each(observedKinds)('explains what was observed as “%s”', (observedKind) => {
    expect(found(cause, { ...given, observedKind })).toEqual(diagnosis);
  });

  test('explains nothing else', () => {
    for (const observedKind of ALL_OBSERVED.filter((kind) => !observedKinds.includes(kind)))
      expect(found(cause, { ...given, observedKind })).toBeUndefined();
    expect(found(cause, given)).toBeUndefined();
  });
});

describe('a silence', () => {
  test.each<[string, Cause, Given]>([
    ['a pong is missing, and not an answer', notReading, { unmet: RECEIVES }],
    ['pings are missing, and not an answer', noHeartbeat, { accepted, unmet: RECEIVES }],
    ['the connection was never open', noHeartbeat, { unmet: unmet({ expect: 'pings', connection: 'A', atLeast: 2 }) }],
    ['somebody answered before', nobodyListens, { accepted, unmet: RECEIVES, answers: answers(1) }],
    ['an answer is missing, and not a pong', nobodyListens, { accepted, unmet: PONGS }],
    ['nobody can say what is missing', notReading, {}],
    ['nobody can say whether pings are missing', noHeartbeat, { accepted }],
    ['nobody can say whether an answer is missing', nobodyListens, { accepted }],
  ])('is told apart where %s', (_where, cause, given) => {
    expect(found(cause, { ...given, observedKind: 'silence' })).toBeUndefined();
  });

  test('of a handler that has returned is not that of one that does not listen, unless it closed', () => {
    const silent: Given = { accepted, observedKind: 'silence', unmet: RECEIVES };
    expect(found(nobodyListens, { ...silent, returned: returned(2, { leftOpen: true }) })).toBeUndefined();
    expect(found(nobodyListens, { ...silent, returned: returned(2) })).toBeDefined();
  });
});

test.each([
  [
    'it came late',
    'Compare the two lanes of the timeline at the place where they part: it came late. Log before and after each line that waits.',
  ],
  ['', 'Compare the two lanes of the timeline at the place where they part. Log before and after each line that waits.'],
])('what no cause explains is unknown, with what was observed: “%s”', (observed, advice) => {
  expect(found(unknown, { observed })).toEqual({ confidence: 'possible', title: 'No known failure pattern fits', advice, evidence: [] });
});
