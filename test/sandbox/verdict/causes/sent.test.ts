/** Causes that show in what was sent or called, and what is said where none fits. */
import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../../sandbox/verdict/causes/cause.ts';
import { flood } from '../../../../sandbox/verdict/causes/flood.ts';
import { neverAwaitedCall } from '../../../../sandbox/verdict/causes/never-awaited.ts';
import { noSizeLimit } from '../../../../sandbox/verdict/causes/no-size-limit.ts';
import { promiseSent } from '../../../../sandbox/verdict/causes/promise-sent.ts';
import { unasked } from '../../../../sandbox/verdict/causes/unasked.ts';
import type { Findings } from '../../../../sandbox/verdict/findings.ts';
import type { ObservedKind } from '../../../../sandbox/verdict/verdict.ts';
import { AT, answer, event, findings, limitExceeded, message } from '../../../helpers/findings.ts';

type Given = Partial<Findings>;
const found = (cause: Cause, given: Given) => cause.find(findings(given));
const answers = (count: number) => Array.from({ length: count }, (_, index) => answer(index + 1));

describe('flood', () => {
  const flooded = (count: number): Given => ({ observedKind: 'unsolicited', answers: answers(count), messages: [message(1), message(2)] });

  test('is far more answers than messages, and a few more are not', () => {
    expect(found(flood, flooded(13))).toEqual({
      confidence: 'likely',
      title: 'The handler sent 13 messages that nothing asked for',
      advice: 'A loop sends without waiting for a message. What in it should wait, and does it?',
      evidence: [1, 2, 3],
    });
    expect(found(unasked, flooded(13))).toBeUndefined();
    expect(found(flood, flooded(12))).toBeUndefined();
    expect(found(unasked, flooded(12))).toBeDefined();
  });

  test('is nothing where all of them were asked for', () => {
    expect(found(flood, { ...flooded(13), observedKind: 'silence' })).toBeUndefined();
  });
});

describe('no-size-limit', () => {
  const ends = (codes: number[] | 'any') => ({ expect: 'ends', connection: 'A', codes, sentence: 'an end', withinMs: 1_000 }) as const;
  const taken: Given = { observedKind: 'unsolicited', unmet: ends([1009]), messages: [message(4)], answers: [answer(6)] };

  test('names the message that was over the limit, and its answer', () => {
    expect(found(noSizeLimit, taken)).toEqual({
      confidence: 'certain',
      title: 'The message was too big, and it was taken',
      advice:
        'Nobody refused it, so all of its bytes went into memory first. The limit is a setting of the server, which can refuse a message as soon as its header says how long it is.',
      evidence: [4, 6],
    });
  });

  test.each<[string, Given]>([
    ['it is refused with another code', { observedKind: 'other-close' }],
    ['another end is due', { unmet: ends([1003]) }],
    ['any end will do', { unmet: ends('any') }],
    ['no end is due', { unmet: undefined }],
  ])('is no cause where %s', (_which, more) => {
    expect(found(noSizeLimit, { ...taken, ...more })).toBeUndefined();
  });
});

describe('never-awaited', () => {
  const call = (seq: number) => event(seq, { kind: 'never-awaited', call: `Connection.send${seq}`, at: AT });

  test('names the first call, and rests on all of them', () => {
    expect(found(neverAwaitedCall, { neverAwaited: [call(2), call(5)] })).toEqual({
      confidence: 'certain',
      title: 'Connection.send2 was never awaited at line 7',
      advice: 'In this dialect a call does nothing until it is awaited, as in Python. Put await before it.',
      evidence: [2, 5],
      at: AT,
    });
  });

  test('is not the cause where there is none, or where there are so many that a limit was exceeded', () => {
    expect(found(neverAwaitedCall, {})).toBeUndefined();
    const verdict = limitExceeded({ what: 'events', max: 1, unit: 'events' });
    expect(found(neverAwaitedCall, { neverAwaited: [call(2)], verdict })).toBeUndefined();
  });
});

describe('promise-sent', () => {
  test.each(['[object Promise]', 'Echo: [object Object]', '{}', '{"data":{}}', '{"data":{},"more":1}'])('looks like %s', (text) => {
    expect(found(promiseSent, { answers: [answer(1), answer(2, text)], observedKind: 'other-content' })).toEqual({
      confidence: 'certain',
      title: `What was sent is ${text}: a value that was not ready, or not serialised`,
      advice: 'A promise turned into text or JSON gives [object Promise] or {}. Await the value first, then send it, as JSON.',
      evidence: [2],
    });
  });

  test.each(['hello', '{"data":{"n":1}}', 'x{}', '{}x', ''])('does not look like %s', (text) => {
    expect(found(promiseSent, { answers: [answer(2, text)], observedKind: 'other-content' })).toBeUndefined();
  });

  test.each<[ObservedKind | undefined, 'certain' | 'likely']>([
    ['other-form', 'certain'],
    ['other-content', 'certain'],
    ['silence', 'likely'],
    [undefined, 'likely'],
  ])('where “%s” was observed is %s', (observedKind, confidence) => {
    expect(found(promiseSent, { answers: [answer(2, '{}')], observedKind })?.confidence).toBe(confidence);
  });

  test('is quoted and looked for only so far', () => {
    const long = `[object Object]${'x'.repeat(99)}`;
    expect(found(promiseSent, { answers: [answer(2, long)] })?.title).toBe(
      `What was sent is ${long.slice(0, 60)}: a value that was not ready, or not serialised`,
    );
    expect(found(promiseSent, { answers: [answer(2, `${'x'.repeat(1_000)}[object Object]`)] })).toBeUndefined();
  });

  test('is no frame of bytes', () => {
    expect(found(promiseSent, { answers: [{ ...answer(2), text: undefined }] })).toBeUndefined();
  });
});
