/** Each kind of verdict as a whole: what it says, at which entry, and at which event the run parted from the working pattern. */
import { describe, expect, test } from 'vitest';
import type { Entry, Script } from '../../../sandbox/scenario/entry.ts';
import type { Limit, TimelineEvent } from '../../../sandbox/timeline/timeline.ts';
import { judge } from '../../../sandbox/verdict/judge.ts';
import { Judging } from '../../../sandbox/verdict/judging.ts';
import { ANSWER, accepted, fin, numbered, OPENS, scriptOf, type Told, text, timelineOf, verdictOf } from '../../helpers/timeline.ts';

const ASK: Entry = { do: 'send', connection: 'A', frames: [{ opcode: 'text', text: '?' }] };
const AT = { line: 3, column: 1 };
const ok = text('{"ok":true}');
const exit: Told = { kind: 'process-exited', code: 1, signal: null, source: 'parent' };
const uncaught = (at?: typeof AT): Told => ({
  kind: 'uncaught',
  error: { name: 'Error', message: '', stack: '', at },
  origin: 'exception',
  source: 'process',
});
const limitOf = (what: Limit['what']): Told => ({ kind: 'limit-exceeded', limit: { what, max: 1_000, unit: 'ms' }, source: 'parent' });
/** The number of the event that begins an entry, where each entry before it had so many facts. */
const beginOf = (entry: number, factsBefore: number) => 2 * entry + factsBefore;

describe('broken', () => {
  const script = scriptOf(OPENS, { ...ANSWER, summary: 'no proper answer' } as Entry);

  test('says what was expected and observed, and points at the event', () => {
    expect(verdictOf(script, [[accepted], [text('{"ok":false}')]])).toEqual({
      kind: 'broken',
      summary: 'no proper answer',
      expected: 'an answer',
      observed: '{"ok":false} came: ok is false, not true',
      observedKind: 'other-content',
      entry: 1,
      name: 'answer',
      divergence: beginOf(1, 1) + 1,
    });
  });

  test('has what was expected for a headline, where the scenario gives none', () => {
    expect(verdictOf(scriptOf(OPENS, ANSWER), [[accepted], [text('no')]])).toMatchObject({ summary: 'an answer' });
  });

  test('by a message that nothing asked for says that, and not that a connection closed', () => {
    const quiet = { expect: 'quiet', connection: 'A', sentence: 'it to stay', summary: 'closed too soon', withinMs: 9 } as Entry;
    expect(verdictOf(scriptOf(OPENS, quiet), [[accepted], [text('hello')]])).toMatchObject({
      observedKind: 'unsolicited',
      summary: 'a message came that nothing asked for',
    });
    expect(verdictOf(scriptOf(OPENS, quiet), [[accepted], [fin]])).toMatchObject({ observedKind: 'ended', summary: 'closed too soon' });
  });

  test('by a deadline points at nothing', () => {
    expect(verdictOf(script, [[accepted], []], 'deadline')).toMatchObject({ observedKind: 'silence', divergence: undefined });
  });

  test('by what had come before points at the last thing on the wire of that connection', () => {
    const facts = [[accepted, { ...accepted, connection: 'B' }, fin, { ...ok, connection: 'B' }], []];
    expect(verdictOf(script, facts)).toMatchObject({ observedKind: 'ended', divergence: 3 });
  });

  test('of another connection points at what was on its wire, up to the moment at which that was seen', () => {
    const ofB = scriptOf(OPENS, { ...ANSWER, connection: 'B' } as Entry, OPENS);
    const onB = (fact: Told): Told => ({ ...fact, connection: 'B' });
    const sent: Told = { kind: 'frame-sent', opcode: 'ping', fin: true, bytes: 0 };
    const timeline = timelineOf(ofB, [[accepted, onB(accepted), onB(fin), text('on A')], [onB(sent)], []]).map((event) =>
      event.kind === 'entry-began' && event.entry === 1 ? { ...event, connection: 'B' } : event,
    );
    expect(judge(ofB, timeline).verdict).toMatchObject({ observedKind: 'ended', divergence: 3 });
  });

  test('by the first that is unmet, whatever comes after it', () => {
    const twice = scriptOf(OPENS, ANSWER, { ...ANSWER, name: 'second' } as Entry);
    expect(verdictOf(twice, [[accepted], [text('no')], [text('no')]])).toMatchObject({ name: 'answer' });
  });

  test('by an end of the run says so', () => {
    expect(judge(script, timelineOf(script, [[accepted], []]).slice(0, 4)).verdict).toEqual({
      kind: 'broken',
      summary: 'the run ended early',
      expected: 'an answer',
      observed: 'the run ended before that could be seen',
      observedKind: 'silence',
      entry: 1,
    });
  });
});

describe('crashed', () => {
  const script = scriptOf(OPENS, ASK, ANSWER);
  const base = { kind: 'crashed', exit: { code: 1, signal: null } };

  test('by an exception, at the expectation that it broke', () => {
    expect(verdictOf(script, [[accepted], [], [uncaught(AT), fin, exit]])).toMatchObject({
      ...base,
      error: { name: 'Error' },
      at: AT,
      entry: 2,
      name: 'answer',
      divergence: beginOf(2, 1) + 2,
    });
  });

  test('in the middle of an action', () => {
    const named = scriptOf(OPENS, { ...ASK, name: 'asked' } as Entry, ANSWER);
    const timeline = timelineOf(named, [[accepted], [exit], []]);
    expect(judge(named, timeline.slice(0, 5)).verdict).toMatchObject({ ...base, entry: 1, name: 'asked', divergence: 4 });
    expect(judge(named, timeline).verdict).toMatchObject({ ...base, entry: 2, name: 'answer' });
  });

  test('before any entry', () => {
    expect(judge(script, [numbered(exit, 0)]).verdict).toEqual({ ...base, divergence: 0 });
  });

  test('by a call of its own that was the last, where nothing was thrown at a line', () => {
    const ending = (call: string, line: number): Told => ({ kind: 'ending', call, at: { line, column: 1 }, source: 'process' });
    const calls = [ending('process.exit(0)', 7), ending('process.exit(1)', 9)];
    expect(verdictOf(script, [[accepted], [], [...calls, exit]])).toMatchObject({ ...base, at: { line: 9 } });
    expect(verdictOf(script, [[accepted], [], [...calls, uncaught(), exit]])).toMatchObject({ at: { line: 9 } });
    expect(verdictOf(script, [[accepted], [], [...calls, uncaught(AT), exit]])).toMatchObject({ at: AT });
  });

  test('is not said of a process that was to exit, nor of one that ends when all is over', () => {
    const exits: Entry = { expect: 'process-exits', code: 1, sentence: 'the process to exit', withinMs: 0 };
    expect(verdictOf(scriptOf(OPENS, exits), [[accepted], [exit]])).toEqual({ kind: 'working' });
    const after = [...timelineOf(scriptOf(OPENS), [[accepted]]), exit].map(numbered);
    expect(judge(scriptOf(OPENS), after).verdict).toEqual({ kind: 'working' });
  });
});

describe('limit exceeded', () => {
  const script = scriptOf(OPENS, ANSWER);

  test('with the sentence of its limit', () => {
    expect(verdictOf(script, [[accepted], [limitOf('connections'), exit]])).toEqual({
      kind: 'limit-exceeded',
      limit: { what: 'connections', max: 1_000, unit: 'ms' },
      sentence: 'The run needed more than 1000 connections, so it was stopped.',
    });
  });

  test('unless something was unmet before it', () => {
    expect(verdictOf(script, [[accepted], [text('no'), limitOf('frames')]])).toMatchObject({ kind: 'broken' });
    expect(verdictOf(script, [[accepted], [limitOf('frames'), text('no')]])).toMatchObject({ kind: 'limit-exceeded' });
  });

  test('of memory whatever was unmet before it, since the process dies first', () => {
    expect(verdictOf(script, [[accepted], [fin, exit, limitOf('memory')]])).toMatchObject({
      kind: 'limit-exceeded',
      limit: { what: 'memory' },
    });
  });
});

describe('while a run goes on', () => {
  const script = scriptOf(OPENS, ASK, ANSWER, { ...ANSWER, name: 'second' } as Entry);
  const timeline = timelineOf(script, [[accepted], [], [text('no')], []], 'deadline');
  const after = (events: number) => {
    const judging = new Judging(script);
    for (const event of timeline.slice(0, events)) judging.take(event);
    return judging;
  };
  const standings = (events: number) => [0, 2, 3].map((entry) => after(events).standing(entry));

  test('an expectation is not reached, then pending, then decided', () => {
    expect([0, 1, 2, 6, 7, 9, 10].map(standings)).toEqual([
      ['not-reached', 'not-reached', 'not-reached'],
      ['pending', 'not-reached', 'not-reached'],
      ['met', 'not-reached', 'not-reached'],
      ['met', 'pending', 'not-reached'],
      ['met', 'unmet', 'not-reached'],
      ['met', 'unmet', 'unmet'],
      ['met', 'unmet', 'unmet'],
    ]);
  });

  test('there is one outcome for each, in the order of the script', () => {
    expect(after(7).outcomes()).toEqual([
      { entry: 0, state: 'met', expected: 'it to open', seq: 1 },
      { entry: 2, state: 'unmet', expected: 'an answer', observed: 'no came, which is not JSON', observedKind: 'other-form', seq: 6 },
      { entry: 3, state: 'not-reached', expected: 'an answer' },
    ]);
  });

  test('an action ends what was expected before it, and an entry that nobody knows is none', () => {
    const judging = after(1);
    judging.take({ ...numbered({ kind: 'entry-began', entry: 1, source: 'parent' }, 2), connection: 'A' });
    expect(judging.standing(0)).toBe('not-reached');
    judging.take(numbered({ kind: 'entry-began', entry: 99, source: 'parent' }, 3));
    expect(judging.standing(99)).toBe('not-reached');
  });
});

describe('what an entry leaves behind', () => {
  test('is the time at which the probe turned to it', () => {
    const asked = { ...ASK, name: 'asked' } as Entry;
    const script = scriptOf(OPENS, asked, { ...ANSWER, notBefore: { entry: 'asked', ms: 500 } } as Entry);
    const answeredAt = (atMs: number) =>
      judge(
        script,
        timelineOf(script, [[accepted], [], [ok]]).map((event) => ({ ...event, atMs: event.kind === 'frame-received' ? atMs : 1_000 })),
      ).verdict;
    expect(answeredAt(1_499)).toMatchObject({ observed: 'it came 499 ms after it was asked for' });
    expect(answeredAt(1_500)).toEqual({ kind: 'working' });
  });

  test('is nothing once it has ended: what comes then comes too late', () => {
    const script = scriptOf(OPENS);
    const [began, ended] = timelineOf(script, [[]]);
    const judging = new Judging(script);
    for (const event of [began, { ...ended, how: 'cut-short' }, numbered({ ...accepted, connection: 'A' }, 2)])
      judging.take(event as TimelineEvent);
    expect(judging.standing(0)).toBe('not-reached');
  });

  test('is not decided by an end that is no deadline', () => {
    const [began, ended] = timelineOf(scriptOf(OPENS), [[]]);
    const judging = new Judging(scriptOf(OPENS));
    judging.take(began as TimelineEvent);
    judging.take({ ...ended, how: 'cut-short' } as TimelineEvent);
    expect(judging.firstUnmet).toBeUndefined();
  });

  test('is a mark in the output, where it has one', () => {
    const wrote = (line: string): Told => ({ kind: 'output', stream: 'stdout', text: `${line}\n`, source: 'process' });
    const output = (place: object): Entry => ({ expect: 'output', lines: [{ has: ['hi'], ...place }], sentence: 'a line', withinMs: 0 });
    const verdictFor = (place: object) =>
      verdictOf(scriptOf(OPENS, { ...ASK, mark: 'asked' } as Entry, output(place)), [[accepted, wrote('hi')], [], []], 'deadline').kind;
    expect([verdictFor({ before: 'asked' }), verdictFor({ since: 'asked' })]).toEqual(['working', 'broken']);
  });
});

describe('a message is there too soon', () => {
  const sends = (opcode: string | number): Entry => ({ do: 'send', connection: 'A', frames: [{ opcode } as never] });
  const early = (script: Script) => verdictOf(script, [[accepted, ok], [], []]);

  test.each<[string | number, boolean]>([
    ['text', true],
    ['binary', true],
    ['continuation', true],
    [3, true],
    [7, true],
    ['ping', false],
    ['pong', false],
    [8, false],
    [11, false],
  ])('where a frame of the opcode %s asks for it: %s', (opcode, asks) => {
    expect(early(scriptOf(OPENS, sends(opcode), ANSWER)).kind).toBe(asks ? 'broken' : 'working');
  });

  test('not for a question of another connection', () => {
    expect(early(scriptOf(OPENS, { ...ASK, connection: 'B' } as Entry, ANSWER)).kind).toBe('working');
  });
});
