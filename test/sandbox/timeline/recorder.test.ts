import { expect, test } from 'vitest';
import { Recorder } from '../../../sandbox/timeline/recorder.ts';

/** A recorder of a run in which the connection A has been opened. */
function opening(): Recorder {
  const recorder = new Recorder(() => {});
  recorder.wire(opened, 'A');
  return recorder;
}

const kinds = (recorder: Recorder) =>
  recorder
    .finish()
    .slice(1)
    .map(({ kind }) => kind);
const frame = { kind: 'frame-received', opcode: 'text', fin: true, bytes: 1, text: 'x' } as const;
const told = (written: number, writeEnded = false, nowMs = 0) => ({ nowMs, reach: new Map([[0, { written, writeEnded }]]) });
const opened = { kind: 'handshake-sent', method: 'GET', path: '/', headers: {} } as const;
const fin = { kind: 'closed', code: 1006, reason: '', clean: false, by: 'handler', end: 'fin' } as const;

test('testimony that arrives after the end of a stream stands before it, when it was given before', () => {
  const recorder = opening();
  recorder.wire(frame, 'A', 10);
  recorder.wire(fin, 'A', Number.POSITIVE_INFINITY);
  recorder.process({ kind: 'handler-returned' }, 'A', told(10));
  expect(kinds(recorder)).toEqual(['frame-received', 'handler-returned', 'closed']);
});

test('testimony that arrives before the frames that it follows stands after them', () => {
  const recorder = opening();
  recorder.process({ kind: 'handler-returned' }, 'A', told(20));
  recorder.wire(frame, 'A', 10);
  recorder.wire(frame, 'A', 20);
  recorder.wire(fin, 'A', Number.POSITIVE_INFINITY);
  expect(kinds(recorder)).toEqual(['frame-received', 'frame-received', 'handler-returned', 'closed']);
});

test('testimony keeps its own order, and numbers go up', () => {
  const recorder = opening();
  recorder.wire(fin, 'A', Number.POSITIVE_INFINITY);
  for (const text of ['1', '2', '3']) recorder.process({ kind: 'output', stream: 'stdout', text }, undefined, told(0));
  const finished = recorder.finish().slice(1);
  expect(finished.map((event) => (event.kind === 'output' ? event.text : event.kind))).toEqual(['1', '2', '3', 'closed']);
  expect(finished.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});

test('testimony that arrives late never goes back behind what was settled', () => {
  const recorder = opening();
  recorder.wire(frame, 'A', 10);
  recorder.settle();
  recorder.parent({ kind: 'entry-began', entry: 1 });
  recorder.process({ kind: 'handler-returned' }, 'A', told(0));
  expect(kinds(recorder)).toEqual(['frame-received', 'entry-began', 'handler-returned']);
});

test('a connection of the same name is another one', () => {
  const recorder = opening();
  recorder.wire(frame, 'A', 500);
  recorder.wire(opened, 'A');
  recorder.wire(frame, 'A', 10);
  const reach = new Map([
    [0, { written: 500, writeEnded: true }],
    [1, { written: 0, writeEnded: false }],
  ]);
  recorder.process({ kind: 'handler-returned' }, 'A', { nowMs: 0, reach });
  expect(kinds(recorder)).toEqual(['frame-received', 'handshake-sent', 'handler-returned', 'frame-received']);
});

test('testimony has the time that it was given at, within the jump under way', () => {
  const recorder = opening();
  const say = (text: string, nowMs: number) =>
    recorder.process({ kind: 'output', stream: 'stdout', text }, undefined, told(0, false, nowMs));
  recorder.horizonMs = 5_000;
  say('within', 1_000);
  recorder.nowMs = 5_000;
  say('of a time that has passed', 0);
  say('of a time that no clock has reached', 10 ** 9);
  expect(recorder.finish().flatMap((event) => (event.kind === 'output' ? [event.atMs] : []))).toEqual([1_000, 5_000, 5_000]);
});
