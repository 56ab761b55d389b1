/** What a run comes to in bytes, however much its handler sends and tells. */

import { json } from 'socket-clinic/scenario';
import { afterAll, expect, test } from 'vitest';
import { EVENT_BYTES, EVENTS } from '../../sandbox/system/limits.ts';
import { SHOWN_CHARACTERS, ShownTimeline } from '../../sandbox/timeline/shown-timeline.ts';
import type { TimelineEvent } from '../../sandbox/timeline/timeline.ts';
import { among, asyncHandler, OK, startSandbox, wsHandler } from '../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

const scenario = among((draw) => [...draw.client('A').opens(), ...draw.client('A').asks({ send: json({ type: 'hi' }), reply: OK })]);

const ON_AND_ON = "process.on('uncaughtException', () => {});";

test('errors that nothing caught are bounded in bytes, and the place of the throw is told', async () => {
  const source = wsHandler(
    "    const again = () => {\n      setImmediate(again);\n      throw new Error('x'.repeat(48_000));\n    };\n    again();",
    ON_AND_ON,
  );
  const report = await sandbox.run({ source, dialect: 'ws', scenario });
  const limit = { what: 'events', max: EVENT_BYTES, unit: 'bytes', of: 'uncaught', at: { line: 9 } };
  expect(report.verdict).toMatchObject({ kind: 'limit-exceeded', limit });
  expect(JSON.stringify(report).length).toBeLessThan(2 * EVENT_BYTES);
});

test('what a handler does is bounded in number, and the sentence names it', async () => {
  const source = asyncHandler(
    "  await connection.accept();\n  for (let n = 0; n < 10_000; n++) connection.sendText('x');\n  await connection.receiveText();",
  );
  const { verdict, timeline } = await sandbox.run({ source, dialect: 'async', scenario });
  expect(verdict).toMatchObject({ limit: { what: 'events', max: EVENTS, unit: 'events', of: 'never-awaited' } });
  expect(verdict).toMatchObject({ sentence: expect.stringContaining('made calls that it never awaited more than 2000 times') });
  expect(timeline.filter(({ source, kind }) => source === 'process' && kind !== 'output').length).toBe(EVENTS + 1);
});

test('a long write is told in pieces, and its lines are whole', async () => {
  const source = asyncHandler("  console.log('🙂'.repeat(20_000));\n  await connection.accept();");
  const { timeline } = await sandbox.run({ source, dialect: 'async', scenario });
  const pieces = timeline.flatMap((event) => (event.kind === 'output' ? [event.text] : []));
  expect(pieces.length).toBeGreaterThan(4);
  expect(pieces.join('')).toMatch(/^(🙂){20000}\n/u);
});

test('of long payloads the first ones are shown, and of the others their begin; the judge has them all', async () => {
  const source = wsHandler("    socket.on('message', () => { for (let n = 0; n < 60; n++) socket.send('x'.repeat(60_000)); });");
  const streamed: TimelineEvent[] = [];
  const onEvents = (events: TimelineEvent[]) => streamed.push(...events);
  const { timeline } = await sandbox.run({ source, dialect: 'ws', scenario, onEvents });
  const texts = (events: TimelineEvent[]) => events.flatMap((event) => (event.kind === 'frame-received' ? [event.text ?? ''] : []));
  expect(texts(timeline).join('').length).toBeLessThan(SHOWN_CHARACTERS + 60 * 41);
  expect(texts(streamed).toSorted()).toEqual(texts(timeline).toSorted());
});

test('a payload that is cut keeps its length in bytes', () => {
  const shown = new ShownTimeline();
  const frame = (text: string, seq: number): TimelineEvent => ({
    ...{ seq, atMs: 0, realMs: 0, source: 'wire', connection: 'A', kind: 'frame-received', opcode: 'text', fin: true },
    ...({ bytes: text.length, text } as { bytes: number }),
  });
  const [first, second, short] = [frame('a'.repeat(SHOWN_CHARACTERS - 1), 0), frame('b'.repeat(100), 1), frame('c', 2)];
  for (const event of [first, second, short]) shown.take(event);
  expect(shown.final([second, first, short])).toEqual([{ ...second, text: `${'b'.repeat(40)}…` }, first, short]);
});

test('time that passes in many small steps is one event', async () => {
  const source = asyncHandler(
    '  await connection.accept();\n  for (let n = 0; n < 500; n++) sleepSync(1);\n  await connection.receiveText();',
  );
  const { timeline } = await sandbox.run({ source, dialect: 'async', scenario });
  expect(timeline.filter(({ kind }) => kind === 'clock-advanced').length).toBeLessThan(20);
});
