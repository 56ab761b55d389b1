/** Causes of a handler that ended and took its connection with it, with their words. */
import { describe, expect, test } from 'vitest';
import { answeredOnce } from '../../../../sandbox/verdict/causes/answered-once.ts';
import type { Cause } from '../../../../sandbox/verdict/causes/cause.ts';
import { handlerReturned } from '../../../../sandbox/verdict/causes/handler-returned.ts';
import { handlerThrew } from '../../../../sandbox/verdict/causes/handler-threw.ts';
import { swallowedError } from '../../../../sandbox/verdict/causes/swallowed-error.ts';
import type { Findings } from '../../../../sandbox/verdict/findings.ts';
import {
  AT,
  accepted,
  answer,
  CRASHED,
  closed,
  dropped,
  endsWith,
  errorOf,
  findings,
  message,
  pong,
  RECEIVES,
  returned,
  threw,
} from '../../../helpers/findings.ts';

type Given = Partial<Findings>;
const found = (cause: Cause, given: Given) => cause.find(findings(given));

describe('handler-returned', () => {
  const ended: Given = { accepted, observedKind: 'ended', returned: returned(2), closed: dropped(3) };
  const alone = 'When the handler ends, so does the connection. It has to wait for messages, again and again.';
  const kept =
    'The server has kept the connection open, and nobody is there to answer. The handler has to wait for messages, again and again.';

  test('ended the connection with no close frame, or with one that is the server’s', () => {
    const words = { confidence: 'certain', title: 'The handler returned at line 7', advice: alone, evidence: [2, 3], at: AT };
    expect(found(handlerReturned, ended)).toEqual(words);
    expect(found(handlerReturned, { ...ended, observedKind: 'other-close' })).toEqual(words);
    expect(found(handlerReturned, { ...ended, returned: returned(2, { leftOpen: true }), closed: closed(3, 1000) })).toEqual(words);
  });

  test.each(['silence', 'still-open'] as const)('left a connection that the server keeps: %s', (observedKind) => {
    const given = { ...ended, observedKind, closed: undefined, returned: returned(2, { leftOpen: true }) };
    expect(found(handlerReturned, given)).toMatchObject({ advice: kept, evidence: [2], at: AT });
  });

  test.each<[string, Given]>([
    ['where it did not return', { returned: undefined }],
    ['where it threw', { threw: threw(2) }],
    ['where it had not accepted', { accepted: undefined }],
    ['where a close frame of its own came first', { closed: closed(3, 1000) }],
    ['where the client left', { closed: closed(3, 1000, 'probe') }],
    ['where the connection has not ended', { closed: undefined }],
    ['where a message had been taken', { messages: [message(1)] }],
    ['where a message had been answered', { messages: [message(3)], answers: [answer(4)] }],
    ['where the end was not what was seen', { observedKind: 'silence' }],
    ['where it left nothing open and was silent', { observedKind: 'silence', closed: undefined }],
  ])('is not the cause %s', (_where, more) => {
    expect(found(handlerReturned, { ...ended, ...more })).toBeUndefined();
  });

  test('is the cause although it had sent a greeting: that answers nothing', () => {
    expect(found(handlerReturned, { ...ended, answers: [answer(1)] })).toMatchObject({ evidence: [2, 3] });
  });

  test('is the cause although messages came when it had returned already', () => {
    expect(found(handlerReturned, { ...ended, messages: [message(4)] })).toMatchObject({ evidence: [2, 3] });
  });
});

describe('swallowed-error', () => {
  const given: Given = {
    accepted,
    observedKind: 'ended',
    messages: [message(1)],
    returned: returned(2),
    closed: dropped(3),
    unmet: RECEIVES,
  };

  test('ended the handler in the middle of a message', () => {
    expect(found(swallowedError, given)).toEqual({
      confidence: 'likely',
      title: 'The handler returned at line 7 in the middle of a message',
      advice:
        'It took a message, gave no answer, and ended without an error. Look for a catch that swallows the exception: log it, and answer.',
      evidence: [2, 3],
      at: AT,
    });
  });

  test('is not the cause where each message was answered, or the handler has not ended', () => {
    expect(found(swallowedError, { ...given, answers: [answer(2)] })).toBeUndefined();
    expect(found(swallowedError, { ...given, returned: undefined })).toBeUndefined();
  });
});

describe('answered-once', () => {
  const advice = 'When it ends, so does the connection. It has to wait for the next message, again and again.';
  const ended: Given = {
    accepted,
    observedKind: 'ended',
    returned: returned(5),
    closed: dropped(6),
    messages: [message(1)],
    answers: [answer(2)],
  };
  const silent: Given = {
    accepted,
    observedKind: 'silence',
    unmet: RECEIVES,
    messages: [message(1), message(3), message(5)],
    answers: [answer(2), answer(4)],
    pongs: [pong(6)],
  };

  test('is certain of a handler that returned after its answers', () => {
    expect(found(answeredOnce, ended)).toEqual({
      confidence: 'certain',
      title: 'The handler returned at line 7 after one answer',
      advice,
      evidence: [5, 6],
      at: AT,
    });
    expect(found(answeredOnce, { ...ended, answers: [answer(2), answer(3)] })?.title).toBe(
      'The handler returned at line 7 after 2 answers',
    );
  });

  test('is likely of one that is there and answers no more', () => {
    expect(found(answeredOnce, silent)).toEqual({
      confidence: 'likely',
      title: 'The handler answered 2 times, then no more',
      advice:
        'The first messages were answered and this one was not: a listener for one event only, a receive outside the loop, or an error that is swallowed.',
      evidence: [4, 6],
    });
    expect(found(answeredOnce, { ...silent, answers: [answer(2)] })?.title).toBe('The handler answered once, then no more');
  });

  test.each<[string, Given]>([
    ['nothing was answered', { ...silent, answers: [] }],
    ['a message was taken that got no answer', { ...ended, messages: [message(1), message(3)] }],
    ['something else than an answer is missing', { ...silent, unmet: endsWith('handler', 1000) }],
    ['nothing is missing', { ...silent, observedKind: 'other-content' }],
    ['it never opened', { ...silent, accepted: undefined }],
    [
      'nobody is there to answer the last message',
      { ...silent, messages: [message(1), message(3), message(4)], returned: returned(5, { leftOpen: true }) },
    ],
  ])('is not the cause where %s', (_where, given) => {
    expect(found(answeredOnce, given)).toBeUndefined();
  });

  test('is not the cause where a call was never awaited', () => {
    expect(found(answeredOnce, { ...silent, neverAwaited: [{ ...returned(3), kind: 'never-awaited', call: 'f' }] })).toBeUndefined();
  });
});

describe('handler-threw', () => {
  const given: Given = { accepted, threw: threw(2), closed: dropped(3), observedKind: 'ended' };
  const caught = 'Nobody caught it, so the handler ended and the connection with it: no close frame, 1006. Catch it inside';

  test.each<[string, Given, string]>([
    ['a step that wants an answer', { unmet: RECEIVES }, `${caught}, and answer.`],
    ['a step that wants an end', { unmet: endsWith('handler', 1008, 1011) }, `${caught}, and close this one connection with 1008 or 1011.`],
    ['a step that wants a goodbye answered', { unmet: endsWith('probe', 1000) }, `${caught}: answer, or close this one connection.`],
    ['any other step', {}, `${caught}: answer, or close this one connection.`],
    [
      'a connection that was not accepted',
      { accepted: undefined },
      'It was thrown before the connection was accepted, so the opening handshake got 500.',
    ],
  ])('has advice for %s', (_what, more, advice) => {
    expect(found(handlerThrew, { ...given, ...more })).toEqual({
      confidence: 'certain',
      title: 'The handler threw Error: bad at line 7',
      advice,
      evidence: [2, 3],
      at: AT,
    });
  });

  test('rests on the error alone where nothing closed', () => {
    expect(found(handlerThrew, { ...given, closed: undefined })?.evidence).toEqual([2]);
  });

  test('is not the cause where the process crashed, nothing was thrown, or close refused what it was given', () => {
    expect(found(handlerThrew, { ...given, verdict: CRASHED })).toBeUndefined();
    expect(found(handlerThrew, { ...given, threw: undefined })).toBeUndefined();
    expect(found(handlerThrew, { ...given, threw: threw(2, { means: { kind: 'illegal-close' } }) })).toBeUndefined();
    expect(found(handlerThrew, { ...given, threw: threw(2, { means: { kind: 'memory-refused' } }) })).toBeDefined();
  });
});

test('an error that says nothing is called by its name', () => {
  expect(found(handlerThrew, { threw: threw(2, errorOf({ message: '', at: undefined })) })?.title).toBe('The handler threw Error');
});
