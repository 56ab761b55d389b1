/** What a run marks in the editor. */
import { expect, test } from 'vitest';
import type { RunReport } from '../../../sandbox/index.ts';
import { marksOf } from '../../../web/app/models/marks.ts';

const at = { line: 9, column: 5 };
const awaited = (call: string, place: { line: number; column: number } | undefined) => ({ kind: 'never-awaited', call, at: place });

function reportWith(more: object): RunReport {
  const timeline = [awaited('websocket.send_json', at), awaited('websocket.send_json', at), awaited('other', undefined)];
  return { verdict: { kind: 'broken' }, diagnoses: [{ at }], timeline, ...more } as unknown as RunReport;
}

test('a call that was never awaited is a warning at its place, once, when the diagnosis is told', () => {
  const marks = [{ ...at, message: 'websocket.send_json was never awaited, so it did nothing.', isFault: false }];
  expect(marksOf(reportWith({}), true)).toEqual({ marks, line: 9 });
  expect(marksOf(reportWith({}), false)).toEqual({ marks: [] });
  expect(marksOf(reportWith({ verdict: { kind: 'working' }, diagnoses: [] }), false)).toEqual({ marks, line: undefined });
});

test('what did not compile is a fault at its place, and waits for nothing', () => {
  const diagnostic = { message: 'x', at, length: 3 };
  const report = reportWith({ verdict: { kind: 'did-not-compile', diagnostics: [diagnostic] } });
  expect(marksOf(report, false)).toEqual({ marks: [{ ...at, message: 'x', length: 3, isFault: true }] });
});
