import { describe, expect, test, vi } from 'vitest';
import { CONNECTIONS, WRITERS } from '../../../sandbox/system/limits.ts';
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

describe('the clock', () => {
  const advanced = (recorder: Recorder) =>
    recorder.finish().flatMap((event) => (event.kind === 'clock-advanced' ? [[event.byMs, event.atMs]] : []));

  test('is told before what happens next, once for all of its steps', () => {
    const recorder = opening();
    recorder.moveClock(400);
    recorder.moveClock(1_000);
    recorder.wire(frame, 'A', 1);
    recorder.wire(frame, 'A', 2);
    recorder.moveClock(1_500);
    recorder.parent({ kind: 'script-ended' });
    expect(recorder.finish().map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ['handshake-sent', 0],
      ['clock-advanced', 1_000],
      ['frame-received', 1_000],
      ['frame-received', 1_000],
      ['clock-advanced', 1_500],
      ['script-ended', 1_500],
    ]);
    expect(advanced(recorder)).toEqual([
      [1_000, 1_000],
      [500, 1_500],
    ]);
  });

  test('is not told where it stood still', () => {
    const recorder = opening();
    recorder.moveClock(0);
    recorder.wire(frame, 'A', 1);
    expect(advanced(recorder)).toEqual([]);
  });

  test('beside it, the real time since the run began is in milliseconds', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValueOnce(10).mockReturnValue(12.345_678);
    const recorder = opening();
    expect(recorder.finish()[0]?.realMs).toBe(2.346);
    now.mockRestore();
  });
});

describe('an event', () => {
  test('has its source, its connection and its number, and is passed on as it arrives', () => {
    const passed: unknown[] = [];
    const recorder = new Recorder((event) => passed.push({ ...event, realMs: 0 }));
    recorder.wire(opened, 'A');
    recorder.parent({ kind: 'run-started' });
    recorder.parent({ kind: 'stopped-reading' }, 'A');
    recorder.process({ kind: 'handler-returned' }, 'A');
    recorder.process({ kind: 'handler-started' }, undefined);
    const at = { atMs: 0, realMs: 0 };
    expect(passed).toStrictEqual([
      { seq: 0, ...at, source: 'wire', connection: 'A', ...opened },
      { seq: 1, ...at, source: 'parent', kind: 'run-started' },
      { seq: 2, ...at, source: 'parent', connection: 'A', kind: 'stopped-reading' },
      { seq: 3, ...at, source: 'process', connection: 'A', kind: 'handler-returned' },
      { seq: 4, ...at, source: 'process', kind: 'handler-started' },
    ]);
  });

  test('of the process cannot pass for one of the wire', () => {
    const recorder = opening();
    recorder.process({ kind: 'handler-returned', source: 'wire', connection: 'B' } as never, 'A');
    expect(recorder.finish()[1]).toMatchObject({ source: 'process', connection: 'A' });
  });
});

test('what is seen or told is a move, and what the workshop decides is none', () => {
  const recorder = opening();
  expect(recorder.moves).toBe(1);
  recorder.process({ kind: 'handler-returned' }, 'A', told(0));
  expect(recorder.moves).toBe(2);
  recorder.parent({ kind: 'script-ended' });
  expect(recorder.moves).toBe(2);
});

test('once it is stopped, only the workshop’s own facts are taken in', () => {
  const recorder = opening();
  expect(recorder.isStopped).toBe(false);
  recorder.stop();
  recorder.wire(frame, 'A', 10);
  recorder.process({ kind: 'handler-returned' }, 'A', told(0));
  recorder.parent({ kind: 'script-ended' });
  expect([kinds(recorder), recorder.moves, recorder.isStopped]).toEqual([['script-ended'], 1, true]);
});

describe('testimony has its place', () => {
  const sent = { kind: 'frame-sent', opcode: 'text', fin: true, bytes: 1, text: 'x' } as const;

  test('after what the probe had done when it arrived, since the handler causes none of that', () => {
    const recorder = opening();
    recorder.wire(sent, 'A');
    recorder.process({ kind: 'handler-started' }, 'A', told(0));
    recorder.wire(sent, 'A');
    expect(kinds(recorder)).toEqual(['frame-sent', 'handler-started', 'frame-sent']);
  });

  test('before a frame that had not been written whole', () => {
    const recorder = opening();
    recorder.wire(frame, 'A', 10);
    recorder.process({ kind: 'handler-started' }, 'A', told(9));
    expect(kinds(recorder)).toEqual(['handler-started', 'frame-received']);
  });

  test('before the first frame of a connection that the process had not seen', () => {
    const recorder = opening();
    recorder.wire(opened, 'B');
    recorder.wire(frame, 'B', 10);
    recorder.process({ kind: 'handler-started' }, 'A', told(99));
    expect(kinds(recorder)).toEqual(['handshake-sent', 'handler-started', 'frame-received']);
  });

  test('after the frame of a second connection, by how far that one had come', () => {
    const recorder = opening();
    recorder.wire(opened, 'B');
    recorder.process({ kind: 'handler-started' }, 'B', { nowMs: 0, reach: new Map([[1, { written: 10, writeEnded: false }]]) });
    recorder.wire(frame, 'B', 10);
    recorder.wire(frame, 'B', 20);
    expect(kinds(recorder)).toEqual(['handshake-sent', 'frame-received', 'handler-started', 'frame-received']);
  });

  test('where it arrives, when it does not say how far the connections had come', () => {
    const recorder = opening();
    recorder.wire(frame, 'A', 10);
    recorder.process({ kind: 'handler-started' }, 'A');
    recorder.wire(frame, 'A', 20);
    expect(kinds(recorder)).toEqual(['frame-received', 'handler-started', 'frame-received']);
  });

  test('and no later time than what follows it, nor an earlier one than what is before it', () => {
    const recorder = opening();
    recorder.horizonMs = 900;
    recorder.nowMs = 100;
    recorder.wire(frame, 'A', 10);
    recorder.nowMs = 500;
    recorder.wire(frame, 'A', 20);
    recorder.process({ kind: 'handler-started' }, 'A', told(10, false, 900));
    recorder.process({ kind: 'handler-returned' }, 'A', told(20, false, 0));
    expect(recorder.finish().map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ['handshake-sent', 0],
      ['frame-received', 100],
      ['handler-started', 500],
      ['frame-received', 500],
      ['handler-returned', 500],
    ]);
  });
});

describe('what the handler has sent names the line that wrote its last byte', () => {
  const line = (number: number) => ({ line: number, column: 1 });
  const lines = (recorder: Recorder) => recorder.finish().map((event) => ('sentBy' in event ? event.sentBy?.line : undefined));

  test('whatever comes first, the frame or what is told of it', () => {
    const recorder = opening();
    recorder.writer(0, 0, line(3));
    recorder.wire({ kind: 'handshake-accepted' }, 'A', 100);
    recorder.wire(frame, 'A', 110);
    recorder.settle();
    recorder.wire(frame, 'A', 120);
    recorder.writer(0, 100, line(5));
    recorder.writer(0, 115, line(7));
    recorder.toldWriters(0, 120);
    expect(lines(recorder)).toEqual([undefined, 3, 5, 7]);
  });

  test('and none where the process was ended before it told who wrote it', () => {
    const recorder = opening();
    recorder.writer(0, 0, line(3));
    recorder.toldWriters(0, 100);
    recorder.wire({ kind: 'handshake-accepted' }, 'A', 100);
    recorder.wire(frame, 'A', 110);
    expect(lines(recorder)).toEqual([undefined, 3, undefined]);
  });

  test('and none where that is not known, on another connection of the same name, or of what no line can have written', () => {
    const recorder = opening();
    recorder.writer(0, 0, undefined);
    recorder.writer(0, 100, line(5));
    for (const number of [0, 1]) recorder.toldWriters(number, 1_000);
    recorder.wire({ kind: 'handshake-accepted' }, 'A', 100);
    recorder.wire({ kind: 'frame-sent', opcode: 'text', fin: true, bytes: 1 }, 'A');
    recorder.wire(fin, 'A', Number.POSITIVE_INFINITY);
    recorder.wire(opened, 'A');
    recorder.wire(frame, 'A', 110);
    expect(recorder.finish().filter((event) => 'sentBy' in event)).toEqual([]);
  });

  test('for as many changes of line as a run may tell', () => {
    const recorder = opening();
    const most = WRITERS + CONNECTIONS;
    for (let count = 0; count <= most; count++) recorder.writer(0, count, line(count + 1));
    recorder.toldWriters(0, most + 10);
    recorder.wire(frame, 'A', most + 10);
    expect(lines(recorder)).toEqual([undefined, most]);
  });
});
