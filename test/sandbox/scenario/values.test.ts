/** Values that nobody knows beforehand: what they are, and what was captured of them for later. */
import { answersJson, answersText, capture, captured, type Entry, is, json, text } from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import { createDraw } from '../../../sandbox/scenario/draw.ts';
import { fill } from '../../../sandbox/scenario/value.ts';
import type { TimelineEvent } from '../../../sandbox/timeline/timeline.ts';
import { firstDifference, type Message, mismatch } from '../../../sandbox/verdict/match.ts';
import { Captures } from '../../../sandbox/verdict/match-value.ts';
import { accepted, text as came, type Told, verdictOf } from '../../helpers/timeline.ts';

describe('a value', () => {
  test.each<[string, unknown, unknown[], unknown[]]>([
    ['a text', is.string, ['', 'x'], [1, null, undefined, ['x']]],
    ['a number', is.number, [0, -1.5], ['1', null]],
    ['a whole number', is.integer, [0, -7], [1.5, '1', null]],
    ['true or false', is.boolean, [true, false], ['true', 0]],
    ['a list', is.list, [[], [1]], [{}, 'x', null]],
    ['an object', is.object, [{}, { a: 1 }], [[], null, 'x']],
    ['anything', is.anything, [null, 0, ''], []],
    ['a number from 2 to 4', is.between(2, 4), [2, 3.5, 4], [1.9, 5, '3']],
    ['"a" or 7', is.oneOf('a', 7), ['a', 7], ['b', '7']],
    ['a date', is.matching(/^\d{4}-\d\d-\d\d/, 'a date'), ['2026-11-29T09:00'], ['today', 2026]],
    ['a text like /^a/', is.matching(/^a/g), ['ab'], ['ba']],
    ['{"x":a whole number} or null', is.oneOf({ x: is.integer }, null), [{ x: 1, y: 2 }, null], [{ x: 'a' }]],
  ])('that is to be %s', (called, value, right, wrong) => {
    for (const actual of right) expect([actual, firstDifference({ v: value }, { v: actual }, '')]).toEqual([actual, undefined]);
    for (const actual of wrong) expect(firstDifference({ v: value }, { v: actual }, '')?.endsWith(`, not ${called}`)).toBe(true);
  });

  test('that is to be absent may not be there, not even as null', () => {
    expect(firstDifference({ secret: is.absent }, { other: 1 }, '')).toBeUndefined();
    expect(firstDifference({ user: { secret: is.absent } }, { user: { secret: null } }, '')).toBe('user has "secret"');
  });

  test('says in a sentence what it is to be', () => {
    const a = createDraw('seven').client('A');
    const sentence = ([entry]: Entry[]) => entry && 'sentence' in entry && entry.sentence;
    expect(sentence(a.receives(answersJson({ seq: is.integer, of: [is.string], last: captured('seq', { plus: 1 }) })))).toBe(
      'the connection to receive {"seq":a whole number,"of":[a text],"last":the seq of before + 1}',
    );
    expect(sentence(a.receives(answersText(is.matching(/^Echo: /, 'an echo'))))).toBe('the connection to receive an echo');
    expect(sentence(a.ends(1013, { reason: is.matching(/retry/, 'a time to come back') }))).toBe(
      'the connection to end with 1013 “a time to come back”',
    );
    expect(sentence(a.opens({ answerHeaders: { 'X-Id': capture('id', is.string) } }).slice(1))).toBe(
      'the connection to open (101) with X-Id: a text',
    );
    expect(sentence(a.asks({ send: json({ last: captured('seq') }), reply: answersText('ok') }).slice(1))).toContain(
      'the message {"last":the seq of before} to be answered',
    );
  });
});

describe('a text of its kind', () => {
  const first = { seq: 0, atMs: 0, realMs: 0, source: 'wire', kind: 'run-started' } as unknown as TimelineEvent;
  const message = (said: string): Message => ({ opcode: 'text', text: said, hex: '', first, atMs: 0 });

  test('is matched as it is, and named where it is not', () => {
    expect(mismatch(message('Echo: hi'), 'text', { text: is.matching(/^Echo/, 'an echo') })).toBeUndefined();
    expect(mismatch(message('hi'), 'text', { text: is.matching(/^Echo/, 'an echo') })).toEqual({
      observedKind: 'other-content',
      observed: 'hi came, not an echo',
    });
    expect(mismatch(message('b'), 'text', { text: is.oneOf('a', 'b') })).toBeUndefined();
  });

  test('counts as captured only when all of its message is as expected', () => {
    const captures = new Captures();
    const expected = { json: { seq: capture('seq', is.integer), type: 'event' } };
    mismatch(message('{"seq":4,"type":"other"}'), 'text', expected, captures);
    expect(captures.get('seq')).toBeUndefined();
    mismatch(message('{"seq":5,"type":"event"}'), 'text', expected, captures);
    expect(captures.get('seq')).toBe(5);
    expect(mismatch(message('{"seq":6}'), 'text', { json: { seq: captured('seq', { plus: 1 }) } }, captures)).toBeUndefined();
    expect(mismatch(message('{"seq":7}'), 'text', { json: { seq: captured('seq', { plus: 1 }) } }, captures)).toMatchObject({
      observed: '{"seq":7} came: seq is 7, not the seq of before + 1',
    });
  });
});

test('what is sent is filled wherever it was captured', () => {
  const known = (name: string) => ({ seq: 5, name: 'é' })[name];
  expect(fill({ a: [captured('seq', { plus: 2 })], b: captured('name', { plus: 2 }), c: null, d: captured('none') }, known)).toEqual({
    a: [7],
    b: 'é',
    c: null,
    d: undefined,
  });
  expect([json({ a: 1 }), json({ a: captured('seq') })]).toMatchObject([{ text: '{"a":1}' }, { json: { a: { is$: 'captured' } } }]);
});

describe('the judge', () => {
  const a = createDraw('seven').client('A');
  const judge = (entries: Entry[], facts: Told[]) => verdictOf({ entries }, [...entries.slice(1).map(() => []), facts]);

  test('looks at a close reason', () => {
    const ends = a.ends(1013, { reason: is.matching(/^retry in \d+ s$/, 'a time to come back') });
    const closed = (reason: string): Told => ({
      kind: 'closed',
      code: 1013,
      reason,
      clean: true,
      by: 'handler',
      received: { code: 1013, reason },
    });
    expect(judge(ends, [accepted, closed('retry in 7 s')])).toEqual({ kind: 'working' });
    expect(judge(ends, [accepted, closed('')])).toMatchObject({ kind: 'broken', observedKind: 'other-close' });
  });

  test('looks at a header', () => {
    const opens = a.opens({ answerHeaders: { 'X-Id': is.matching(/^\d+$/) } }).slice(1);
    expect(judge(opens, [{ kind: 'handshake-accepted', headers: { 'x-id': '42' } }])).toEqual({ kind: 'working' });
    expect(judge(opens, [{ kind: 'handshake-accepted', headers: { 'x-id': 'none' } }])).toMatchObject({
      observed: 'the 101 has X-Id: none',
    });
    expect(judge(opens, [accepted])).toMatchObject({ observed: 'the 101 has no X-Id' });
  });

  test('knows in a later message what an earlier one said', () => {
    const entries = [
      ...a.receives(answersJson({ seq: capture('seq') })),
      ...a.receives(answersJson({ seq: captured('seq', { plus: 1 }) })),
    ];
    expect(judge(entries, [accepted, came('{"seq":8}'), came('{"seq":9}')]).kind).toBe('broken');
    expect(verdictOf({ entries }, [[accepted, came('{"seq":8}')], [came('{"seq":9}')]])).toEqual({ kind: 'working' });
  });
});

test('a message without captured values is a text as ever', () => {
  expect(createDraw('seven').client('A').sends(text('x'))).toMatchObject([{ frames: [{ opcode: 'text', text: 'x' }] }]);
});
