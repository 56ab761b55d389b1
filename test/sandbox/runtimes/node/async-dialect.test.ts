/** What an `async` handler meets is what FastAPI on today's uvicorn does: the table of measured symptoms, row by row. */

import { type Entry, json, text } from 'socket-clinic/scenario';
import { afterAll, expect, test } from 'vitest';
import { alone, asyncHandler, closedOn, output, startSandbox, wireKinds } from '../../../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

const opens = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').staysOpen(1_000)]);
const run = (body: string, scenario = opens) => sandbox.run({ source: asyncHandler(body), dialect: 'async', scenario });

test('a handler that returns after accept ends in a FIN without a close frame', async () => {
  expect(closedOn(await run('  await connection.accept();'))).toMatchObject({ code: 1006, clean: false, by: 'handler', end: 'fin' });
});

test('a handler that throws after accept ends in a FIN without a close frame, and its stack points at the TypeScript line', async () => {
  const report = await run("  await connection.accept();\n  const thrown: Error = new Error('boom');\n  throw thrown;");
  expect(closedOn(report)).toMatchObject({ code: 1006, clean: false, end: 'fin' });
  expect(report.timeline).toContainEqual(
    expect.objectContaining({ kind: 'handler-threw', error: expect.objectContaining({ message: 'boom', at: { line: 4, column: 25 } }) }),
  );
  expect(output(report)).toMatch(/ERROR: Exception in handler\nError: boom\n {4}at .*handler\.ts:4:25/);
});

test.each([
  ['returns', '  return;'],
  ['throws', "  throw new Error('early');"],
  ['forgets to await accept', '  connection.accept();'],
  ['sends first', "  await connection.sendText('too early');"],
  ['receives first', '  await connection.receiveText();'],
])('a handler that %s before accept refuses with 500', async (_what, body) => {
  expect((await run(body)).timeline).toContainEqual(expect.objectContaining({ kind: 'handshake-refused', status: 500 }));
});

test('close before accept refuses with 403', async () => {
  expect((await run('  await connection.close();')).timeline).toContainEqual(
    expect.objectContaining({ kind: 'handshake-refused', status: 403 }),
  );
});

test('a path that is not /ws/{client_id} is refused with 403', async () => {
  const report = await run(
    '  await connection.accept();',
    alone((draw) => draw.client('A').isRefused([403], { path: '/elsewhere' })),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
});

test('close without a code is 1000', async () => {
  expect(closedOn(await run('  await connection.accept();\n  await connection.close();'))).toMatchObject({
    code: 1000,
    clean: true,
    by: 'handler',
  });
});

test.each([
  ['1006', "1006, 'no'"],
  ['1005', '1005'],
  ['401', '401'],
  ['a reason of 130 bytes', "1011, 'x'.repeat(130)"],
])('close with %s throws, and nothing is sent', async (_what, given) => {
  const report = await run(`  await connection.accept();\n  await connection.close(${given});`);
  expect(closedOn(report)).toMatchObject({ code: 1006, clean: false });
  expect(report.diagnoses[0]).toMatchObject({ cause: 'illegal-close', at: { line: 4 } });
});

test('a send after close throws and changes nothing on the wire', async () => {
  const report = await run("  await connection.accept();\n  await connection.close(4000, 'bye');\n  await connection.sendText('late');");
  expect(closedOn(report)).toMatchObject({ code: 4000, reason: 'bye', clean: true });
  expect(output(report)).toContain('Cannot call "send" once a close message has been sent.');
});

test('two readers get the messages in turn', async () => {
  const body = `  await connection.accept();
  const reader = async (name: string) => {
    while (true) await connection.sendText(name + (await connection.receiveText()));
  };
  await Promise.allSettled([reader('one '), reader('two ')]);`;
  const script = (entries: Entry[]) => entries;
  const report = await run(
    body,
    alone((draw) => {
      const a = draw.client('A');
      return script([
        ...a.opens(),
        ...['one 1', 'two 2', 'one 3'].flatMap((answer) => a.asks({ send: text(answer.at(-1) ?? ''), reply: { match: { text: answer } } })),
        ...a.leaves(),
      ]);
    }),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(report.timeline.filter(({ kind }) => kind === 'reads-twice')).toEqual([
    expect.objectContaining({ connection: 'A', at: { line: 5, column: 69 } }),
  ]);
});

test('a receive that begins when another one has its message is no second reader', async () => {
  const body = `  await connection.accept();
  const next = async () => connection.receiveText();
  while (true) await connection.sendText(await next());`;
  const report = await run(
    body,
    alone((draw) => {
      const a = draw.client('A');
      const exchange = { send: text('x'), reply: { match: { text: 'x' } } };
      return [...a.opens(), ...a.asksInOneGo([exchange, exchange, exchange]), ...a.leaves()];
    }),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(report.timeline.some(({ kind }) => kind === 'reads-twice')).toBe(false);
});

test('messages that come between two receives are queued, none is lost', async () => {
  const body = `  await connection.accept();
  await sleep(10_000);
  for (let n = 0; n < 3; n++) await connection.sendText(await connection.receiveText());
  await connection.receiveText();`;
  const report = await run(
    body,
    alone((draw) => {
      const a = draw.client('A');
      const words = [draw.word(), draw.word(), draw.word()];
      return [
        ...a.opens(),
        ...a.sends(words.map(text)),
        ...words.flatMap((word) => a.receives({ match: { text: word } }, { withinMs: 20_000 })),
      ];
    }),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
});

test('a receive throws WebSocketDisconnect with the code once, and an ordinary error after that', async () => {
  const body = `  await connection.accept();
  for (let n = 0; n < 2; n++) {
    try { await connection.receiveText(); } catch (error) { console.log(error instanceof WebSocketDisconnect ? 'gone ' + error.code : String(error)); }
  }`;
  const report = await run(
    body,
    alone((draw) => [...draw.client('A').opens(), ...draw.client('A').leaves({ code: 4321 })]),
  );
  expect(output(report)).toBe('gone 4321\nError: Cannot call "receive" once a disconnect message has been received.\n');
});

test('a call that is never awaited does nothing, and the output says so with its line', async () => {
  const report = await run("  await connection.accept();\n  connection.sendText('never');\n  await sleep(500);");
  expect(wireKinds(report)).not.toContain('frame-received');
  expect(output(report)).toContain("RuntimeWarning: 'Connection.sendText' was never awaited (handler.ts:4)");
});

test('a binary message to receiveText ends the connection', async () => {
  const report = await run(
    '  await connection.accept();\n  await connection.receiveText();',
    alone((draw) => [
      ...draw.client('A').opens(),
      ...draw.client('A').sends({ opcode: 'binary', hex: '00ff' }),
      ...draw.client('A').ends(1006),
    ]),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
});

test.each([
  ['a reserved bit', { opcode: 'text' as const, text: 'x', rsv1: true }, 1002],
  ['an unmasked frame', { opcode: 'text' as const, text: 'x', masked: false }, 1002],
  ['text that is not UTF-8', { opcode: 'text' as const, hex: 'ff' }, 1007],
])('%s is answered with its close code, and nobody else is harmed', async (_what, frame, code) => {
  const report = await run(
    '  await connection.accept();\n  await connection.receiveText();',
    alone((draw) => [
      ...draw.client('B').opens(),
      ...draw.client('A').opens(),
      ...draw.client('A').sends(frame),
      ...draw.client('A').ends(code),
      ...draw.client('B').pings(),
    ]),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
});

test('a minute of silence passes within the wall limit of three seconds, and a close after three seconds of it is found', async () => {
  const minute = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').staysOpen(60_000)]);
  const quiet = await run('  await connection.accept();\n  await connection.receiveText();', minute);
  expect(quiet.verdict).toEqual({ kind: 'working' });
  const closing = await run('  await connection.accept();\n  await sleep(3_000);', minute);
  expect(closing.verdict).toMatchObject({ kind: 'broken', observedKind: 'ended' });
  expect(closedOn(closing)?.atMs).toBe(3_000);
});

test.each([
  ['sleepSync', 'sleepSync(1_500);'],
  ['a loop on Date.now()', 'const end = Date.now() + 1_500; while (Date.now() < end);'],
  ['a loop on new Date()', 'const end = Date.now() + 1_500; while (new Date().getTime() < end);'],
  ['Atomics.wait', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);'],
])('%s keeps the others waiting in virtual time', async (_what, block) => {
  const report = await run(
    `  await connection.accept();\n  await connection.receiveText();\n  ${block}\n  await connection.sendText('done');\n  await connection.receiveText();`,
    alone((draw) => {
      const [a, b] = [draw.client('A'), draw.client('B')];
      return [
        ...a.opens(),
        ...b.opens(),
        ...a.sends([{ opcode: 'ping', text: 'ahead' }, json('go')]),
        ...a.pongs('ahead'),
        ...b.pings({ promptly: true, before: 'A', name: 'pong' }),
      ];
    }),
  );
  expect(report.verdict).toMatchObject({ kind: 'broken', name: 'pong', observedKind: 'too-late' });
  expect(report.diagnoses[0]?.cause).toBe('loop-blocked');
});
