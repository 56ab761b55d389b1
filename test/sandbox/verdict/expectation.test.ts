/** How each expectation of a connection stands: met, pending, or what was observed instead, in words. */
import { describe, expect, test } from 'vitest';
import type { Seen } from '../../../sandbox/scenario/entry.ts';
import { type Stands, seeing, standing } from '../../helpers/standing.ts';
import { accepted, fin, type Told, text } from '../../helpers/timeline.ts';

const A = { connection: 'A' };
const LATE = true;
const refused = (status: number, statusText = ''): Told => ({ kind: 'handshake-refused', status, statusText, body: '' });
const exited: Told = { kind: 'process-exited', code: 1, signal: null };
const killed: Told = { kind: 'process-exited', code: null, signal: 'SIGKILL' };
const illegal: Told = { kind: 'protocol-error', problem: 'the opcode 3 is reserved' };
const pong = (atMs = 0): Told => ({ kind: 'frame-received', opcode: 'pong', fin: true, bytes: 1, text: 'x', atMs });
const ping: Told = { kind: 'frame-received', opcode: 'ping', fin: true, bytes: 0 };
const begun: Told = { kind: 'frame-received', opcode: 'text', fin: false, bytes: 3, text: 'beg' };
const bytes: Told = { kind: 'frame-received', opcode: 'binary', fin: true, bytes: 2, hex: '00ff' };
const closed = (code: number, reason = '', by: 'handler' | 'probe' = 'handler'): Told => ({
  ...{ kind: 'closed', code, reason, clean: true, by },
  received: { code, reason },
});
const toB = (fact: Told): Told => ({ ...fact, connection: 'B' });

const FIN = 'the connection ended with no close frame (1006, FIN)';
const GONE: Stands = ['process-exited', 'the process ended (exit code 1)'];

type Case = [what: string, facts: Told[], deadline: boolean, stands: Stands];

/** What is never going to come any more. */
const NEVER_OPENED: Case[] = [
  ['the handshake was refused', [refused(403, 'Forbidden')], false, ['refused', 'the opening handshake was refused with 403 Forbidden']],
  ['it was refused without a text', [refused(403)], false, ['refused', 'the opening handshake was refused with 403']],
  [
    'its answer was illegal',
    [{ kind: 'handshake-invalid', problem: 'it is SSH' }],
    false,
    ['protocol-error', 'the opening handshake got an illegal answer: it is SSH'],
  ],
  [
    'there was nobody',
    [{ kind: 'connect-failed', problem: '' }],
    false,
    ['no-process', 'there was nobody to connect to: the process had ended'],
  ],
  [
    'it was hung up',
    [{ ...fin, beforeOpen: true } as Told],
    false,
    ['hung-up', 'the connection ended before the opening handshake was answered (FIN)'],
  ],
  ['the process ended', [exited], false, GONE],
  ['the process was killed', [killed], false, ['process-exited', 'the process ended (SIGKILL)']],
];
const CANNOT_COME: Case[] = [
  ...NEVER_OPENED.filter(([what]) => what !== 'it was hung up'),
  ['illegal bytes came', [accepted, illegal], false, ['protocol-error', 'illegal bytes came: the opcode 3 is reserved']],
  ['the connection ended', [accepted, fin], false, ['ended', FIN]],
  ['the process ended under it', [accepted, exited], false, GONE],
];

function each(seen: Seen, cases: Case[]): void {
  test.each(cases)('%s', (_what, facts, deadline, stands) => {
    expect(standing(seen, facts, deadline)).toEqual(stands);
  });
}

describe('a connection that is to open', () => {
  each({ expect: 'opens', ...A }, [
    ['is open', [accepted], false, 'met'],
    ['is open, although its process has ended since', [accepted, exited], false, 'met'],
    ['is not answered yet', [], false, 'pending'],
    ['was not answered', [], LATE, ['no-handshake', 'the opening handshake got no answer']],
    ...NEVER_OPENED,
  ]);

  describe('with a subprotocol', () =>
    each({ expect: 'opens', ...A, subprotocol: 'v1' }, [
      ['has it', [{ ...accepted, subprotocol: 'v1' } as Told], false, 'met'],
      ['has another', [{ ...accepted, subprotocol: 'v2' } as Told], false, ['other-content', 'it opened with v2']],
      ['has none', [accepted], false, ['other-content', 'it opened with no subprotocol']],
    ]));

  describe('before another was answered', () =>
    each({ expect: 'opens', ...A, before: 'B' }, [
      ['did', [accepted, toB(accepted)], false, 'met'],
      ['did not', [toB(accepted), toB(text('x')), accepted], false, ['too-late', 'it came only after the bystander had been answered']],
    ]));
});

describe('a handshake that is to be refused', () => {
  each({ expect: 'refused', ...A, statuses: [401, 403] }, [
    ['was, with one of the codes', [refused(403)], false, 'met'],
    ['was not', [accepted], false, ['still-open', 'the connection was accepted (101)']],
    ['is not answered yet', [], false, 'pending'],
    ['was not answered', [], LATE, ['no-handshake', 'the opening handshake got no answer']],
    ['was refused with another code', [refused(500, 'Oops')], false, ['refused', 'the opening handshake was refused with 500 Oops']],
    ...NEVER_OPENED.slice(2),
  ]);
});

describe('a message that is to come', () => {
  const seen: Seen = { expect: 'receives', ...A, opcode: 'text', match: { text: 'hi' } };
  each(seen, [
    ['came', [accepted, text('hi')], false, 'met'],
    ['came before the end', [accepted, text('hi'), fin, exited], false, 'met'],
    ['is another one', [accepted, text('ho')], false, ['other-content', 'ho came']],
    ['has begun', [accepted, begun], false, 'pending'],
    ['has not come yet', [accepted], false, 'pending'],
    ['did not come', [accepted], LATE, ['silence', 'no message came, and the connection stayed open']],
    ...CANNOT_COME,
  ]);

  test('is taken, so that the next one answers the next question', () => {
    const against = seeing([accepted, text('hi'), text('ho')]);
    expect([standing(seen, against), standing(seen, against)]).toEqual(['met', ['other-content', 'ho came']]);
  });

  test.each<[number, Stands]>([
    [1_499, ['too-early', 'it came 499 ms after it was asked for']],
    [1_500, 'met'],
  ])('no sooner than 500 ms after an entry of second 1, and comes at %d ms', (atMs, stands) => {
    const later: Seen = { ...seen, notBefore: { entry: 'asked', ms: 500 } };
    const against = seeing([accepted, { ...text('hi'), atMs }], { turned: new Map([['asked', 1_000]]) });
    expect(standing(later, against)).toEqual(stands);
  });

  test.each<[number, Stands]>([
    [1_500, 'met'],
    [1_501, ['too-late', 'it came 501 ms after it was asked for']],
  ])('no later than 500 ms after an entry of second 1, and comes at %d ms', (atMs, stands) => {
    const soon: Seen = { ...seen, noLaterThan: { entry: 'asked', ms: 500 } };
    const against = seeing([accepted, { ...text('hi'), atMs }], { turned: new Map([['asked', 1_000]]) });
    expect(standing(soon, against)).toEqual(stands);
  });

  test('before another connection was answered, and came after', () => {
    const first: Seen = { ...seen, before: 'B' };
    expect(standing(first, [accepted, toB(text('x')), text('hi')])).toEqual([
      'too-late',
      'it came only after the bystander had been answered',
    ]);
  });
});

describe('a pong that is to come', () => {
  const seen: Seen = { expect: 'pongs', ...A, payload: 'x' };
  each(seen, [
    ['came', [accepted, pong()], false, 'met'],
    ['came before the end', [accepted, pong(), fin], false, 'met'],
    ['is of another ping', [accepted, { ...pong(), text: 'y' } as Told], false, 'pending'],
    ['did not come', [accepted], LATE, ['silence', 'no pong came, and the connection stayed open']],
    ...CANNOT_COME,
  ]);

  test('counts when it came first', () => {
    const soon: Seen = { ...seen, noLaterThan: { entry: 'asked', ms: 500 } };
    expect(standing(soon, [accepted, pong(500), pong(900)])).toBe('met');
    expect(standing(soon, [accepted, pong(900)])).toEqual(['too-late', 'it came 900 ms after it was asked for']);
  });

  test('without a payload answers a ping without one', () => {
    expect(standing({ ...seen, payload: '' }, [accepted, { ...pong(), text: undefined } as Told])).toBe('met');
  });
});

describe('a connection that is to stay open and quiet', () => {
  each({ expect: 'quiet', ...A }, [
    ['is so far', [accepted], false, 'pending'],
    ['was', [accepted, ping, pong()], LATE, 'met'],
    ['said something', [accepted, text('psst')], false, ['unsolicited', 'a message came that nothing asked for: psst']],
    ['began to say something', [accepted, begun], false, ['unsolicited', 'a message came that nothing asked for: beg']],
    ['sent bytes', [accepted, bytes], false, ['unsolicited', 'a message came that nothing asked for: 2 bytes']],
    ...CANNOT_COME,
  ]);
});

describe('pings that are to come', () => {
  each({ expect: 'pings', ...A, atLeast: 2 }, [
    ['came', [accepted, ping, ping], false, 'met'],
    ['came, and the connection ended', [accepted, ping, ping, fin], false, 'met'],
    ['have not come yet', [accepted, ping], false, 'pending'],
    ['did not come', [accepted, pong()], LATE, ['silence', 'no ping came, and the connection stayed open']],
    ['were too few', [accepted, ping], LATE, ['silence', 'only 1 pings came, and the connection stayed open']],
    ...CANNOT_COME,
  ]);
});

describe('a connection that is to end', () => {
  each({ expect: 'ends', ...A, codes: [1008, 1011] }, [
    ['ended with one of the codes', [accepted, closed(1011)], false, 'met'],
    [
      'ended with another',
      [accepted, closed(1000)],
      false,
      ['other-close', 'the handler ended the connection with close 1000 (normal closure)'],
    ],
    ['ended without a close frame', [accepted, fin], false, ['other-close', FIN]],
    ['has not ended yet', [accepted], false, 'pending'],
    ['did not end', [accepted], LATE, ['still-open', 'the connection did not end']],
    ['has something to say meanwhile', [accepted, text('psst')], false, 'pending'],
    [
      'ended and had said something',
      [accepted, text('psst'), closed(1011)],
      false,
      ['unsolicited', 'a message came that nothing asked for: psst'],
    ],
    ['said something and did not end', [accepted, text('psst')], LATE, ['unsolicited', 'a message came that nothing asked for: psst']],
    ['never opened', [refused(403)], false, ['refused', 'the opening handshake was refused with 403']],
    ['broke the rules', [accepted, illegal], false, ['protocol-error', 'illegal bytes came: the opcode 3 is reserved']],
  ]);

  describe('with a reason', () =>
    each({ expect: 'ends', ...A, codes: [1011], reason: 'oh' }, [
      ['has it', [accepted, closed(1011, 'oh')], false, 'met'],
      [
        'has another',
        [accepted, closed(1011, 'no')],
        false,
        ['other-close', 'the handler ended the connection with close 1011 (internal error) “no”'],
      ],
    ]));

  describe('after the probe has left', () =>
    each({ expect: 'ends', ...A, codes: [1000], by: 'probe' }, [
      ['was left', [accepted, closed(1000, '', 'probe')], false, 'met'],
      [
        'was ended by the handler',
        [accepted, closed(1000)],
        false,
        ['ended', 'the handler ended the connection with close 1000 (normal closure)'],
      ],
      [
        'was answered with another code',
        [accepted, closed(1011, '', 'probe')],
        false,
        ['other-close', 'the goodbye was answered with close 1011 (internal error)'],
      ],
    ]));

  describe('by the handler', () =>
    each({ expect: 'ends', ...A, codes: [1000], by: 'handler' }, [
      ['was', [accepted, closed(1000)], false, 'met'],
      [
        'was left first',
        [accepted, closed(1000, '', 'probe')],
        false,
        ['other-close', 'the goodbye was answered with close 1000 (normal closure)'],
      ],
    ]));
});

describe('a message that came before its question', () => {
  const late = (seen: Seen, deadline = false) => {
    const against = seeing([accepted, text('early'), pong()]);
    against.evidence.ask('A');
    return standing(seen, against, deadline);
  };
  const UNASKED: Stands = ['unsolicited', 'a message came that nothing asked for: early'];

  test.each<[string, Seen]>([
    ['a message', { expect: 'receives', ...A, opcode: 'text', match: { anything: true } }],
    ['a pong', { expect: 'pongs', ...A, payload: 'x' }],
    ['quiet', { expect: 'quiet', ...A }],
    ['an end', { expect: 'ends', ...A, codes: [1000] }],
  ])('is shown by whoever waits for %s', (_what, seen) => {
    expect(late(seen)).toEqual(UNASKED);
  });

  test('is the first of several, and stays so at the next question', () => {
    const against = seeing([accepted, text('one'), text('two')]);
    against.evidence.ask('A');
    against.evidence.of('A').messages.shift();
    against.evidence.ask('A');
    expect(standing({ expect: 'quiet', ...A }, against)).toEqual(['unsolicited', 'a message came that nothing asked for: one']);
  });
});

describe('a message in several frames', () => {
  const part = (opcode: 'text' | 'binary' | 'continuation', isLast: boolean, message?: object): Told =>
    ({ kind: 'frame-received', opcode, fin: isLast, bytes: 1, text: 'x', message }) as Told;
  const any: Seen = { expect: 'receives', ...A, opcode: 'binary', match: { hex: '010203' } };

  test('is one, with the time of its last', () => {
    const frames = [part('binary', false), part('continuation', false), { ...part('continuation', true, { hex: '010203' }), atMs: 900 }];
    expect(standing(any, [accepted, ...frames])).toBe('met');
    expect(standing({ ...any, noLaterThan: { entry: 'asked', ms: 899 } }, [accepted, ...frames])).toMatchObject([
      'too-late',
      expect.anything(),
    ]);
    expect(standing(any, [accepted, ...frames.slice(0, 2)])).toBe('pending');
  });

  test('is over with its last: what continues then is none', () => {
    const whole = [part('binary', false), part('continuation', true, { hex: '010203' })];
    const against = seeing([accepted, ...whole, part('continuation', true, { hex: 'ff' })]);
    expect([standing(any, against), standing({ expect: 'quiet', ...A }, against, LATE)]).toEqual(['met', 'met']);
  });

  test('is empty where nothing is told of it', () => {
    const nothing = [part('text', false), part('continuation', true)];
    expect(standing({ expect: 'receives', ...A, opcode: 'text', match: { text: '' } }, [accepted, ...nothing])).toBe('met');
    const none = { ...part('binary', true), text: undefined } as Told;
    expect(standing({ ...any, match: { hex: '' } } as Seen, [accepted, none])).toBe('met');
  });

  test('is neither a close frame nor one of a reserved opcode', () => {
    const others = ['close', 'reserved'].map((opcode) => ({ ...part('text', true), opcode }) as Told);
    expect(standing({ expect: 'quiet', ...A }, [accepted, ...others], LATE)).toBe('met');
  });
});

test('a connection that is opened again is another one', () => {
  const opened: Told = { kind: 'handshake-sent', method: 'GET', path: '/', headers: {} };
  expect(standing({ expect: 'quiet', ...A }, [accepted, text('x'), fin, opened, accepted], LATE)).toBe('met');
});

test('what has no connection says nothing of one', () => {
  expect(standing({ expect: 'opens', ...A }, [{ ...accepted, connection: undefined }])).toBe('pending');
});
