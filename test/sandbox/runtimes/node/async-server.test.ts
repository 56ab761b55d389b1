/** What an `async` handler has of FastAPI's and of uvicorn's: the request, both answers to it, both kinds of message, the settings. */
import { type Entry, json, text } from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import { alone, asyncHandler, closedOn, startSandbox } from '../../../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

type Script = Parameters<typeof alone>[0];
const run = (body: string, script: Script, settings = '') =>
  sandbox.run({ source: `${settings}\n${asyncHandler(body)}`, dialect: 'async', scenario: alone(script) });
const opens: Script = (draw) => draw.client('A').opens();

describe('the request', () => {
  test('has its path, query, headers in any case and offered subprotocols', async () => {
    const body = `  await connection.accept();
  const { path, query, headers, subprotocols } = connection;
  await connection.sendJson([path, query.get('room'), headers.get('X-Token'), headers.has('ORIGIN'), subprotocols, clientId]);
  await connection.receive();`;
    const { verdict } = await run(body, (draw) => {
      const a = draw.client('A');
      const asked = { path: '/ws/k%C3%BCche?room=a%20b', headers: { 'x-token': 'red' }, subprotocols: ['chat.v2', 'chat.v1'] };
      const reply = ['/ws/k%C3%BCche', 'a b', 'red', true, ['chat.v2', 'chat.v1'], 'küche'];
      return [...a.opens(asked), ...a.receives({ match: { json: reply } }), ...a.leaves()];
    });
    expect(verdict).toEqual({ kind: 'working' });
  });

  test('with a path that is no encoding of anything reaches the handler as it is', async () => {
    const { verdict } = await run(
      '  await connection.accept();\n  await connection.sendText(clientId);\n  await connection.receive();',
      (draw) => {
        const a = draw.client('A');
        return [...a.opens({ path: '/ws/%zz' }), ...a.receives({ match: { text: '%zz' } })];
      },
    );
    expect(verdict).toEqual({ kind: 'working' });
  });
});

describe('accept', () => {
  const offers = { subprotocols: ['chat.v2', 'chat.v1'] };

  test('chooses the subprotocol that it is given', async () => {
    const body = "  await connection.accept({ subprotocol: 'chat.v1' });\n  await connection.receive();";
    const { verdict } = await run(body, (draw) => draw.client('A').opens({ ...offers, subprotocol: 'chat.v1' }));
    expect(verdict).toEqual({ kind: 'working' });
  });

  test('chooses none by itself, as FastAPI does', async () => {
    const { timeline } = await run('  await connection.accept();\n  await connection.receive();', (draw) => draw.client('A').opens(offers));
    const accepted = timeline.find((event) => event.kind === 'handshake-accepted');
    expect(accepted).toMatchObject({ connection: 'A' });
    expect(accepted).not.toHaveProperty('subprotocol', expect.anything());
  });

  test('chooses one that was not offered, which no client takes', async () => {
    const { verdict } = await run("  await connection.accept({ subprotocol: 'chat.v9' });\n  await connection.receive();", (draw) =>
      draw.client('A').opens(offers),
    );
    expect(verdict).toMatchObject({ kind: 'broken', observedKind: 'protocol-error' });
  });

  test('throws for a header that would end the head, and the handshake gets a 500', async () => {
    const { timeline } = await run("  await connection.accept({ headers: { 'X-Name': 'a\\r\\nb' } });", opens);
    expect(timeline).toContainEqual(expect.objectContaining({ kind: 'handshake-refused', status: 500 }));
  });
});

test('refuse answers the handshake with its status and text, and with 403 without any', async () => {
  const body = "  await (clientId === 'bare' ? connection.refuse() : connection.refuse(401, 'who are you?'));";
  const { timeline, verdict } = await run(body, (draw) => [
    ...draw.client('A').isRefused([401]),
    ...draw.client('C').isRefused([403], { path: '/ws/bare' }),
  ]);
  expect(verdict).toEqual({ kind: 'working' });
  expect(timeline).toContainEqual(expect.objectContaining({ kind: 'handshake-refused', status: 401, body: 'who are you?' }));
});

test.each([
  ['after accept', 'connection.refuse(403)', 'Cannot refuse a connection that was already accepted or closed.'],
  ['with a status that is no refusal', 'connection.refuse(200)', 'refuse expected a status from 400 to 599, got 200.'],
])('refuse %s throws', async (_what, call, message) => {
  const { timeline } = await run(`  await connection.accept();\n  await ${call};`, opens);
  expect(timeline).toContainEqual(expect.objectContaining({ kind: 'handler-threw', error: expect.objectContaining({ message }) }));
});

describe('a message', () => {
  test('of bytes is received and sent as bytes, beside texts', async () => {
    const body = `  await connection.accept();
  while (true) {
    const came = await connection.receive();
    if (came.type === 'disconnect') return console.log('gone with', came.code);
    if (came.type === 'text') await connection.sendText(came.text);
    else await connection.sendBytes(came.bytes.reverse());
  }`;
    const { verdict, timeline } = await run(body, (draw) => {
      const a = draw.client('A');
      return [
        ...a.opens(),
        ...a.asks({ send: { opcode: 'binary', hex: '00ff80' }, reply: { opcode: 'binary', match: { hex: '80ff00' } } }),
        ...a.asks({ send: text('é'), reply: { match: { text: 'é' } } }),
        ...a.leaves({ code: 4001 }),
      ];
    });
    expect(verdict).toEqual({ kind: 'working' });
    expect(timeline).toContainEqual(expect.objectContaining({ kind: 'output', text: 'gone with 4001\n' }));
  });

  test.each([
    ['receiveBytes', text('hi')],
    ['receiveText', { opcode: 'binary', hex: '00' } as const],
    ['receiveJson', { opcode: 'binary', hex: '00' } as const],
  ])('of the other kind makes %s throw', async (method, frame) => {
    const { timeline } = await run(`  await connection.accept();\n  await connection.${method}();`, (draw) => [
      ...opens(draw),
      ...draw.client('A').sends(frame),
      ...draw.client('A').staysOpen(100),
    ]);
    expect(timeline).toContainEqual(
      expect.objectContaining({
        kind: 'handler-threw',
        error: expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(method) }),
      }),
    );
  });
});

describe('settings', () => {
  const listens = '  await connection.accept();\n  while (true) await connection.sendJson((await connection.receiveText()).length);';
  const sends = (...frames: Parameters<ReturnType<Parameters<Script>[0]['client']>['sends']>[0][]): Script => {
    return (draw): Entry[] => [...opens(draw), ...frames.flatMap((frame) => draw.client('A').sends(frame)), ...draw.client('A').ends(1009)];
  };

  test('bound a message, whole or in fragments, with 1009', async () => {
    const settings = 'export const settings = { maxMessageBytes: 1_000 };';
    const fits = (draw: Parameters<Script>[0]) =>
      draw.client('A').asks({ send: text('x'.repeat(1_000)), reply: { match: { json: 1_000 } } });
    const half = 'x'.repeat(501);
    const fragments = [
      { ...text(half), fin: false },
      { ...text(half), opcode: 'continuation' as const },
    ];
    const whole = await run(
      listens,
      (draw) => [...opens(draw), ...fits(draw), ...draw.client('A').sends(text('x'.repeat(1_001))), ...draw.client('A').ends(1009)],
      settings,
    );
    expect([whole.verdict, (await run(listens, sends(fragments), settings)).verdict]).toEqual([{ kind: 'working' }, { kind: 'working' }]);
  });

  test('bound it at 16 MiB when the module says nothing', async () => {
    const over = 16 * 1024 * 1024 + 1;
    expect((await run(listens, sends({ ...text(''), claimedLength: over }))).verdict).toEqual({ kind: 'working' });
    const { verdict } = await run(listens, sends({ ...text(''), claimedLength: over - 1 }));
    expect(verdict).toMatchObject({ kind: 'broken', observedKind: 'still-open' });
  });

  test('ping each client, and give up one that does not answer', async () => {
    const settings = 'export const settings = { pingIntervalMs: 10_000, pingTimeoutMs: 5_000 };';
    const body = '  await connection.accept();\n  await connection.receive();';
    const healthy = await run(body, (draw) => [...opens(draw), ...draw.client('A').staysOpen(60_000)], settings);
    expect(healthy.verdict).toEqual({ kind: 'working' });
    expect(healthy.timeline.filter((event) => event.kind === 'frame-received' && event.opcode === 'ping')).toHaveLength(6);
    const gone = await run(
      body,
      (draw) => [
        ...opens(draw),
        { do: 'answer-pings-after', connection: 'A', delayMs: 6_000 },
        ...draw.client('A').ends(1011, { reason: 'keepalive ping timeout', withinMs: 16_000 }),
      ],
      settings,
    );
    expect(gone.verdict).toEqual({ kind: 'working' });
    expect(closedOn(gone)).toMatchObject({ atMs: expect.closeTo(15_000, -2) });
  });

  test.each([
    ['a name that is none', '{ maxMessageByte: 1 }', 'got maxMessageByte'],
    ['a value that is none', "{ maxMessageBytes: '64k' }", 'settings.maxMessageBytes to be a whole number above 0, got 64k'],
  ])('are refused for %s', async (_what, settings, said) => {
    const { verdict } = await run(listens, opens, `export const settings = ${settings};`);
    expect(verdict).toMatchObject({ kind: 'crashed', error: { message: expect.stringContaining(said) } });
  });
});

test('json is sent and received in text frames', async () => {
  const body = '  await connection.accept();\n  await connection.sendJson(await connection.receiveJson());\n  await connection.receive();';
  const { verdict } = await run(body, (draw) => [
    ...opens(draw),
    ...draw.client('A').asks({ send: json({ a: [1] }), reply: { match: { json: { a: [1] } } } }),
  ]);
  expect(verdict).toEqual({ kind: 'working' });
});

describe('routes', () => {
  const handlers = `import type { Connection, Routes } from 'clinic';
const says = (who: string) => async (connection: Connection, ...parameters: string[]) => {
  await connection.accept();
  await connection.sendJson([who, ...parameters]);
  await connection.receive();
};
`;
  const runRoutes = (routes: string, script: Script) =>
    sandbox.run({ source: `${handlers}export default ${routes} satisfies Routes;`, dialect: 'async', scenario: alone(script) });

  test.each([
    ['/orders', ['orders']],
    ['/rooms/7', ['room', '7']],
    ['/rooms/k%C3%BCche/seats/a%2Fb', ['seat', 'küche', 'a/b']],
    ['/files/a/b.txt', ['file', 'a/b.txt']],
    ['/files/', ['file', '']],
    ['/a.b', ['dot']],
    ['/orders?since=/rooms/7', ['orders']],
  ])('%s leads to %j', async (path, reply) => {
    const { verdict } = await runRoutes(
      "{ '/orders': says('orders'), '/rooms/{room}': says('room'), '/rooms/{room}/seats/{seat}': says('seat'), '/a.b': says('dot'), '/files/{name:path}': says('file'), '/{any}': says('any') }",
      (draw) => [...draw.client('A').opens({ path }), ...draw.client('A').receives({ match: { json: reply } })],
    );
    expect(verdict).toEqual({ kind: 'working' });
  });

  test.each(['/', '/orders/', '/orders/7', '/rooms/', '/live/orders', '/aXb', '/ws/7'])(
    '%s is no route, and is refused with 403',
    async (path) => {
      const { verdict } = await runRoutes("{ '/orders': says('orders'), '/rooms/{room}': says('room'), '/a.b': says('dot') }", (draw) =>
        draw.client('A').isRefused([403], { path }),
      );
      expect(verdict).toEqual({ kind: 'working' });
    },
  );

  test.each([
    ["{ orders: says('x') }", "Expected the pattern of a route to begin with /, got 'orders'."],
    ["{ '/orders': 7 } as object", "Expected the route '/orders' to have a function, got number."],
    [
      '7 as object',
      "Expected the module to export a function as its default, or routes such as { '/ws/{client_id}': handler }, got number.",
    ],
  ])('%s as routes ends the process with a sentence', async (routes, sentence) => {
    const { verdict, timeline } = await sandbox.run({
      source: `${handlers}export default ${routes};`,
      dialect: 'async',
      scenario: alone((draw) => draw.client('A').opens()),
    });
    expect(verdict.kind).toBe('crashed');
    expect(JSON.stringify(timeline)).toContain(sentence);
  });
});
