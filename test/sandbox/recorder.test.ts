import { expect, test } from 'vitest';
import { Recorder } from '../../sandbox/probe/recorder.ts';

const kinds = (recorder: Recorder) => recorder.finish().map(({ kind }) => kind);
const frame = { kind: 'frame-received', opcode: 'text', fin: true, bytes: 1, text: 'x' } as const;
const fin = { kind: 'closed', code: 1006, reason: '', clean: false, by: 'handler', end: 'fin' } as const;

test('testimony that arrives after the end of a stream stands before it, when it was given before', () => {
  const recorder = new Recorder(() => {});
  recorder.wire(frame, 'A', 10);
  recorder.wire(fin, 'A', Number.POSITIVE_INFINITY);
  recorder.process({ kind: 'handler-returned' }, 'A', { A: { written: 10, writeEnded: false } });
  expect(kinds(recorder)).toEqual(['frame-received', 'handler-returned', 'closed']);
});

test('testimony that arrives before the frames that it follows stands after them', () => {
  const recorder = new Recorder(() => {});
  recorder.process({ kind: 'handler-returned' }, 'A', { A: { written: 20, writeEnded: false } });
  recorder.wire(frame, 'A', 10);
  recorder.wire(frame, 'A', 20);
  recorder.wire(fin, 'A', Number.POSITIVE_INFINITY);
  expect(kinds(recorder)).toEqual(['frame-received', 'frame-received', 'handler-returned', 'closed']);
});

test('testimony keeps its own order, and numbers go up', () => {
  const recorder = new Recorder(() => {});
  recorder.wire(fin, 'A', Number.POSITIVE_INFINITY);
  for (const text of ['1', '2', '3'])
    recorder.process({ kind: 'output', stream: 'stdout', text }, undefined, { A: { written: 0, writeEnded: false } });
  const finished = recorder.finish();
  expect(finished.map((event) => (event.kind === 'output' ? event.text : event.kind))).toEqual(['1', '2', '3', 'closed']);
  expect(finished.map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
});
