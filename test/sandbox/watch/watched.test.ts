/** What the tap says of connections between real clients and real backends. */
import { once } from 'node:events';
import { Agent, get, type RequestOptions } from 'node:http';
import { expect, test } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { answersAll, httpBackend, tcpBackend, wsBackend } from '../../helpers/backend.ts';
import { tapBefore } from '../../helpers/tap.ts';

async function open({ port }: { port: number }, path = '/ws', options: ClientOptions = {}): Promise<WebSocket> {
  const client = new WebSocket(`ws://127.0.0.1:${port}${path}`, options);
  client.on('error', () => {});
  await once(client, 'open');
  return client;
}

const causesOf = (diagnoses: readonly { cause: string }[]) => diagnoses.map(({ cause }) => cause);

test('a client that talks and says goodbye is healthy, and each way is counted', async () => {
  await using backend = await wsBackend(answersAll);
  await using tap = await tapBefore(backend);
  const client = await open(tap, '/ws/c1');
  for (const text of ['one', 'two']) {
    client.send(text);
    await once(client, 'message');
  }
  client.close(1000);
  const watched = await tap.next();
  expect(watched).toMatchObject({ path: '/ws/c1', state: 'healthy', messages: { sent: 2, received: 2 }, diagnoses: [], remarks: [] });
  expect(watched.timeline.at(-1)).toMatchObject({ kind: 'closed', by: 'probe', clean: true, connection: 'connection-1' });
});

test.each([
  ['goes without a close frame', (client: WebSocket) => client.terminate()],
  ['leaves its page', (client: WebSocket) => client.close(1001)],
])('a client that %s is no fault of the backend’s', async (_how, leave) => {
  await using backend = await wsBackend(answersAll);
  await using tap = await tapBefore(backend);
  leave(await open(tap));
  expect(await tap.next()).toMatchObject({ state: 'healthy', diagnoses: [] });
});

test.each<[how: string, code: number | undefined, reason: string]>([
  ['when all is said', 1000, ''],
  ['without a code', undefined, ''],
  ['since it goes away', 1001, ''],
  ['with a code of its own', 4001, 'the room is full'],
])('a backend that answers and says goodbye %s is healthy', async (_how, code, reason) => {
  await using backend = await wsBackend((socket) =>
    socket.on('message', () => {
      socket.send('answer');
      socket.close(code, reason);
    }),
  );
  await using tap = await tapBefore(backend);
  (await open(tap)).send('ask');
  expect(await tap.next()).toMatchObject({ state: 'healthy', diagnoses: [] });
});

test('a handler that hangs up at once is named: without a close frame, and without a code', async () => {
  await using backend = await wsBackend((socket, { url }) => (url === '/cut' ? socket.terminate() : socket.close()));
  await using tap = await tapBefore(backend);
  await open(tap, '/cut');
  const cut = await tap.next();
  expect([cut.state, ...causesOf(cut.diagnoses)]).toEqual(['broken', 'handler-returned']);
  expect(cut.timeline.at(-1)).toMatchObject({ kind: 'closed', code: 1006, by: 'handler' });
  await open(tap, '/close');
  const closed = await tap.next();
  expect([closed.state, ...causesOf(closed.diagnoses)]).toEqual(['broken', 'closed-without-code']);
  expect(closed.timeline.at(-1)).toMatchObject({ kind: 'closed', code: 1005, by: 'handler' });
});

test('a handler that fails on a message is named', async () => {
  await using backend = await wsBackend((socket) => socket.on('message', () => socket.terminate()));
  await using tap = await tapBefore(backend);
  (await open(tap)).send('{"type":"join"}');
  const watched = await tap.next();
  expect([watched.state, ...causesOf(watched.diagnoses)]).toEqual(['broken', 'handler-threw']);
});

test('a refusal is named with its status, and so is one that hangs up', async () => {
  await using refusing = await wsBackend(() => {}, { path: '/elsewhere' });
  await using tap = await tapBefore(refusing);
  await open(tap).catch(() => {});
  expect(await tap.next()).toMatchObject({ state: 'broken', diagnoses: [{ cause: 'refused-handshake' }] });
  await using hangingUp = await tcpBackend((socket) => socket.once('data', () => socket.end()));
  await using other = await tapBefore(hangingUp);
  await open(other).catch(() => {});
  expect(await other.next()).toMatchObject({ state: 'broken', diagnoses: [{ cause: 'hung-up' }] });
});

test('compressed and fragmented messages, and one of 16 MiB, come through whole, and the connection is read to its end', async () => {
  await using backend = await wsBackend((socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })), {
    perMessageDeflate: { threshold: 0 },
    maxPayload: 2 ** 26,
  });
  await using tap = await tapBefore(backend);
  const client = await open(tap, '/ws', { perMessageDeflate: { threshold: 0 }, maxPayload: 2 ** 26 });
  const long = Buffer.alloc(16 * 1024 * 1024, 'so long a message ');
  for (const data of [Buffer.from('small'), long, Buffer.from('after it')]) {
    client.send(data);
    const [echoed] = (await once(client, 'message')) as [Buffer];
    expect(echoed.equals(data)).toBe(true);
  }
  client.send('frag', { fin: false, compress: false });
  client.send('ments', { compress: false });
  expect(String((await once(client, 'message'))[0])).toBe('fragments');
  client.close(1000, 'done');
  const { state, messages, timeline } = await tap.next();
  expect({ state, messages }).toEqual({ state: 'healthy', messages: { sent: 4, received: 4 } });
  const texts = timeline.flatMap((event) => (event.kind === 'frame-sent' && event.opcode === 'text' ? [event.text] : []));
  expect(texts).toEqual(['frag']);
  expect(timeline.at(-1)).toMatchObject({ kind: 'closed', sent: { code: 1000, reason: 'done' }, clean: true });
  expect(tap.unread).toEqual([]);
});

test('pages pass on a TCP connection that is kept, and only a WebSocket is told of', async () => {
  await using backend = await httpBackend((request, response) => response.end(`you asked for ${request.url}`));
  await using tap = await tapBefore(backend);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (const path of ['/one', '/two']) expect(await bodyOf({ port: tap.port, path, agent })).toBe(`you asked for ${path}`);
  agent.destroy();
  expect([tap.watched, tap.unread]).toEqual([[], []]);
});

async function bodyOf(options: RequestOptions): Promise<string> {
  const [response] = await once(get({ host: '127.0.0.1', ...options }), 'response');
  let body = '';
  for await (const part of response) body += part;
  return body;
}

test('no secret of the handshake is told, wherever it comes back', async () => {
  const [query, cookie, bearer] = ['query-s3cret', 'cookie-s3cret', 'bearer-s3cret'];
  await using backend = await wsBackend((socket, { url, headers }) => {
    socket.send(`you are ${headers.cookie} at ${url}`);
    socket.send(Buffer.from(`${headers.authorization}`));
    socket.close(4000, query);
  });
  await using tap = await tapBefore(backend);
  await open(tap, `/ws?room=1&token=${query}`, { headers: { cookie: `sid=${cookie}; theme=dark`, authorization: `Bearer ${bearer}` } });
  const told = JSON.stringify(await tap.next());
  expect(told).toContain('/ws?room=1&token=removed');
  for (const secret of [query, cookie, bearer])
    for (const form of [secret, Buffer.from(secret).toString('hex')]) expect(told).not.toContain(form);
});

test('without payloads nothing of what messages hold is kept', async () => {
  await using backend = await wsBackend((socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })));
  await using tap = await tapBefore(backend, { payloads: false });
  const client = await open(tap);
  for (const data of ['a private text', Buffer.from('private bytes')]) {
    client.send(data);
    await once(client, 'message');
  }
  client.close(1000);
  const watched = await tap.next();
  const told = JSON.stringify(watched);
  expect(watched.messages).toEqual({ sent: 2, received: 2 });
  for (const form of ['private', Buffer.from('private').toString('hex')]) expect(told).not.toContain(form);
});

test('where nothing listens a client gets no connection, and it is said', async () => {
  const backend = await wsBackend(() => {});
  await backend[Symbol.asyncDispose]();
  const said = Promise.withResolvers<string>();
  await using tap = await tapBefore(backend, { onUnreached: said.resolve });
  const client = new WebSocket(`ws://127.0.0.1:${tap.port}/`);
  const [failure] = await once(client, 'error');
  expect([await said.promise, failure.code]).toEqual(['ECONNREFUSED', 'ECONNRESET']);
});

test('a connection that is open when the tap closes is told as that, and is not judged', async () => {
  await using backend = await wsBackend(answersAll);
  await using tap = await tapBefore(backend);
  await open(tap);
  await tap.close();
  expect(tap.watched).toMatchObject([{ state: 'open', diagnoses: [], remarks: [] }]);
});
