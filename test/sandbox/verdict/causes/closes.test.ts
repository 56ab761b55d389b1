/** Causes of a close frame, of one that could not be sent, and of what the sandbox refuses, with their words. */
import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../../sandbox/verdict/causes/cause.ts';
import { closedOnPurpose } from '../../../../sandbox/verdict/causes/closed-on-purpose.ts';
import { closedWithoutCode } from '../../../../sandbox/verdict/causes/closed-without-code.ts';
import { denied } from '../../../../sandbox/verdict/causes/denied.ts';
import { illegalClose } from '../../../../sandbox/verdict/causes/illegal-close.ts';
import type { Findings } from '../../../../sandbox/verdict/findings.ts';
import { AT, closed, dropped, endsWith, exited, findings, RECEIVES, returned, threw, uncaught } from '../../../helpers/findings.ts';

type Given = Partial<Findings>;
const found = (cause: Cause, given: Given) => cause.find(findings(given));

describe('closed-on-purpose', () => {
  const given: Given = { observedKind: 'ended', closed: closed(3, 1000) };

  test('names the code that the handler closed with', () => {
    const words = {
      confidence: 'certain',
      title: 'The handler closed with 1000',
      advice: 'A close frame came, so some line called close. A clean code is no proof of health: find out why that line was reached.',
      evidence: [3],
    };
    expect(found(closedOnPurpose, given)).toEqual(words);
    expect(found(closedOnPurpose, { ...given, observedKind: 'other-close' })).toEqual(words);
  });

  test.each<[string, Given]>([
    ['nothing closed', { closed: undefined }],
    ['the client left', { closed: closed(3, 1000, 'probe') }],
    ['no close frame came', { closed: dropped(3) }],
    ['the close frame has no code', { closed: closed(3) }],
    ['the end was wanted', { observedKind: 'silence' }],
    ['the server closed for a handler that had returned', { returned: returned(2, { leftOpen: true }) }],
    ['the server closed for a handler that had thrown', { threw: threw(2, {}, true) }],
  ])('is not the cause where %s', (_where, more) => {
    expect(found(closedOnPurpose, { ...given, ...more })).toBeUndefined();
  });

  test('is the cause where the handler closed and then returned', () => {
    expect(found(closedOnPurpose, { ...given, returned: returned(2) })).toBeDefined();
  });
});

describe('closed-without-code', () => {
  const given: Given = { observedKind: 'other-close', closed: closed(3) };
  const advice = 'A close frame came, but it says nothing: the client reports 1005 and cannot know whether all is well.';

  test.each<[string, Given, string]>([
    ['a code where the end is wanted', { unmet: endsWith('handler', 1011) }, 'Give close a code.'],
    ['the reason where it is not', { unmet: RECEIVES }, 'Find out why that line was reached: the client had not said goodbye.'],
    [
      'the reason where the client was to leave',
      { unmet: endsWith('probe', 1000) },
      'Find out why that line was reached: the client had not said goodbye.',
    ],
  ])('wants %s', (_what, more, remedy) => {
    expect(found(closedWithoutCode, { ...given, ...more })).toEqual({
      confidence: 'certain',
      title: 'The handler closed without a code (1005)',
      advice: `${advice} ${remedy}`,
      evidence: [3],
    });
  });

  test.each<[string, Given]>([
    ['nothing closed', { closed: undefined }],
    ['the client left', { closed: closed(3, undefined, 'probe') }],
    ['no close frame came', { closed: dropped(3) }],
    ['a code came', { closed: closed(3, 1000) }],
    ['the end was not what was seen', { observedKind: 'silence' }],
  ])('is not the cause where %s', (_where, more) => {
    expect(found(closedWithoutCode, { ...given, ...more })).toBeUndefined();
  });
});

describe('illegal-close', () => {
  const means = { kind: 'illegal-close' } as const;
  const words = {
    confidence: 'certain',
    title: 'close refused what it was given at line 7: bad',
    advice:
      'The exception came out of close itself, so nothing was sent and the client sees 1006. 1005 and 1006 are never sent; a reason has at most 123 bytes.',
    at: AT,
  };

  test('is shown by the error, and by the end that it made', () => {
    const ends: Given = { closed: dropped(3), exited: exited(4) };
    expect(found(illegalClose, { ...ends, threw: threw(2, { means }) })).toEqual({ ...words, evidence: [2, 3] });
    expect(found(illegalClose, { ...ends, uncaught: uncaught(2, 'exception', { means }) })).toEqual({ ...words, evidence: [2, 4] });
    expect(found(illegalClose, { threw: threw(2, { means }) })).toEqual({ ...words, evidence: [2] });
  });

  test('is not the cause of any other error', () => {
    expect(found(illegalClose, { threw: threw(2) })).toBeUndefined();
    expect(found(illegalClose, { threw: threw(2, { means: { kind: 'memory-refused' } }) })).toBeUndefined();
    expect(found(illegalClose, {})).toBeUndefined();
  });
});

describe('denied', () => {
  test.each([
    ['read-files', 'read files'],
    ['write-files', 'write files'],
    ['files', 'use files'],
    ['network', 'reach the network'],
    ['processes', 'start processes'],
    ['threads', 'start threads'],
    ['native-code', 'load native code'],
    ['heap', 'look at its own heap'],
    ['module', 'use this module of Node'],
    ['other', 'do that'],
  ] as const)('says of %s that the sandbox lets no handler %s', (what, deed) => {
    expect(found(denied, { threw: threw(2, { means: { kind: 'denied', what } }) })).toEqual({
      confidence: 'certain',
      title: `The sandbox lets no handler ${deed} at line 7`,
      advice:
        'A handler here has its connections and nothing else: no files, no network, no other processes. What it needs to keep, it keeps in memory.',
      evidence: [2],
      at: AT,
    });
  });

  test('is shown by what nobody caught before what the handler threw', () => {
    const means = { kind: 'denied', what: 'network' } as const;
    expect(found(denied, { threw: threw(2, { means }), uncaught: uncaught(3, 'rejection', { means }) })?.evidence).toEqual([3]);
  });

  test('is not the cause of any other error', () => {
    expect(found(denied, { threw: threw(2) })).toBeUndefined();
    expect(found(denied, { threw: threw(2, { means: { kind: 'illegal-close' } }) })).toBeUndefined();
    expect(found(denied, {})).toBeUndefined();
  });
});
