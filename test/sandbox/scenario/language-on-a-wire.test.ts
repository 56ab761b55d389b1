/** What the scenario language can ask, asked of handlers in real runs. */
import {
  advance,
  answersJson,
  answersText,
  capture,
  captured,
  is,
  json,
  oneOf,
  type Scenario,
  scenario,
  text,
} from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import { alone, asyncHandler, startSandbox, wsHandler } from '../../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

describe('one of several things', () => {
  const ERROR = answersJson({ type: 'error' });
  const run = (source: string, dialect: 'async' | 'ws', script: Parameters<typeof alone>[0]) =>
    sandbox.run({ source, dialect, scenario: alone(script) }).then(({ verdict }) => verdict);
  const bytes = alone((draw) => [
    ...draw.client('A').opens(),
    ...draw.client('A').sends({ opcode: 'binary', hex: 'fffe01' }),
    ...oneOf([draw.client('A').receives(ERROR), draw.client('A').ends(1003)]),
  ]);
  const onBytes = (reaction: string) => wsHandler(`    socket.on('message', (data, isBinary) => { if (isBinary) ${reaction}; });`);

  test.each([
    ["socket.send(JSON.stringify({ type: 'error' }))", 'working'],
    ["socket.close(1003, 'text only')", 'working'],
    ['socket.close(1007)', 'broken'],
  ])('%s is %s', async (reaction, kind) => {
    expect((await sandbox.run({ source: onBytes(reaction), dialect: 'ws', scenario: bytes })).verdict.kind).toBe(kind);
  });

  test('a stranger may be turned away before the door or behind it', async () => {
    const turned: Parameters<typeof alone>[0] = (draw) => draw.client('A').isTurnedAway({ statuses: [403], codes: [4404] });
    expect(await run(asyncHandler('  await connection.close();'), 'async', turned)).toEqual({ kind: 'working' });
    expect(await run(asyncHandler('  await connection.accept();\n  await connection.close(4404);'), 'async', turned)).toEqual({
      kind: 'working',
    });
    expect(await run(asyncHandler('  return;'), 'async', turned)).toMatchObject({ kind: 'broken', observedKind: 'refused' });
  });

  test('a server that destroys the socket hangs up, and one that ignores it leaves it waiting', async () => {
    const onUpgrade = (reaction: string) =>
      `import type { Server } from 'node:http';\nexport default function attach(server: Server): void {\n  server.on('upgrade', (_request, socket) => ${reaction});\n}`;
    expect(await run(onUpgrade('socket.destroy()'), 'ws', (draw) => draw.client('A').isHungUpOn())).toEqual({ kind: 'working' });
    expect(await run(onUpgrade('void socket'), 'ws', (draw) => draw.client('A').isLeftWaiting(30_000))).toEqual({ kind: 'working' });
  });

  test('a client that ends its side of TCP is gone with 1006, and still hears what is said', async () => {
    const body = `  await connection.accept();
  const came = await connection.receive();
  if (came.type === 'disconnect') console.log('gone with', came.code);`;
    const script: Parameters<typeof alone>[0] = (draw) => {
      const client = draw.client('A');
      return [...client.opens(), ...client.halfCloses(), ...client.ends(1006, { by: 'probe', stream: 'fin' })];
    };
    const { verdict, timeline } = await sandbox.run({ source: asyncHandler(body), dialect: 'async', scenario: alone(script) });
    expect(verdict).toEqual({ kind: 'working' });
    expect(timeline).toContainEqual(expect.objectContaining({ kind: 'output', text: 'gone with 1006\n' }));
    expect(timeline.map(({ kind }) => kind)).toContain('stopped-writing');
  });

  test('a client that ends its side of TCP while the handler has paused the connection is gone once that goes on', async () => {
    const pauses = wsHandler(`    socket.pause();
    setTimeout(() => socket.resume(), 200);
    socket.on('close', (code) => console.log('gone with', code));`);
    const script: Parameters<typeof alone>[0] = (draw) => {
      const client = draw.client('A');
      const half = { opcode: 'text', text: 'half', claimedLength: 60, note: 'half a message' } as const;
      return [...client.opens(), ...client.sends(half), ...client.halfCloses(), ...client.ends(1006, { by: 'probe', stream: 'fin' })];
    };
    const { verdict, timeline } = await sandbox.run({ source: pauses, dialect: 'ws', scenario: alone(script) });
    expect(verdict).toEqual({ kind: 'working' });
    expect(timeline).toContainEqual(expect.objectContaining({ kind: 'output', text: 'gone with 1006\n' }));
  });

  test('a reset by the handler is not a FIN', async () => {
    const resets = wsHandler("    const raw = request.socket;\n    socket.on('message', () => raw.resetAndDestroy());");
    const ends = (stream: 'fin' | 'rst'): Parameters<typeof alone>[0] => {
      return (draw) => [...draw.client('A').opens(), ...draw.client('A').sends(text('x')), ...draw.client('A').ends(1006, { stream })];
    };
    expect(await run(resets, 'ws', ends('rst'))).toEqual({ kind: 'working' });
    expect(await run(resets, 'ws', ends('fin'))).toMatchObject({
      kind: 'broken',
      observed: 'the connection ended with no close frame (1006, RST)',
    });
  });
});

describe('a handshake that the scenario words', () => {
  const CONNECT: Scenario['connect'] = (_draw, { id }) => ({
    path: `/ws/${id}`,
    query: { room: 'lobby' },
    headers: { Authorization: 'Bearer green', Origin: null },
    subprotocols: ['chat.v2', 'chat.v1'],
    subprotocol: 'chat.v2',
    answerHeaders: { 'X-Room': 'lobby', 'Set-Cookie': null },
  });
  const OK = answersJson({ ok: true });
  const given = (script: Scenario['script']) =>
    scenario({ title: 't', talk: () => ({ send: json({ type: 'hi' }), reply: OK }), connect: CONNECT, script });
  const handler = (accept: string) =>
    asyncHandler(`  if (connection.headers.get('Authorization') !== 'Bearer green' || connection.headers.has('Origin')) {
    await connection.refuse(401);
    return;
  }
  await connection.accept(${accept});
  try {
    while (true) {
      await connection.receiveText();
      await connection.sendJson({ ok: true });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }`);
  const asked = given((draw) => {
    const [a, stranger] = [draw.client('A'), draw.client('a stranger')];
    return [
      ...stranger.isRefused([401], { headers: { Authorization: null } }),
      ...a.opens(),
      ...a.asks({ send: json({}), reply: OK }),
      ...a.leaves(),
    ];
  });
  const right = "{ subprotocol: 'chat.v2', headers: { 'X-Room': connection.query.get('room') ?? '' } }";

  test('a handler that answers as the scenario says is working', async () => {
    expect((await sandbox.run({ source: handler(right), dialect: 'async', scenario: asked })).verdict).toEqual({ kind: 'working' });
  });

  test('one that forgets a header is told of it', async () => {
    const { verdict } = await sandbox.run({ source: handler("{ subprotocol: 'chat.v2' }"), dialect: 'async', scenario: asked });
    expect(verdict).toMatchObject({ kind: 'broken', observed: 'the 101 has no X-Room' });
  });
});

describe('a value that nobody knows beforehand', () => {
  const resumes = alone((draw) => {
    const [a, again] = [draw.client('A'), draw.client('C')];
    return [
      ...a.opens(),
      ...a.receives(answersJson({ type: 'hello', seq: capture('seq', is.integer), retryMs: capture('retry', is.between(1_000, 9_000)) })),
      ...a.leaves(),
      advance(captured('retry')),
      ...again.opens({ query: { last: captured('seq') } }),
      ...again.receives(answersJson({ type: 'hello', seq: captured('seq', { plus: 1 }), last: is.matching(/^\d+$/) })),
      ...again.asks({ send: json({ seen: captured('seq') }), reply: answersText(is.matching(/^\{"seen":\d+\}$/)) }),
    ];
  });
  const handler = (next: string) =>
    `let seq = Math.floor(Math.random() * 1_000);\nlet met = 0;\n${asyncHandler(`  await connection.accept();
  const last = connection.query.get('last');
  if (last !== null && (Number(last) !== seq || Date.now() - met < 3_000)) return;
  met = Date.now();
  ${next}
  await connection.sendJson({ type: 'hello', seq, retryMs: 3_000, last });
  await connection.sendText(await connection.receiveText());`)}`;

  test('a client comes back with what it was told, when it was told', async () => {
    const run = (source: string) => sandbox.run({ source, dialect: 'async', scenario: resumes }).then(({ verdict }) => verdict);
    expect(await run(handler('if (last !== null) seq += 1;'))).toEqual({ kind: 'working' });
    expect(await run(handler(''))).toMatchObject({
      kind: 'broken',
      observed: expect.stringMatching(/came: seq is \d+, not the seq of before \+ 1$/),
    });
  });

  test('the timeline shows what was sent', async () => {
    const { timeline } = await sandbox.run({ source: handler('if (last !== null) seq += 1;'), dialect: 'async', scenario: resumes });
    expect(timeline).toContainEqual(expect.objectContaining({ kind: 'frame-sent', text: expect.stringMatching(/^\{"seen":\d+\}$/) }));
    expect(timeline).toContainEqual(expect.objectContaining({ kind: 'handshake-sent', path: expect.stringMatching(/\?last=\d+$/) }));
  });
});
