/** Below the messages: raw bytes, parts of frames, reserved bits, a client that reads slowly, and a scenario that is about much data. */
import { advance, answersText, type Entry, text } from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import { alone, asyncHandler, closedOn, output, startSandbox, wsHandler } from '../../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

type Script = Parameters<typeof alone>[0];
const run = (source: string, dialect: 'async' | 'ws', script: Script, limits?: ReturnType<typeof alone>['limits']) =>
  sandbox.run({ source, dialect, scenario: { ...alone(script), limits } });
const ECHO = wsHandler("    socket.on('message', (data) => socket.send(String(data)));\n    socket.on('error', () => {});");

test('a frame in parts is one message, each part taken in by itself', async () => {
  const chunks = wsHandler(`    let chunks = 0;
    request.socket.prependListener('data', () => (chunks += 1));
    socket.on('message', (data) => socket.send(\`\${data} in \${chunks}\`));`);
  const { verdict } = await run(chunks, 'ws', (draw) => {
    const a = draw.client('A');
    return [...a.opens(), ...a.sends(text('Ωμέγα'), { cutAfter: [1, 5, 2] }), ...a.receives(answersText('Ωμέγα in 4'))];
  });
  expect(verdict).toEqual({ kind: 'working' });
});

test('raw bytes may be a frame, and the timeline says what they are', async () => {
  const { verdict, timeline } = await run(ECHO, 'ws', (draw) => {
    const a = draw.client('A');
    return [
      ...a.opens(),
      ...a.writes('818100000000', { note: 'a header and its mask' }),
      ...a.writes('78'),
      ...a.receives(answersText('x')),
    ];
  });
  expect(verdict).toEqual({ kind: 'working' });
  expect(timeline).toContainEqual(expect.objectContaining({ kind: 'bytes-sent', bytes: 6, note: 'a header and its mask' }));
});

test('raw bytes that are no frame end the connection with 1002', async () => {
  const { verdict } = await run(ECHO, 'ws', (draw) => {
    const a = draw.client('A');
    return [...a.opens(), ...a.writes(Buffer.from('HTTP/1.1 400').toString('hex')), ...a.ends(1002)];
  });
  expect(verdict).toEqual({ kind: 'working' });
});

test.each(['rsv2', 'rsv3'] as const)('%s ends the connection with 1002', async (bit) => {
  const { verdict } = await run(ECHO, 'ws', (draw) => {
    const a = draw.client('A');
    return [...a.opens(), ...a.sends({ ...text('x'), [bit]: true }), ...a.ends(1002)];
  });
  expect(verdict).toEqual({ kind: 'working' });
});

describe('much data to a slow reader', () => {
  /** More than a system may hold on the way from one end to the other, and less than a slow reader takes in a minute. */
  const pushes = asyncHandler(`  await connection.accept();
  await connection.receive();
  for (let count = 0; count < 150; count++) await connection.sendText(String(count).padEnd(100_000));
  console.log('pushed at', Math.round(performance.now() / 1_000));
  await connection.receive();`);
  const script =
    (reads: (a: ReturnType<Parameters<Script>[0]['client']>) => Entry[]): Script =>
    (draw) => {
      const a = draw.client('A');
      return [...a.setsAside('pushes', answersText(' ')), ...a.opens(), ...reads(a), ...a.sends(text('go')), advance(60_000)];
    };
  const pushedAt = ({ timeline }: Awaited<ReturnType<typeof run>>) =>
    timeline.flatMap((event) => (event.kind === 'output' ? Number(/pushed at (\d+)/.exec(event.text)?.[1]) : []))[0];

  test('more than usual is a limit, unless the scenario asks for it', async () => {
    const fast = script(() => []);
    expect((await run(pushes, 'async', fast)).verdict).toMatchObject({
      kind: 'limit-exceeded',
      limit: { what: 'wire', max: 4 * 1024 * 1024 },
    });
    const report = await run(pushes, 'async', fast, { wireBytes: 16_000_000 });
    expect([report.verdict.kind, pushedAt(report)]).toEqual(['working', 0]);
    expect(output(report)).not.toContain('MaxListeners');
  });

  test('nobody can ask for more than the sandbox has', async () => {
    const flood = asyncHandler("  await connection.accept();\n  while (true) await connection.sendText('x'.repeat(500_000));");
    const { verdict } = await run(flood, 'async', (draw) => [...draw.client('A').opens(), advance(1_000)], { wireBytes: 1_000_000_000 });
    expect(verdict).toMatchObject({ kind: 'limit-exceeded', limit: { max: 32 * 1024 * 1024 } });
  });

  test('a client that reads slowly keeps the sender waiting, in virtual time', async () => {
    const report = await run(
      pushes,
      'async',
      script((a) => a.readsSlowly(300_000)),
      { wireBytes: 16_000_000 },
    );
    expect(report.verdict).toEqual({ kind: 'working' });
    expect(pushedAt(report)).toBeGreaterThan(2);
    expect(report.timeline).toContainEqual(expect.objectContaining({ kind: 'reading-slowly', bytesPerSecond: 300_000 }));
  });

  test('it reads all that is left once it returns', async () => {
    const { verdict } = await run(
      pushes,
      'async',
      (draw) => {
        const a = draw.client('A');
        const pushed = Array.from({ length: 60 }, (_, count) => a.receives(answersText(String(count).padEnd(100_000)))).flat();
        return [...a.opens(), ...a.readsSlowly(1), ...a.sends(text('go')), advance(5_000), ...a.returns(), ...pushed.slice(0, 3)];
      },
      { wireBytes: 16_000_000 },
    );
    expect(verdict).toMatchObject({ kind: 'broken', observedKind: 'other-content' });
  });
});

test('the goodbye of a slow reader is answered', async () => {
  const report = await run(ECHO, 'ws', (draw) => {
    const a = draw.client('A');
    return [
      ...a.opens(),
      ...a.readsSlowly(10),
      ...a.sends(text('hello')),
      advance(3_000),
      ...a.receives(answersText('hello')),
      ...a.leaves(),
    ];
  });
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(closedOn(report)).toMatchObject({ code: 1000, clean: true });
});
