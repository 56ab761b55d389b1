/** What an answer to the opening handshake says, each in a sentence of its own. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { answering, answersAll, type Backend, causesOf, examine, httpBackend, tcpBackend, wsBackend } from '../../../helpers/backend.ts';

test.each<[number, string, RegExp]>([
  [200, 'refused-handshake', /An ordinary page answered/],
  [204, 'refused-handshake', /not a WebSocket endpoint/],
  [304, 'refused-handshake', /It is a redirect/],
  [400, 'refused-handshake', /does not serve a WebSocket there/],
  [401, 'refused-handshake', /--header "Authorization: Bearer …"/],
  [403, 'refused-handshake', /refused before accept.*Origin/],
  [404, 'refused-handshake', /Nothing is served at that path/],
  [405, 'refused-handshake', /other methods than GET/],
  [418, 'refused-handshake', /rejected the request/],
  [426, 'upgrade-lost', /the server answered as if it had not/],
  [429, 'refused-handshake', /Too many requests/],
  [500, 'never-accepted', /threw before accept, or ended without it/],
  [501, 'refused-handshake', /does not support upgrades/],
  [502, 'refused-handshake', /the backend behind it did not answer properly/],
  [503, 'refused-handshake', /takes no connections at the moment/],
  [504, 'refused-handshake', /the backend behind it took too long/],
  [599, 'refused-handshake', /failed before the connection opened/],
])('a refusal with %i is explained', async (status, cause, words) => {
  await using backend = await answering(`HTTP/1.1 ${status} As It Is`, 'Content-Length: 0');
  const { diagnoses, verdict, conclusion } = await examine(backend);
  expect(verdict.kind).toBe('broken');
  expect(diagnoses[0]).toMatchObject({ cause, confidence: 'likely', advice: expect.stringMatching(words) });
  expect(conclusion).toContain(`It shows when ${status} As It Is.`);
});

test.each([301, 302, 307, 308])('a redirect with %i says which address to use', async (status) => {
  await using backend = await answering(`HTTP/1.1 ${status} Moved`, 'Location: https://app.example.test/ws/', 'Content-Length: 0');
  const { diagnoses } = await examine(backend);
  expect(diagnoses[0]?.advice).toContain('Use wss://app.example.test/ws/ as the address');
});

test('what a refusal says in words is told', async () => {
  await using backend = await answering('HTTP/1.1 403 Forbidden', 'Content-Length: 13', '', 'Unknown room!');
  expect((await examine(backend)).diagnoses[0]?.advice).toMatch(/It says: Unknown room!$/);
});

test.each([
  ['Server: nginx/1.22.1', 400],
  ['Server: cloudflare', 404],
  ['Via: 1.1 vegur', 404],
])('where a proxy has answered (%s, %i), it is the first that may have lost the upgrade', async (header, status) => {
  await using backend = await answering(`HTTP/1.1 ${status} No`, header, 'Content-Length: 0');
  expect(causesOf(await examine(backend))).toEqual(['upgrade-lost', 'refused-handshake']);
});

test('an HTTP server with no WebSocket is one that an ordinary page answers', async () => {
  await using backend = await httpBackend((_request, response) => response.end('<h1>hello</h1>'));
  const { diagnoses } = await examine(backend);
  expect(diagnoses).toMatchObject([{ cause: 'refused-handshake', advice: expect.stringMatching(/^An ordinary page answered/) }]);
});

/** The key of the request, and the answer to it. */
function accepting(...headers: string[]): Promise<Backend> {
  return tcpBackend((socket) => {
    socket.once('data', (bytes) => {
      const key = /Sec-WebSocket-Key: (.*)\r\n/i.exec(bytes.toString())?.[1] ?? '';
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      const lines = headers.map((line) => line.replace('ACCEPT', accept));
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    });
  });
}

const UPGRADE = ['Upgrade: websocket', 'Connection: Upgrade'];

test.each<[string, string[], string, RegExp]>([
  ['no Sec-WebSocket-Accept', UPGRADE, 'wrong-accept', /the 101 has no Sec-WebSocket-Accept/],
  ['a wrong one', [...UPGRADE, 'Sec-WebSocket-Accept: AAAA'], 'wrong-accept', /the 101 has a wrong Sec-WebSocket-Accept/],
  ['no Upgrade', ['Connection: Upgrade', 'Sec-WebSocket-Accept: ACCEPT'], 'wrong-accept', /the 101 has no "Upgrade: websocket"/],
  [
    'a subprotocol that was not offered',
    [...UPGRADE, 'Sec-WebSocket-Accept: ACCEPT', 'Sec-WebSocket-Protocol: chat.v9'],
    'subprotocol-mismatch',
    /"chat.v9", which was not offered/,
  ],
  [
    'an extension that was not offered',
    [...UPGRADE, 'Sec-WebSocket-Accept: ACCEPT', 'Sec-WebSocket-Extensions: x-other'],
    'wrong-accept',
    /"x-other", which were not offered/,
  ],
])('a 101 with %s is told as one that every client refuses', async (_what, headers, cause, words) => {
  await using backend = await accepting(...headers);
  const { diagnoses } = await examine(backend, { asking: { headers: {}, subprotocols: ['chat.v1'] } });
  expect(diagnoses).toMatchObject([{ cause, confidence: 'certain', advice: expect.stringMatching(words) }]);
});

test.each([[['chat.v1']], [['chat.v1', 'chat.v2']]])('a 101 that chooses none of %j is refused by browsers', async (subprotocols) => {
  await using backend = await wsBackend(answersAll, { handleProtocols: () => false });
  const { diagnoses } = await examine(backend, { asking: { headers: {}, subprotocols } });
  expect(diagnoses).toMatchObject([{ cause: 'subprotocol-mismatch', title: expect.stringContaining('none of the subprotocols') }]);
});

test('a subprotocol that is chosen is learnt', async () => {
  await using backend = await wsBackend(answersAll, { handleProtocols: () => 'chat.v2' });
  const { verdict, protocol } = await examine(backend, { asking: { headers: {}, subprotocols: ['chat.v1', 'chat.v2'] } });
  expect(verdict.kind).toBe('working');
  expect(protocol.map(({ sentence }) => sentence)).toContain('It chose the subprotocol chat.v2.');
});

test.each([
  ['SSH', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['half a head', 'HTTP/1.1 200 OK\r\nContent'],
])('an answer that is %s is told as no HTTP', async (_what, text) => {
  await using backend = await tcpBackend((socket) => socket.once('data', () => socket.end(text)));
  expect(causesOf(await examine(backend))).toEqual(['not-http']);
});

test('a server that speaks first is heard', async () => {
  await using backend = await tcpBackend((socket) => socket.write('220 mail.example.test ESMTP\r\n\r\n'));
  const { diagnoses } = await examine(backend);
  expect(diagnoses).toMatchObject([{ cause: 'not-http', advice: expect.stringContaining('"220 mail.example.test ESMTP"') }]);
});
