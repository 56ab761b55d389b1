/** Where more than one thing is right, and how a connection ends: by whom, with what, and by which end of TCP. */
import { answersJson, type Client, type Entry, json, oneOf, scenario } from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import { createDraw } from '../../../sandbox/scenario/draw.ts';
import { resolveScenario } from '../../../sandbox/scenario/resolve.ts';
import { accepted, text as came, fin, type Told, verdictOf } from '../../helpers/timeline.ts';

const a = createDraw('seven').client('A');
const ERROR = answersJson({ type: 'error' });
const either = oneOf([a.receives(ERROR, { withinMs: 300 }), a.ends(1003)], { name: 'either' });
const closed = (code: number): Told => ({ kind: 'closed', code, reason: '', clean: true, by: 'handler', received: { code, reason: '' } });
const refused = (status: number): Told => ({ kind: 'handshake-refused', status, statusText: '', body: '' });
const judge = (entries: Entry[], facts: Told[], how?: 'deadline') =>
  verdictOf({ entries }, [...entries.slice(1).map(() => []), facts], how);

describe('one of several', () => {
  test('says all of them, and waits as long as the most patient', () => {
    expect(either).toMatchObject([
      {
        expect: 'one-of',
        connection: 'A',
        name: 'either',
        sentence: 'the connection to receive {"type":"error"}, or the connection to end with 1003',
        withinMs: 5_000,
      },
    ]);
  });

  test.each<[string, Told[], object]>([
    ['the first', [accepted, came('{"type":"error"}')], { kind: 'working' }],
    ['the second', [accepted, closed(1003)], { kind: 'working' }],
    [
      'neither, told of the first',
      [accepted, closed(1007)],
      { kind: 'broken', observedKind: 'ended', observed: 'the handler ended the connection with close 1007 (invalid payload)' },
    ],
    [
      'neither, since a message came that is neither',
      [accepted, came('{"type":"ok"}'), fin],
      { kind: 'broken', observedKind: 'other-content' },
    ],
  ])('%s', (_what, facts, verdict) => {
    expect(judge(either, facts)).toMatchObject(verdict);
  });

  test('nothing until the deadline is told of the first', () => {
    expect(judge(either, [accepted], 'deadline')).toMatchObject({ kind: 'broken', observedKind: 'silence', name: 'either' });
  });

  test('a list is met in its order, and what got furthest is told', () => {
    const [, ...turned] = a.isTurnedAway({ statuses: [403], codes: [4404] });
    expect(turned).toMatchObject([
      {
        sentence: 'the opening handshake to be refused with 403, or the connection to open (101) and then the connection to end with 4404',
      },
    ]);
    expect(judge(turned, [refused(403)])).toEqual({ kind: 'working' });
    expect(judge(turned, [accepted, closed(4404)])).toEqual({ kind: 'working' });
    expect(judge(turned, [refused(500)])).toMatchObject({
      observedKind: 'refused',
      observed: 'the opening handshake was refused with 500',
    });
    expect(judge(turned, [accepted, fin])).toMatchObject({ observedKind: 'other-close' });
    expect(judge(turned, [accepted], 'deadline')).toMatchObject({ observedKind: 'still-open' });
  });

  test('takes expectations of a connection alone', () => {
    expect(() => oneOf([a.asks({ send: json({}), reply: ERROR })])).toThrow('got the action “send”');
    expect(() => oneOf([])).toThrow('Expected oneOf to get expectations of a connection.');
  });

  test('an answer among them answers the question before it', () => {
    const entries = [...a.sends(json({})), ...either, ...a.sends(json({})), ...either];
    const facts = [[accepted], [came('{"type":"error"}')], [], [came('{"type":"error"}')]];
    expect(verdictOf({ entries }, facts)).toEqual({ kind: 'working' });
  });

  test('with an end among them lets its client come back', () => {
    const given = scenario({ title: 't', talk: () => ({ send: json({}), reply: ERROR }), script: () => [...a.opens(), ...either] });
    expect(resolveScenario(given, 'seven').entries).toContainEqual(expect.objectContaining({ do: 'open', connection: 'A2' }));
  });
});

describe('an end', () => {
  const ends = (...given: Parameters<Client['ends']>) => a.ends(...given);
  const byProbe: Told = { kind: 'closed', code: 1006, reason: '', clean: false, by: 'probe', end: 'fin' };

  test.each<[string, Entry[], Told, boolean]>([
    ['in any way takes a close', ends('any'), closed(4000), true],
    ['in any way takes a FIN', ends('any'), fin, true],
    ['by the handler is not one by the probe', ends('any'), byProbe, false],
    ['by the probe', ends(1006, { by: 'probe' }), byProbe, true],
    ['by anyone', ends(1006, { by: 'anyone' }), byProbe, true],
    ['in a FIN', ends(1006, { stream: 'fin' }), fin, true],
    ['in an RST is not one in a FIN', ends(1006, { stream: 'rst' }), fin, false],
    ['in a FIN is not one with a close frame', ends('any', { stream: 'fin' }), closed(1000), false],
  ])('%s', (_what, entries, fact, isMet) => {
    expect(judge(entries, [accepted, fact]).kind).toBe(isMet ? 'working' : 'broken');
  });

  test('by illegal bytes is none by the handler', () => {
    expect(judge(ends(1006), [accepted, { kind: 'protocol-error', problem: 'x' }, byProbe])).toMatchObject({
      observedKind: 'protocol-error',
    });
  });

  test('has its words', () => {
    const sentences = [ends([1008, 4401]), ends('any'), ends(1006, { stream: 'rst' }), ends(1001, { reason: 'bye' })]
      .flat()
      .map((entry) => 'sentence' in entry && entry.sentence);
    expect(sentences).toEqual([
      'the connection to end with 1008 or 4401',
      'the connection to end in whatever way',
      'the connection to end with no close frame (RST)',
      'the connection to end with 1001 “bye”',
    ]);
  });
});

describe('a handshake', () => {
  const [, hungUp] = a.isHungUpOn();
  const [, waiting] = a.isLeftWaiting(2_000);
  const early: Told = { ...fin, beforeOpen: true } as Told;

  test.each<[string, Entry | undefined, Told[], 'deadline' | undefined, object]>([
    ['that is hung up on', hungUp, [early], undefined, { kind: 'working' }],
    ['that is refused is not hung up on', hungUp, [refused(400)], undefined, { observedKind: 'refused' }],
    ['that is accepted is not hung up on', hungUp, [accepted], undefined, { observedKind: 'still-open' }],
    ['without an answer is not hung up on', hungUp, [], 'deadline', { observedKind: 'no-handshake' }],
    ['without an answer is left waiting', waiting, [], 'deadline', { kind: 'working' }],
    ['that is hung up on is not left waiting', waiting, [early], undefined, { observedKind: 'hung-up' }],
  ])('%s', (_what, entry, facts, how, verdict) => {
    expect(
      judge(
        [entry].flatMap((one) => one ?? []),
        facts,
        how,
      ),
    ).toMatchObject(verdict);
  });
});
