/** The list of expectations: how each came out, the event that shows it, and the line that has to do with it. */
import { expect, test } from 'vitest';
import type { RunReport } from '../../../sandbox/index.ts';
import { judge } from '../../../sandbox/verdict/judge.ts';
import { decidedBy, listExpectations } from '../../../web/app/models/expectations.ts';
import { ANSWER, accepted, ENDS, fin, OPENS, scriptOf, type Told, text, timelineOf } from '../../helpers/timeline.ts';

const AT = { line: 9, column: 3 };
const returned: Told = { kind: 'handler-returned', at: AT, source: 'process' };
const script = scriptOf(OPENS, ANSWER, ENDS);

function reportOf(facts: Told[][], how?: 'done' | 'deadline', diagnoses: RunReport['diagnoses'] = []): RunReport {
  const timeline = timelineOf(script, facts, how);
  const timings = { compileMs: 0, startMs: 0, probeMs: 0, totalMs: 0 };
  return { seed: 's', ...judge(script, timeline), diagnoses, timeline, timings };
}

const kindAt = ({ timeline }: RunReport, seq: number | undefined) => timeline.find((event) => event.seq === seq)?.kind;

test('each expectation leads to the event that shows how it came out', () => {
  const report = reportOf([[accepted], [text('{"ok":true}')], [fin]]);
  const listed = listExpectations(report);
  expect(listed.map(({ state, isVerdict }) => [state, isVerdict])).toEqual([
    ['met', false],
    ['met', false],
    ['unmet', true],
  ]);
  expect(listed.map(({ seq }) => kindAt(report, seq))).toEqual(['handshake-accepted', 'frame-received', 'closed']);
  expect(listed.map(({ lookAt }) => lookAt)).toEqual(listed.map(({ seq }) => seq));
});

test('a message that was there before it was asked for is still what shows it', () => {
  const report = reportOf([[accepted, text('{"ok":true}')], [], [fin]]);
  expect(kindAt(report, listExpectations(report)[1]?.seq)).toBe('frame-received');
});

test('silence has no event: it leads to the last one on its connection', () => {
  const report = reportOf([[accepted], []], 'deadline');
  const answer = listExpectations(report)[1];
  expect([answer?.state, answer?.seq, kindAt(report, answer?.lookAt)]).toEqual(['unmet', undefined, 'handshake-accepted']);
});

test('what was not reached leads nowhere', () => {
  const report = reportOf([[accepted]]);
  const outcomes = [{ entry: 2, state: 'not-reached' as const, expected: 'x' }];
  const [cut] = listExpectations({ ...report, outcomes });
  expect([cut?.lookAt, cut?.at]).toEqual([undefined, undefined]);
});

test('an unmet one has the line of the diagnosis, or the last one that the handler told of', () => {
  const facts = [[accepted], [returned, fin]];
  expect(listExpectations(reportOf(facts))[1]?.at).toEqual(AT);
  const diagnosis = {
    cause: 'handler-returned',
    confidence: 'certain',
    title: '',
    advice: '',
    evidence: [],
    at: { line: 4, column: 1 },
  } as const;
  expect(listExpectations(reportOf(facts, 'done', [{ ...diagnosis, evidence: [] }]))[1]?.at).toEqual({ line: 4, column: 1 });
});

test('an event knows which expectations it met or missed', () => {
  const report = reportOf([[accepted], [fin]]);
  const listed = listExpectations(report);
  const end = report.timeline.find(({ kind }) => kind === 'closed');
  expect(decidedBy(listed, end?.seq ?? -1).map(({ entry, state }) => [entry, state])).toEqual([
    [1, 'unmet'],
    [2, 'unmet'],
  ]);
  expect(decidedBy(listed, 0)).toEqual([]);
});
