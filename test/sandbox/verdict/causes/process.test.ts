/** Causes of a process that ended, and of an opening handshake that failed, with their words. */
import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../../sandbox/verdict/causes/cause.ts';
import { hungUp } from '../../../../sandbox/verdict/causes/hung-up.ts';
import { neverAccepted } from '../../../../sandbox/verdict/causes/never-accepted.ts';
import { noErrorListener } from '../../../../sandbox/verdict/causes/no-error-listener.ts';
import { noUpgradeAnswer } from '../../../../sandbox/verdict/causes/no-upgrade-answer.ts';
import { processDied } from '../../../../sandbox/verdict/causes/process-died.ts';
import { refusedHandshake } from '../../../../sandbox/verdict/causes/refused-handshake.ts';
import { unhandledRejection } from '../../../../sandbox/verdict/causes/unhandled-rejection.ts';
import type { Findings } from '../../../../sandbox/verdict/findings.ts';
import {
  ALL_OBSERVED,
  AT,
  CRASHED,
  dropped,
  event,
  exited,
  findings,
  RECEIVES,
  returned,
  threw,
  uncaught,
} from '../../../helpers/findings.ts';

type Given = Partial<Findings>;
const found = (cause: Cause, given: Given) => cause.find(findings(given));
const illegal = { means: { kind: 'illegal-close' } } as const;

describe('process-died', () => {
  const thrown: Given = { exited: exited(4), uncaught: uncaught(2, 'exception'), verdict: CRASHED, unmet: RECEIVES };

  test('by an exception at a line of the handler', () => {
    expect(found(processDied, thrown)).toEqual({
      confidence: 'certain',
      title: 'Error: bad at line 7 ended the whole process',
      advice:
        'Nobody caught it, so Node ended the process, and every connection with it. Catch it where the connection is still in scope, and answer.',
      evidence: [2, 4],
      at: AT,
    });
  });

  test.each<[string, Given]>([
    ['it has not ended', { exited: undefined }],
    ['the exception is of no line of the handler', { uncaught: uncaught(2, 'exception', { at: undefined }) }],
    ['a promise was rejected', { uncaught: uncaught(2, 'rejection') }],
    ['close refused what it was given', { uncaught: uncaught(2, 'exception', illegal) }],
    ['its end was wanted', { uncaught: undefined, verdict: findings().verdict }],
  ])('is not the cause where %s', (_where, more) => {
    expect(found(processDied, { ...thrown, ...more })).toBeUndefined();
  });

  test('while the file was loaded there was no connection to speak of', () => {
    expect(found(processDied, { ...thrown, unmet: undefined })?.advice).toBe(
      'It was thrown while the file was loaded, so the process ended before there was a connection. Mend that line, or move it into the handler.',
    );
    const underWay: Given = { ...thrown, unmet: undefined, verdict: { ...CRASHED, entry: 0 } as Findings['verdict'] };
    expect(found(processDied, underWay)?.advice).toContain('Catch it where the connection is still in scope');
  });

  const itself =
    'Something in the handler ended the process, and with it every connection. A handler ends its own connection, never the process.';

  test('by a call of the handler’s own', () => {
    const ending = event(3, { kind: 'ending', call: 'process.exit(1)', at: AT });
    expect(found(processDied, { exited: exited(4), ending, verdict: CRASHED })).toEqual({
      confidence: 'certain',
      title: 'process.exit(1) at line 7 ended the whole process (exit code 1)',
      advice: itself,
      evidence: [3, 4],
      at: AT,
    });
  });

  test.each<[string, ReturnType<typeof exited>]>([
    ['exit code 0', exited(4, { code: 0 })],
    ['SIGKILL', exited(4, { code: null, signal: 'SIGKILL' })],
  ])('by itself, and nobody saw how: %s', (how, end) => {
    expect(found(processDied, { exited: end, verdict: CRASHED })).toEqual({
      confidence: 'certain',
      title: `The process ended (${how}) without an exception`,
      advice: itself,
      evidence: [4],
    });
  });

  test('for reaching for the sandbox’s own channel', () => {
    expect(found(processDied, { exited: exited(4, { abused: true }), verdict: CRASHED })).toEqual({
      confidence: 'certain',
      title: 'The handler reached for the sandbox’s own channel, so the process was ended',
      advice:
        'It wrote to a descriptor that is not its own, or closed one. A handler speaks through its connection only; what it says of itself decides nothing.',
      evidence: [4],
    });
  });
});

describe('unhandled-rejection', () => {
  const given: Given = { exited: exited(4), uncaught: uncaught(2, 'rejection') };

  test('ended the process', () => {
    expect(found(unhandledRejection, given)).toEqual({
      confidence: 'certain',
      title: 'Error: bad at line 7 ended the whole process',
      advice:
        'A promise was rejected and nobody held it: Node ends the process, and every connection with it. Await the call, or catch its error.',
      evidence: [2, 4],
      at: AT,
    });
  });

  test.each<[string, Given]>([
    ['nothing was uncaught', { uncaught: undefined }],
    ['the process lives', { exited: undefined }],
    ['it was an exception', { uncaught: uncaught(2, 'exception') }],
    ['close refused what it was given', { uncaught: uncaught(2, 'rejection', illegal) }],
  ])('is not the cause where %s', (_where, more) => {
    expect(found(unhandledRejection, { ...given, ...more })).toBeUndefined();
  });

  test('is the cause of an error that means something else, too', () => {
    expect(
      found(unhandledRejection, { ...given, uncaught: uncaught(2, 'rejection', { means: { kind: 'memory-refused' } }) }),
    ).toBeDefined();
  });
});

describe('no-error-listener', () => {
  const given: Given = { exited: exited(4), uncaught: uncaught(2, 'exception', { at: undefined }) };

  test('let an error of a library end the process', () => {
    expect(found(noErrorListener, given)).toEqual({
      confidence: 'likely',
      title: 'Error: bad ended the whole process',
      advice:
        'It comes from a library and passed no line of the handler, as an error event does that nobody listens for: Node ends the process then, and every connection with it. Add a listener for “error” to each socket, and to the server.',
      evidence: [2, 4],
    });
  });

  test.each<[string, Given]>([
    ['nothing was uncaught', { uncaught: undefined }],
    ['the process lives', { exited: undefined }],
    ['a promise was rejected', { uncaught: uncaught(2, 'rejection', { at: undefined }) }],
    ['the error passed a line of the handler', { uncaught: uncaught(2, 'exception') }],
  ])('is not the cause where %s', (_where, more) => {
    expect(found(noErrorListener, { ...given, ...more })).toBeUndefined();
  });
});

const refusal = (status: number) => event(3, { kind: 'handshake-refused', status, statusText: '', body: '' });

describe('never-accepted', () => {
  const given: Given = { refused: refusal(500), observedKind: 'refused', returned: returned(2) };

  test('is a handler that ended before its connection opened', () => {
    const words = {
      confidence: 'certain',
      title: 'The connection was never accepted',
      advice: 'The handler ended before accept had been awaited, so the opening handshake got 500. Accept first, or refuse on purpose.',
    };
    expect(found(neverAccepted, given)).toEqual({ ...words, evidence: [3, 2] });
    expect(found(neverAccepted, { ...given, returned: undefined, threw: threw(1) })).toEqual({ ...words, evidence: [3, 1] });
  });

  test.each<[string, Given]>([
    ['nothing was refused', { refused: undefined }],
    ['the refusal was wanted', { observedKind: 'still-open' }],
    ['the status is another', { refused: refusal(403) }],
    ['the handler has not ended', { returned: undefined }],
  ])('is not the cause where %s', (_where, more) => {
    expect(found(neverAccepted, { ...given, ...more })).toBeUndefined();
  });
});

describe('refused-handshake', () => {
  test.each<[number, Given]>([
    [404, {}],
    [500, {}],
    [403, { returned: returned(2) }],
  ])('names the status %d', (status, more) => {
    expect(found(refusedHandshake, { refused: refusal(status), observedKind: 'refused', ...more })).toEqual({
      confidence: 'likely',
      title: `The opening handshake was refused with ${status}`,
      advice: `${status} is an answer from before the connection: look at the path, the checks before accept, and who answers the upgrade.`,
      evidence: [3],
    });
  });

  test.each<[string, Given]>([
    ['nothing was refused', {}],
    ['the refusal was wanted', { refused: refusal(404), observedKind: 'still-open' }],
    ['the handler returned before it accepted', { refused: refusal(500), returned: returned(2) }],
    ['the handler threw before it accepted', { refused: refusal(500), threw: threw(2) }],
  ])('is not the cause where %s', (_where, more) => {
    expect(found(refusedHandshake, { observedKind: 'refused', ...more })).toBeUndefined();
  });
});

describe('hung-up', () => {
  const given: Given = { observedKind: 'hung-up', closed: dropped(3, { beforeOpen: true }) };

  test('is a handler that ended TCP without an answer', () => {
    expect(found(hungUp, given)).toEqual({
      confidence: 'likely',
      title: 'The handler hung up before it answered the opening handshake',
      advice:
        'TCP ended and no HTTP answer came, so the client learns neither a status nor a reason. Look for a destroy or an end on the socket of the upgrade; to refuse a connection, write a status first.',
      evidence: [3],
    });
  });

  test('is not the cause of anything else, nor of a crash', () => {
    for (const observedKind of ALL_OBSERVED.filter((kind) => kind !== 'hung-up'))
      expect(found(hungUp, { ...given, observedKind })).toBeUndefined();
    expect(found(hungUp, { ...given, verdict: CRASHED })).toBeUndefined();
    expect(found(hungUp, { ...given, closed: undefined })).toBeUndefined();
  });
});

describe('no-upgrade-answer', () => {
  test('is a request that nobody took', () => {
    expect(found(noUpgradeAnswer, { observedKind: 'no-handshake' })).toEqual({
      confidence: 'likely',
      title: 'The opening handshake got no answer',
      advice:
        'Nobody took the request to upgrade: is accept awaited, or is there a WebSocketServer on this server, on every path of the code?',
      evidence: [],
    });
  });

  test('is not the cause of anything else, nor of a crash', () => {
    for (const observedKind of ALL_OBSERVED.filter((kind) => kind !== 'no-handshake'))
      expect(found(noUpgradeAnswer, { observedKind })).toBeUndefined();
    expect(found(noUpgradeAnswer, { observedKind: 'no-handshake', verdict: CRASHED })).toBeUndefined();
  });
});
