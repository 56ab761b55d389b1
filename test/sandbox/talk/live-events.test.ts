import { expect, test } from 'vitest';
import { type Batch, LiveEvents } from '../../../sandbox/talk/live-events.ts';
import { Recorder } from '../../../sandbox/timeline/recorder.ts';

function record(write: (recorder: Recorder) => void): Batch[] {
  const batches: Batch[] = [];
  const recorder = new Recorder(() => {});
  const live = new LiveEvents(recorder, (batch) => batches.push(batch));
  write(recorder);
  live.flush();
  write(recorder);
  live.flush();
  return batches;
}

const frame = (text: string) => ({ kind: 'frame-received' as const, opcode: 'text' as const, fin: true, bytes: text.length, text });

test('each event is passed on once, numbered through all batches', () => {
  const batches = record((recorder) => recorder.wire(frame('a'), 'A', 3));
  expect(batches.map(({ events }) => events.map(({ seq }) => seq))).toEqual([[0], [1]]);
});

test('of a flood the last frames are passed on, with the number of the others and all that is no frame', () => {
  const [batch] = record((recorder) => {
    recorder.parent({ kind: 'connect-failed', problem: 'nobody' }, 'B');
    for (let count = 1; count <= 1_000; count++) recorder.wire(frame(String(count)), 'A', count);
  });
  expect(batch?.leftOut).toBe(800);
  expect(batch?.events[0]).toMatchObject({ kind: 'connect-failed' });
  expect(batch?.events.slice(1).map((event) => 'text' in event && event.text)).toEqual(
    Array.from({ length: 200 }, (_, at) => String(801 + at)),
  );
});

test('a long payload is cut, and its length is told', () => {
  const [batch] = record((recorder) => recorder.wire(frame('x'.repeat(60_000)), 'A', 1));
  const [event] = batch?.events ?? [];
  expect(event).toMatchObject({ bytes: 60_000 });
  expect(JSON.stringify(event).length).toBeLessThan(9_000);
});
