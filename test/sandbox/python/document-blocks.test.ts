/** The source document's blocks on real uvicorn: what each shows on the wire, by uvicorn's version. */

import { answersText, json, text } from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import type { TimelineEvent } from '../../../sandbox/timeline/timeline.ts';
import { endpoint, framed, type Played, PythonSandbox, STACKS, type Stack, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { alone, among, OK } from '../../helpers/sandbox.ts';
import { blockUnder } from '../../helpers/source-document.ts';

/** How an endpoint's return shows on the wire. */
function howAReturnShows({ version: [major, minor] }: Stack): 'close 1000' | 'open and silent' | 'FIN' {
  if (major > 0 || minor >= 39) return 'FIN';
  return minor >= 20 ? 'open and silent' : 'close 1000';
}

function observe({ timeline }: Played): string {
  const closed = timeline.find((event) => event.kind === 'closed' && event.connection === 'A' && event.by === 'handler');
  if (closed?.kind !== 'closed') return 'open and silent';
  return closed.received ? `close ${closed.code}` : (closed.end ?? '').toUpperCase();
}

const kinds = (timeline: TimelineEvent[]) => timeline.map(({ kind }) => kind);

describe.skipIf(WITHOUT_PYTHON).each(STACKS)('$title', (stack) => {
  const sandbox = new PythonSandbox(stack);
  afterAll(() => sandbox[Symbol.asyncDispose]());

  const waits = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').staysOpen(15_000)]);
  const oneBadMessage = alone((draw) => [
    ...draw.client('A').opens(),
    ...draw.client('A').sends(text('no JSON')),
    ...draw.client('A').staysOpen(15_000),
  ]);
  const talks = among((draw) => {
    const a = draw.client('A');
    const asks = () => a.asks({ send: json({ type: 'hi' }), reply: OK });
    return [...a.opens(), ...a.staysOpen(60_000), ...asks(), ...asks(), ...a.pings(), ...a.leaves()];
  });
  const echoes = { ...alone((draw) => draw.client('A').opens()) };
  echoes.script = (draw) => {
    const a = draw.client('A');
    const echo = (word: string) => a.asks({ send: text(word), reply: answersText(`Echo: ${word}`) });
    return [...a.opens(), ...echo(draw.word()), ...a.staysOpen(60_000), ...echo(draw.word()), ...a.leaves()];
  };

  test.each(['Issue A', 'Issue C:'])('the block of %s returns after accept', async (heading) => {
    const played = await sandbox.run(framed(blockUnder(heading)), waits);
    expect(observe(played)).toBe(howAReturnShows(stack));
    expect(played.timeline).toContainEqual(expect.objectContaining({ kind: 'handler-returned', connection: 'A', at: expect.anything() }));
  });

  test('Issue B swallows the first bad message and returns', async () => {
    const played = await sandbox.run(framed(blockUnder('Issue B')), oneBadMessage);
    expect(observe(played)).toBe(howAReturnShows(stack));
    expect(kinds(played.timeline)).toContain('handler-returned');
  });

  test('the GOOD handler works', async () => {
    const played = await sandbox.run(framed(blockUnder('2. Correct')), talks);
    expect(played.verdict).toEqual({ kind: 'working' });
  });

  test('the minimal handler works', async () => {
    const played = await sandbox.run(framed(blockUnder('Test 1')), echoes);
    expect(played.verdict).toEqual({ kind: 'working' });
    expect(played.timeline).toContainEqual(
      expect.objectContaining({ kind: 'output', text: expect.stringMatching(/^✅ Connection accepted: /) }),
    );
  });

  test('a send that is not awaited is silence, and its line is told', async () => {
    const source = endpoint(`    await websocket.accept()
    while True:
        data = await websocket.receive_text()
        websocket.send_text("hello")  # Missing await`);
    const played = await sandbox.run(source, talks);
    expect(played.verdict?.kind).toBe('broken');
    const line = source.split('\n').findIndex((each) => each.includes('  websocket.send_text')) + 1;
    expect(played.timeline).toContainEqual(
      expect.objectContaining({ kind: 'never-awaited', call: 'websocket.send_text', at: { line, column: 9 } }),
    );
  });
});
