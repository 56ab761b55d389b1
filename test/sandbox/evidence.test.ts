/** What a handler tells stands where and when it happened, in a real run. */

import { advance, line, outputs, text } from 'socket-clinic/scenario';
import { afterAll, expect, test } from 'vitest';
import { alone, asyncHandler, OK, startSandbox, wsHandler } from '../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

const open = alone((draw) => [...draw.client('A').opens(), advance(10_000)]);

test('each line of output has the virtual time at which it was written, and time never goes back', async () => {
  const source = asyncHandler(`  await connection.accept();
  console.log('at 0');
  await sleep(1000);
  console.log('at 1000');
  sleepSync(1500);
  console.log('at 2500');
  await connection.sendText('done');
  await sleep(500);
  console.log('at 3000');
  await connection.receiveText();`);
  const { timeline } = await sandbox.run({ source, dialect: 'async', scenario: open });
  const written = timeline.flatMap((event) => (event.kind === 'output' ? [`${event.text.trim()}: ${event.atMs}`] : []));
  expect(written).toEqual(['at 0: 0', 'at 1000: 1000', 'at 2500: 2500', 'at 3000: 3000']);
  expect(timeline.map(({ atMs }) => atMs)).toEqual(timeline.map(({ atMs }) => atMs).toSorted((one, other) => one - other));
});

test('output of both streams stands in the order in which it was written', async () => {
  const source = wsHandler(`    for (const n of [1, 2, 3]) { console.log('out ' + n); console.error('err ' + n); }
    socket.on('error', () => {});`);
  const scenario = alone((draw) => [
    ...draw.client('A').opens(),
    ...outputs(
      { lines: [1, 2, 3].flatMap((n) => [line(`out ${n}`), line(`err ${n}`)]) },
      { name: 'in-turn', sentence: 'out and err in turn' },
    ),
  ]);
  expect((await sandbox.run({ source, dialect: 'ws', scenario })).verdict).toEqual({ kind: 'working' });
});

test('the probe that stops reading and a pong that it gives late are told', async () => {
  const source = wsHandler(`    setTimeout(() => socket.ping('anyone'), 1000);
    socket.on('error', () => {});`);
  const scenario = alone((draw) => {
    const a = draw.client('A');
    return [
      ...a.opens(),
      { do: 'answer-pings-after', connection: 'A', delayMs: 700 },
      advance(5_000),
      ...a.vanishes(),
      ...a.returns(),
      ...a.leaves(),
    ];
  });
  const { timeline } = await sandbox.run({ source, dialect: 'ws', scenario });
  expect(timeline.find((event) => event.kind === 'frame-sent' && event.opcode === 'pong')).toMatchObject({
    atMs: 1_700,
    note: 'late, after 700 ms',
  });
  expect(timeline.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['stopped-reading', 'reading-again']));
});

test('two answers to the first message and none to the second do not pass', async () => {
  const source = wsHandler(`    let answered = 0;
    socket.on('message', () => {
      answered += 1;
      const answer = '{"type":"response","data":"Message received"}';
      if (answered % 2 === 1) for (const copy of [answer, answer]) socket.send(copy);
    });
    socket.on('error', () => {});`);
  const scenario = alone((draw) => {
    const a = draw.client('A');
    return [...a.opens(), ...[1, 2].flatMap((n) => a.asks({ send: text('hi'), reply: OK }, { name: `message ${n}` })), ...a.leaves()];
  });
  expect((await sandbox.run({ source, dialect: 'ws', scenario })).verdict).toMatchObject({
    name: 'message 2',
    observedKind: 'unsolicited',
  });
});

test('a handler that closes just before the goodbye does not pass', async () => {
  const source = asyncHandler(`  await connection.accept();
  await connection.receiveText();
  await connection.sendJson({ type: 'response', data: 'Message received' });
  await sleep(900);
  await connection.close(1000);`);
  const scenario = alone((draw) => {
    const a = draw.client('A');
    return [...a.opens(), ...a.asks({ send: text('hi'), reply: OK }), advance(1_000), ...a.leaves({ name: 'goodbye' })];
  });
  expect((await sandbox.run({ source, dialect: 'async', scenario })).verdict).toMatchObject({ name: 'goodbye', observedKind: 'ended' });
});

test('a handler that waits for the wire to take what it sends is not at rest', async () => {
  // Each message is longer than what the system holds for a connection: the handler is suspended again and again.
  const source = asyncHandler(`  await connection.accept();
  for (let n = 0; n < 3; n++) await connection.sendText('x'.repeat(900_000));
  await connection.receiveText();
  await connection.sendJson({ type: 'response', data: 'Message received' });
  await connection.receiveText();`);
  const scenario = alone((draw) => {
    const a = draw.client('A');
    return [...a.opens(), ...a.asks({ send: text('hi'), reply: OK }, { name: 'asked' }), ...a.leaves()];
  });
  const reports = await Promise.all(Array.from({ length: 10 }, () => sandbox.run({ source, dialect: 'async', scenario })));
  for (const { verdict, timeline } of reports) {
    expect(verdict).toMatchObject({ name: 'asked', observedKind: 'unsolicited' });
    const sent = timeline.findIndex((event) => event.kind === 'frame-sent');
    expect(timeline.slice(0, sent).filter(({ kind }) => kind === 'frame-received')).toHaveLength(3);
  }
});
