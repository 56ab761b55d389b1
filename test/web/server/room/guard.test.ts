/** A room as a server that others reach: one test for each line of its rules, asked by a learner who has a seat. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { makeFolder } from '../../../helpers/folder.ts';
import { type Guest, TestRoom } from '../../../helpers/room.ts';

const STEP = 'open-then-gone';
const JSON_HEADERS = { 'content-type': 'application/json', 'x-socket-clinic': '1' };

let room: TestRoom;
let learner: Awaited<ReturnType<TestRoom['learner']>>;
let other: Awaited<ReturnType<TestRoom['learner']>>;
let facilitator: Guest;
beforeAll(async () => {
  room = await TestRoom.open();
  [learner, other, facilitator] = await Promise.all([room.learner('Ada'), room.learner('Bob'), room.facilitator()]);
});
afterAll(() => room?.[Symbol.asyncDispose]());

interface Asked {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** As the learner, unless the headers say otherwise. The status alone. */
async function statusOf({ path = '/api/catalog', method = 'GET', headers = {}, body }: Asked = {}): Promise<number> {
  const outgoing = httpRequest({
    ...{ host: '127.0.0.1', port: room.workshop.port, path, method },
    headers: { cookie: learner.cookie, ...headers },
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  await text(response);
  return response.statusCode ?? 0;
}

async function shakeHands(headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${room.workshop.port}/control`, { headers });
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

const own = () => `127.0.0.1:${room.workshop.port}`;

test('1: it listens where it was told to, and nowhere else', async () => {
  const [error] = (await once(connect(room.workshop.port, '127.0.0.2'), 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
});

test.each(['evil.example', '127.0.0.1', '192.168.1.5:1', '0.0.0.0:4280'])('2: the Host %s is refused', async (host) => {
  expect([await statusOf({ headers: { host } }), await shakeHands({ host, cookie: learner.cookie })]).toEqual([403, 403]);
});

test('2: a malformed Host or Origin gets 400, and the room lives', async () => {
  const statuses = [
    await statusOf({ headers: { host: '<script>' } }),
    await statusOf({ headers: { origin: 'no origin' } }),
    await statusOf(),
  ];
  expect(statuses).toEqual([400, 400, 200]);
});

test('3: the pass is in a cookie that no script can read, holds 256 bits, and is needed without an Origin too', async () => {
  const { headers } = await room.stranger().post('/api/room/join', { code: room.code, name: 'Cookie' });
  expect(headers.getSetCookie()[0]).toMatch(/^socket-clinic-\w+-seat=\d+\.1\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const forged = learner.cookie.replace(/-seat=\d+/, `-seat=${other.me.seat?.seat}`);
  for (const cookie of ['', forged, `${learner.cookie}A`]) expect(await statusOf({ headers: { cookie } })).toBe(401);
});

test('4: opening handshakes are checked before they are answered', async () => {
  const { cookie } = learner;
  expect(await shakeHands({ cookie, origin: `http://${own()}` })).toBe(101);
  expect([await shakeHands({}), await shakeHands({ cookie: 'socket-clinic-0-seat=1.1.x' })]).toEqual([401, 401]);
});

test.each(['http://evil.example', 'http://localhost:1', `https://127.0.0.1`, 'null'])('5: the Origin %s is refused', async (origin) => {
  expect([await shakeHands({ cookie: learner.cookie, origin }), await statusOf({ headers: { origin } })]).toEqual([403, 403]);
});

test('6: a change needs JSON, the custom header and the own site', async () => {
  const change = (headers: Record<string, string>) => statusOf({ method: 'POST', path: '/api/room/leave', headers, body: '{}' });
  expect(await change({ 'content-type': 'application/json' })).toBe(403);
  expect(await change({ ...JSON_HEADERS, 'content-type': 'text/plain' })).toBe(403);
  expect(await change({ ...JSON_HEADERS, 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await change({ ...JSON_HEADERS, 'sec-fetch-site': 'same-origin' })).toBe(200);
});

test('7: the door has the same headers as every page', async () => {
  const { headers } = await room.stranger().get('/join');
  expect(headers.get('access-control-allow-origin')).toBeNull();
  for (const name of ['cross-origin-resource-policy', 'cross-origin-opener-policy']) expect(headers.get(name)).toBe('same-origin');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
});

test.each(['/api/room/seats/..%2f1', '/api/room/set-aside/..%2f..%2fx/async', '/assets/%2e%2e/index.html', '/api/steps/__proto__'])(
  '8: %s is an id like any other, and unknown',
  async (path) => {
    for (const { cookie } of [learner, facilitator]) {
      const { status, body } = await new (room.stranger().constructor as typeof Guest)(room.workshop, cookie).get(path);
      expect([200, 400, 403, 404]).toContain(status);
      if (status === 200) expect(body).toEqual({ kept: [] });
    }
  },
);

test('9: names are data: they come back as they were, as JSON, and escape nothing', async () => {
  const names = ['<img src=x onerror=alert(1)>', '=CMD()', '__proto__', '"; DROP TABLE seat; --'];
  for (const name of names) await room.learner(name);
  const { body, headers } = await facilitator.get<{ learners: { name: string }[] }>('/api/room/report');
  expect(headers.get('content-type')).toContain('application/json');
  expect(body.learners.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  const csv = (await facilitator.get<{ text: string }>('/api/room/report.csv')).body.text;
  expect(csv).toContain("\n'=CMD(),");
  expect(csv).toContain('"""; DROP TABLE seat; --"');
});

test('10: a name of 10 MB is refused by its size, a deep or polluting body changes nothing', async () => {
  const join = (body: string) => statusOf({ method: 'POST', path: '/api/room/join', headers: JSON_HEADERS, body });
  expect(await join(JSON.stringify({ code: room.code, name: 'x'.repeat(10 * 1024 * 1024) }))).toBe(413);
  expect(await join(JSON.stringify({ code: room.code, name: 'x'.repeat(400) }))).toBe(400);
  expect(await join('{"__proto__":{"polluted":true},"code":1,"name":[]}')).toBe(400);
  expect(await join(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).toBe(400);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('11: the control channel of a room has its bounds', async () => {
  const open = async () => {
    const socket = new WebSocket(`ws://${own()}/control`, { headers: { cookie: learner.cookie } });
    await once(socket, 'message');
    return socket;
  };
  const [large, many] = [await open(), await open()];
  expect(large.extensions).toBe('');
  large.send('x'.repeat(130 * 1024));
  expect((await once(large, 'close'))[0]).toBe(1009);
  for (let count = 0; count < 1_000; count++) many.send('{"type":"stop","run":1}');
  expect((await once(many, 'close'))[0]).toBe(1008);
});

test('12: codes are guessed some times a minute, and then not even the right one is looked at', async () => {
  await using guessed = await TestRoom.open();
  const guess = async (code: string, name: string) => (await guessed.stranger().post('/api/room/join', { code, name })).status;
  for (let count = 0; count < 30; count++) expect(await guess('WRONG2', `Guess ${count}`)).toBe(403);
  expect(await guess(guessed.code, 'Right')).toBe(429);
  expect((await guessed.stranger().post('/api/room/retake', { seatCode: '1-AAAA-AAAA' })).status).toBe(429);
});

test('12: a learner’s pass opens nothing of another learner and nothing of the facilitator', async () => {
  await using tab = await other.tab();
  tab.send({ type: 'keep', step: STEP, dialect: 'async', base: 0, text: 'the secret draft' });
  await tab.message('kept');
  tab.run(1, STEP, '// the secret source\nexport default async function handler() {}\n');
  const { attempt } = await tab.message('attempt', 1);
  const seat = other.me.seat?.seat ?? 0;
  const paths = [
    ...['/board', `/board/${seat}`, '/report', '/api/room/report', '/api/room/report.csv', '/api/room/report.json'],
    ...[`/api/room/seats/${seat}`, `/api/room/attempts/${attempt.id}`, `/api/attempts/${attempt.id}`, '/api/room/shown'],
    ...[`/api/drafts/${STEP}/async`, `/api/attempts/${STEP}/async`, '/api/work', '/api/catalog', '/api/room/take-home'],
    ...[`/api/room/set-aside/${STEP}/async`, `/api/steps/${STEP}`, '/api/safety', `/api/author/runs/1`],
  ];
  for (const path of paths) expect(JSON.stringify((await learner.get(path)).body)).not.toMatch(/the secret|"Bob"/);
  const leads = ['open-steps', 'let-ahead', 'say', 'point', 'show', 'offer-solution', 'end', 'go-on'];
  for (const lead of leads)
    expect((await learner.post('/api/room/lead', { lead, seat, step: STEP, attempt: attempt.id, steps: [] })).status).toBe(403);
  await using spying = await learner.tab();
  for (const message of ['at', 'keep', 'run', 'check', 'prepare-fastapi', 'talk', 'board', 'room'])
    spying.send({ type: message, run: 1, step: STEP, dialect: 'async', base: 0, text: '', source: '', seeds: 1, talk: 1, seat } as never);
  await spying.message('finished', 1);
  expect(spying.messages).toContainEqual(
    expect.objectContaining({ message: expect.stringMatching(/^FastAPI is set up by the facilitator/) }),
  );
  expect(JSON.stringify(spying.messages)).not.toMatch(/the secret|"Bob"|"type":"board"/);
});

test('with a certificate it is served by TLS, and its cookies go no other way', async () => {
  await using folder = await makeFolder();
  const [keyFile, certFile] = [join(folder.path, 'key.pem'), join(folder.path, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', keyFile, '-out', certFile, ...subject],
    { stdio: 'ignore' },
  );
  const [cert, key] = [await readFile(certFile, 'utf8'), await readFile(keyFile, 'utf8')];
  await using secure = await TestRoom.open({ certificate: { cert, key } });
  const { port } = secure.workshop;
  expect(secure.workshop.url).toMatch(/^https:\/\/127\.0\.0\.1:/);
  const outgoing = httpsRequest({ host: 'localhost', port, path: '/api/room/join', method: 'POST', ca: cert, headers: JSON_HEADERS });
  outgoing.end(JSON.stringify({ code: secure.code, name: 'Ada' }));
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.resume();
  expect(response.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
  const cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const socket = new WebSocket(`wss://localhost:${port}/control`, { ca: cert, headers: { cookie, origin: `https://localhost:${port}` } });
  const [hello] = await once(socket, 'message');
  expect(JSON.parse(String(hello))).toMatchObject({ type: 'hello' });
  socket.terminate();
});
