/** The workshop as a server on localhost: one test for each line of its rules, over real sockets. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { StepView } from '../../../web/protocol.ts';
import type { Workshop } from '../../../web/server/main.ts';
import { cookieOf, startWorkshop } from '../../helpers/workshop.ts';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await startWorkshop();
});
afterAll(() => workshop?.close());

interface Asked {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** With the token's cookie, unless the headers say otherwise. */
async function ask({
  path = '/api/catalog',
  method = 'GET',
  headers = {},
  body,
}: Asked = {}): Promise<{ status: number; headers: IncomingMessage['headers']; body: string }> {
  const outgoing = httpRequest({
    host: '127.0.0.1',
    port: workshop.port,
    path,
    method,
    headers: { cookie: cookieOf(workshop), ...headers },
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

/** The status with which an opening handshake is answered; 101 when it is accepted. */
async function shakeHands(headers: Record<string, string>, path = '/control'): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${workshop.port}${path}`, { headers });
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', () => {});
  });
}

async function sendRaw(bytes: string): Promise<string> {
  const socket = connect(workshop.port, '127.0.0.1');
  socket.end(bytes);
  return text(socket);
}

const own = () => `http://127.0.0.1:${workshop.port}`;

test('1: it listens on 127.0.0.1 only', async () => {
  const socket = connect(workshop.port, '127.0.0.2');
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
});

describe('2: Host', () => {
  test.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example:80', '[::1]:80'])('%s is refused', async (host) => {
    expect((await ask({ headers: { host } })).status).toBe(403);
    expect(await shakeHands({ host, cookie: cookieOf(workshop) })).toBe(403);
  });

  test('localhost with the own port is allowed', async () => {
    expect((await ask({ headers: { host: `localhost:${workshop.port}` } })).status).toBe(200);
  });

  test.each(['a b', '<script>', 'x\u0001'])('a malformed one (%j) gets 400, and the workshop lives', async (host) => {
    expect(await sendRaw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await sendRaw(`GET /control HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    expect((await ask()).status).toBe(200);
  });

  test('a malformed Origin gets 400, and the workshop lives', async () => {
    expect((await ask({ headers: { origin: 'no origin' } })).status).toBe(400);
    expect(await shakeHands({ origin: '::', cookie: cookieOf(workshop) })).toBe(400);
    expect((await ask()).status).toBe(200);
  });
});

describe('3: the token', () => {
  test('has 256 bits and is exchanged once for a cookie that no script can read', async () => {
    expect(Buffer.from(workshop.guard.token, 'base64url')).toHaveLength(32);
    const { status, headers } = await ask({
      path: `/steps/open-then-gone?token=${workshop.guard.token}&dialect=ws`,
      headers: { cookie: '' },
    });
    expect(status).toBe(303);
    expect(headers.location).toBe('/steps/open-then-gone?dialect=ws');
    expect(headers['set-cookie']?.[0]).toMatch(new RegExp(`^${workshop.guard.cookieName}=.*; Path=/; HttpOnly; SameSite=Strict$`));
  });

  test.each(['/api/catalog', '/api/steps/open-then-gone', '/api/typings/async', '/', '/assets/ts.worker.js'])(
    '%s needs it, also without an Origin',
    async (path) => {
      expect((await ask({ path, headers: { cookie: '' } })).status).toBe(401);
      expect((await ask({ path, headers: { cookie: `${workshop.guard.cookieName}=wrong` } })).status).toBe(401);
    },
  );

  test('a page without it says where the address is', async () => {
    expect((await ask({ path: '/', headers: { cookie: '' } })).body).toContain('Open the address that the terminal printed');
    expect((await ask({ path: '/?token=wrong', headers: { cookie: '' } })).status).toBe(401);
  });

  test('the way out of the exchange leads to no other host', async () => {
    const { headers } = await ask({ path: `//evil.example/?token=${workshop.guard.token}` });
    expect(headers.location).toMatch(/^\/(?!\/)/);
  });
});

describe('4 and 5: opening handshakes', () => {
  test('one with cookie and own Origin is accepted, one without Origin needs the cookie all the same', async () => {
    expect(await shakeHands({ cookie: cookieOf(workshop), origin: own() })).toBe(101);
    expect(await shakeHands({ cookie: cookieOf(workshop) })).toBe(101);
    expect(await shakeHands({})).toBe(401);
  });

  test.each(['http://evil.example', 'http://localhost:1', 'http://127.0.0.1:3000', 'null', 'https://127.0.0.1'])(
    'the Origin %s is refused',
    async (origin) => {
      expect(await shakeHands({ cookie: cookieOf(workshop), origin })).toBe(403);
      expect((await ask({ headers: { origin } })).status).toBe(403);
    },
  );

  test('another path is refused', async () => {
    expect(await shakeHands({ cookie: cookieOf(workshop) }, '/')).toBe(404);
  });
});

describe('6: requests that change something', () => {
  const json = { 'content-type': 'application/json' };
  test.each([
    ['without the custom header', json, 403],
    ['that are not JSON', { 'x-socket-clinic': '1', 'content-type': 'text/plain' }, 403],
    ['from another site', { ...json, 'x-socket-clinic': '1', 'sec-fetch-site': 'cross-site' }, 403],
    ['that are right but have no route', { ...json, 'x-socket-clinic': '1', 'sec-fetch-site': 'same-origin' }, 404],
  ])('%s get their answer', async (_what, headers, status) => {
    expect((await ask({ method: 'POST', path: '/api/anything', headers, body: '{}' })).status).toBe(status);
  });

  test('a request from another site is refused where the browser says so', async () => {
    expect((await ask({ headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await ask({ headers: { 'sec-fetch-site': 'same-site' } })).status).toBe(403);
  });
});

test('7: headers keep other pages out', async () => {
  const { headers } = await ask({ path: '/' });
  expect(headers['access-control-allow-origin']).toBeUndefined();
  expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
});

test('7: WebAssembly is compiled in the one worker that needs it, and nowhere else', async () => {
  const policyOf = async (path: string) => (await ask({ path })).headers['content-security-policy'];
  expect(await policyOf('/assets/ruff.worker.js')).toContain("script-src 'self' 'wasm-unsafe-eval';");
  for (const path of ['/', '/assets/ts.worker.js', '/assets/python.worker.js'])
    expect(await policyOf(path)).toContain("script-src 'self';");
});

test('answers of the API are asked for anew, files with a hash in their name are kept', async () => {
  expect((await ask()).headers['cache-control']).toBe('no-cache');
  const [asset] = /\/assets\/app-\w+\.js/.exec((await ask({ path: '/' })).body) ?? [];
  expect((await ask({ path: asset })).headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test.each(['/assets/ts.worker.js', '/assets/app', '/api/typings/async'])('%s travels compressed to whoever takes that', async (named) => {
  const [app = ''] = /\/assets\/app-\w+\.js/.exec((await ask({ path: '/' })).body) ?? [];
  const path = named === '/assets/app' ? app : named;
  const plain = await ask({ path });
  const compressed = await ask({ path, headers: { 'accept-encoding': 'gzip' } });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(compressed).toMatchObject({
    status: 200,
    headers: { 'content-encoding': 'gzip', 'cache-control': plain.headers['cache-control'] },
  });
  expect(compressed.headers['content-type']?.toLowerCase()).toBe(plain.headers['content-type']?.toLowerCase());
  expect(compressed.headers.vary).toContain('Accept-Encoding');
  expect(compressed.body.length).toBeLessThan(plain.body.length / 2);
});

test('a step is shown without the near misses and other solutions of its author', async () => {
  const { body } = await ask({ path: '/api/steps/open-then-gone' });
  const view = JSON.parse(body) as StepView;
  expect(Object.keys(view.exercises.async ?? {}).sort()).toEqual(['noteHtml', 'solution', 'starter']);
  expect(body).not.toContain('near-misses');
  expect(view.hintsHtml.length).toBeGreaterThan(0);
});

test.each([
  '/assets/..%2f..%2fpackage.json',
  '/assets/%2e%2e/index.html',
  '/api/steps/..%2f..%2fpackage.json',
  '/api/steps/__proto__',
  '/api/typings/constructor',
])('8: %s is an id like any other, and unknown', async (path) => {
  const { status, body } = await ask({ path });
  expect([400, 403, 404]).toContain(status);
  expect(body).not.toContain('socket-clinic"');
});

describe('10: bodies', () => {
  const headers = { 'content-type': 'application/json', 'x-socket-clinic': '1' };
  test('over 128 KiB are refused with a sentence', async () => {
    const { status, body } = await ask({ method: 'POST', path: '/api/anything', headers, body: JSON.stringify('x'.repeat(130 * 1024)) });
    expect(status).toBe(413);
    expect(JSON.parse(body)).toEqual({ error: 'Expected a body of at most 128 KiB, got more.' });
  });

  test('with __proto__ change nothing', async () => {
    await ask({ method: 'POST', path: '/api/anything', headers, body: '{"__proto__":{"polluted":true}}' });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('as a form are no way in', async () => {
    expect(
      (await ask({ method: 'POST', path: '/', headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=1' }))
        .status,
    ).toBe(403);
  });
});

describe('11: the control channel', () => {
  const open = async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${workshop.port}/control`, { headers: { cookie: cookieOf(workshop) } });
    await once(socket, 'message');
    return socket;
  };

  test('agrees to no compression', async () => {
    const socket = await open();
    expect(socket.extensions).toBe('');
    socket.terminate();
  });

  test('closes with 1009 on a message over 128 KiB', async () => {
    const socket = await open();
    socket.send('x'.repeat(130 * 1024));
    expect((await once(socket, 'close'))[0]).toBe(1009);
  });

  test('closes with 1008 on too many messages', async () => {
    const socket = await open();
    for (let count = 0; count < 1_000; count++) socket.send('{"type":"stop","run":1}');
    expect((await once(socket, 'close'))[0]).toBe(1008);
  });

  test.each(['no JSON', '{"type":"run"}', '{"type":"run","run":1,"step":"open-then-gone","dialect":"cobol","source":""}', '[]'])(
    'answers %s with a sentence and lives',
    async (message) => {
      const socket = await open();
      socket.send(message);
      const [answer] = await once(socket, 'message');
      expect(JSON.parse(String(answer))).toMatchObject({
        type: 'sandbox-error',
        message: expect.stringContaining('Expected a control message'),
      });
      socket.terminate();
    },
  );

  test('answers a step that is not in the catalog with a sentence', async () => {
    const socket = await open();
    socket.send(JSON.stringify({ type: 'run', run: 1, step: '../../package.json', dialect: 'async', source: '' }));
    const [answer] = await once(socket, 'message');
    expect(JSON.parse(String(answer))).toMatchObject({
      type: 'sandbox-error',
      run: 1,
      message: expect.stringContaining('Expected a step of the catalog'),
    });
    socket.terminate();
  });
});
