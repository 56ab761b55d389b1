/** Causes of a conversation that is out of step: after its end, before anybody listens, out of order, or of the wrong kind. */
import { describe, expect, test } from 'vitest';
import { afterGoodbye } from '../../../../sandbox/verdict/causes/after-goodbye.ts';
import type { Cause } from '../../../../sandbox/verdict/causes/cause.ts';
import { handlerThrew } from '../../../../sandbox/verdict/causes/handler-threw.ts';
import { listensLate } from '../../../../sandbox/verdict/causes/listens-late.ts';
import { textAsBytes } from '../../../../sandbox/verdict/causes/text-as-bytes.ts';
import { wrongOrder } from '../../../../sandbox/verdict/causes/wrong-order.ts';
import type { Findings } from '../../../../sandbox/verdict/findings.ts';
import { overtaking } from '../../../../sandbox/verdict/overtaking.ts';
import { patientOnly } from '../../../../sandbox/verdict/patience.ts';
import {
  AT,
  accepted,
  answer,
  closed,
  dropped,
  event,
  findings,
  message,
  PONGS,
  RECEIVES,
  returned,
  threw,
  unmet,
} from '../../../helpers/findings.ts';

type Given = Partial<Findings>;
const found = (cause: Cause, given: Given) => cause.find(findings(given));
const bytes = (seq: number) => event(seq, { kind: 'frame-received', opcode: 'binary', fin: true, bytes: 2, hex: '7b7d' });

describe('after-goodbye', () => {
  const goodbye = event(3, { kind: 'frame-sent', opcode: 'close', fin: true, bytes: 2, close: { code: 1000, reason: '' } });
  const late: Given = { accepted, goodbye, closed: closed(5, 1000, 'probe'), threw: threw(4) };

  test('names the line that threw, and the goodbye before it', () => {
    expect(found(afterGoodbye, late)).toEqual({
      confidence: 'certain',
      title: 'The client had left, and the handler threw Error: bad at line 7',
      advice:
        'Nobody was there to send to or to close. Nothing below that line ran, the cleanup included. Let the disconnect end the conversation, and put the cleanup where every way out passes: in finally.',
      evidence: [3, 4],
      at: AT,
    });
    expect(found(handlerThrew, late)).toBeUndefined();
  });

  test('is the same after a reset, which is no frame', () => {
    const reset = { ...late, goodbye: undefined, closed: dropped(2, { by: 'probe', end: 'rst' }) };
    expect(found(afterGoodbye, reset)).toMatchObject({ evidence: [2, 4] });
  });

  test.each<[string, Given]>([
    ['that threw before the goodbye', { threw: threw(2) }],
    ['that ended the connection itself', { closed: dropped(5) }],
    ['that did not throw', { threw: undefined }],
  ])('is no cause of a handler %s', (_which, more) => {
    expect(found(afterGoodbye, { ...late, ...more })).toBeUndefined();
  });
});

describe('listens-late', () => {
  const lost: Given = { accepted, observedKind: 'silence', unmet: RECEIVES, messages: [message(4)], patient: answer(2) };

  test('names the message that was lost, and the answer to a client that waited', () => {
    expect(found(listensLate, lost)).toEqual({
      confidence: 'likely',
      title: 'The first message came before anybody listened',
      advice:
        'A client that waited after opening was answered, this one spoke sooner and was not. An emitter keeps nothing for a listener that comes later. Add the listener before the first await, and keep what comes until you may act on it.',
      evidence: [4, 2],
    });
  });

  test.each<[string, Given]>([
    ['nobody who waited was answered', { patient: undefined }],
    ['this client was answered, too', { answers: [answer(5)] }],
    ['a pong is missing', { unmet: PONGS }],
    ['the handler has returned', { returned: returned(3, { leftOpen: true }) }],
    ['nothing was sent', { messages: [] }],
  ])('is no cause where %s', (_which, more) => {
    expect(found(listensLate, { ...lost, ...more })).toBeUndefined();
  });
});

describe('who waited before speaking', () => {
  const on = (connection: string, openedMs: number, spokeMs: number, answeredMs?: number) => [
    { ...accepted, connection, atMs: openedMs },
    { ...message(1), connection, atMs: spokeMs },
    ...(answeredMs === undefined ? [] : [{ ...answer(2, connection), connection, atMs: answeredMs }]),
  ];

  test('is the first one that was answered, if all of those had waited for longer', () => {
    expect(patientOnly([...on('C', 0, 300, 300), ...on('D', 0, 500, 500), ...on('A', 1_000, 1_001)], 'A')).toMatchObject({ text: 'C' });
  });

  test.each([
    ['another one that spoke as soon was answered', [...on('C', 0, 300, 300), ...on('D', 0, 1, 1), ...on('A', 1_000, 1_001)]],
    ['nobody was answered', [...on('C', 0, 300), ...on('A', 1_000, 1_001)]],
    ['it never spoke', [...on('C', 0, 300, 300), { ...accepted, connection: 'A' }]],
  ])('is nobody where %s', (_which, timeline) => {
    expect(patientOnly(timeline, 'A')).toBeUndefined();
  });

  test('counts no answer to what was said later', () => {
    const again = { ...message(3), connection: 'D', atMs: 900 };
    const late = { ...answer(4, 'D'), connection: 'D', atMs: 900 };
    const timeline = [...on('C', 0, 300, 300), ...on('D', 0, 0), again, late, ...on('A', 1_000, 1_000)];
    expect(patientOnly(timeline, 'A')).toMatchObject({ text: 'C' });
  });
});

describe('wrong-order', () => {
  test('names the answer that came too soon', () => {
    expect(found(wrongOrder, { observedKind: 'other-content', overtook: answer(6) })).toEqual({
      confidence: 'certain',
      title: 'The answer to a later message came first',
      advice:
        'The messages are worked on at the same time, and each is answered when its own work is done. Let an answer wait for those before it, in a chain for each connection.',
      evidence: [6],
    });
  });

  test('is no cause of other content that nothing waits for, nor of other faults', () => {
    expect(found(wrongOrder, { observedKind: 'other-content' })).toBeUndefined();
    expect(found(wrongOrder, { observedKind: 'too-late', overtook: answer(6) })).toBeUndefined();
  });

  const due = (value: string, connection = 'A') => unmet({ expect: 'receives', connection, opcode: 'text', match: { text: value } });
  const [first, second, third] = [due('1'), due('2'), due('3')];
  const asks = (connection: string) => ({ do: 'send' as const, connection, frames: [] });
  const overtook = (entries: Parameters<typeof overtaking>[0]['entries'], ...came: string[]) =>
    overtaking(
      { entries },
      second,
      came.map((text, index) => answer(index, text)),
    );

  test('is the answer to a later message of the same exchange', () => {
    expect(overtook([first, second, third], '1', '3')).toMatchObject({ text: '3' });
    expect(overtook([first, second, asks('B'), due('9', 'B'), third], '1', '3')).toMatchObject({ text: '3' });
  });

  test.each<[string, ReturnType<typeof overtook>]>([
    ['what was asked for only later', overtook([first, second, asks('A'), third], '1', '3')],
    ['what is due on another connection', overtook([first, second, due('3', 'B')], '1', '3')],
    ['what nothing waits for', overtook([first, second, third], '1', '4')],
    ['what was due before', overtook([first, second, third], '1', '1')],
    ['nothing', overtook([first, second, third], '1')],
    ['the answer to a ping', overtaking({ entries: [PONGS, third] }, PONGS, [answer(1, '3')])],
  ])('is not %s', (_which, came) => {
    expect(came).toBeUndefined();
  });
});

describe('text-as-bytes', () => {
  const came: Given = { observedKind: 'other-opcode', unmet: RECEIVES, messages: [message(2)], answers: [answer(1), bytes(3)] };

  test('names the text that was sent and the bytes that came', () => {
    expect(found(textAsBytes, came)).toEqual({
      confidence: 'certain',
      title: 'Text was due, and a binary frame came',
      advice:
        'Bytes that are sent leave as a binary frame, even where they hold text. With ws every message arrives as a Buffer, and the second argument of the listener tells whether it was binary. Make a string of what came as text, on the way in.',
      evidence: [2, 3],
    });
  });

  test.each<[string, Given]>([
    ['bytes were sent', { messages: [event(2, { kind: 'frame-sent', opcode: 'binary', fin: true, bytes: 1 })] }],
    ['text came', { answers: [answer(3)] }],
    ['no frame of data was due', { unmet: PONGS }],
    ['the opcode is right', { observedKind: 'other-content' }],
  ])('is no cause where %s', (_which, more) => {
    expect(found(textAsBytes, { ...came, ...more })).toBeUndefined();
  });
});
