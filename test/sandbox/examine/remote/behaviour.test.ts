/** What a backend does with its connections, seen from outside: the healthy are let alone, the broken named. */
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { answersAll, causesOf, examine, REPLY, wsBackend } from '../../../helpers/backend.ts';
import { startNodeBackend } from '../../../helpers/servers.ts';

const HEALTHY: Record<string, (socket: WebSocket) => void> = {
  'answers every message': answersAll,
  'answers nothing': () => {},
  'greets, and answers': (socket) => {
    socket.send('welcome');
    answersAll(socket);
  },
  'pushes without being asked': (socket) => {
    const timer = setInterval(() => socket.send('{"tick":1}'), 1);
    socket.on('close', () => clearInterval(timer));
  },
  'echoes, in binary': (socket) => socket.on('message', (data) => socket.send(data, { binary: true })),
  'pings its clients': (socket) => {
    socket.ping();
    answersAll(socket);
  },
  'tells an error where it knows no such message': (socket) => socket.on('message', () => socket.send('{"error":"unknown type"}')),
};

test.each(Object.entries(HEALTHY))('a backend that %s is healthy', async (_what, serve) => {
  await using backend = await wsBackend(serve);
  const { verdict, diagnoses, remarks, conclusion } = await examine(backend);
  expect({ verdict, diagnoses, remarks }).toEqual({ verdict: { kind: 'working' }, diagnoses: [], remarks: [] });
  expect(conclusion).toMatch(/^It opened and stayed open for 20 ms of silence, took messages, and let others in beside it/);
});

test('what it is heard to say is learnt', async () => {
  await using backend = await wsBackend((socket) => {
    socket.send('welcome');
    answersAll(socket);
  });
  expect((await examine(backend, { messages: ['{"type":"hi"}'] })).protocol).toEqual([
    { sentence: 'It sends messages without being asked, such as welcome.', from: 'its answers' },
    { sentence: `After {"type":"hi"} it sent ${REPLY}.`, from: 'its answers' },
  ]);
});

test('silence is no failure, and what would make it one is said', async () => {
  await using backend = await wsBackend(() => {});
  const { protocol } = await examine(backend, { messages: ['hi'] });
  expect(protocol[0]?.sentence).toBe(
    'It did not answer hi: that is wrong only where your protocol answers it. Give a message of your own, and what it is to be answered with.',
  );
});

test.each<[string, (socket: WebSocket) => void, string[]]>([
  ['closes at once without a code', (socket) => socket.close(), ['closed-without-code']],
  ['closes at once with 1000', (socket) => socket.close(1000), ['handler-returned', 'closed-on-purpose']],
  ['cuts at once', (socket) => socket.terminate(), ['handler-returned']],
  ['closes at once with 1011', (socket) => socket.close(1011), ['handler-threw', 'closed-on-purpose']],
  ['wants a token', (socket) => socket.close(4401, 'no token'), ['needs-more', 'closed-on-purpose']],
  ['goes away', (socket) => socket.close(1001), ['server-restarts', 'closed-on-purpose']],
  ['restarts', (socket) => socket.close(1012), ['server-restarts', 'closed-on-purpose']],
  ['cuts on a message', (socket) => socket.on('message', () => socket.terminate()), ['handler-threw']],
  ['closes with 1011 on a message', (socket) => socket.on('message', () => socket.close(1011)), ['handler-threw', 'closed-on-purpose']],
  ['answers once', (socket) => socket.once('message', () => socket.send(REPLY, () => socket.terminate())), ['answered-once']],
  [
    'misses pongs',
    (socket) => socket.on('message', () => socket.close(1011, 'keepalive ping timeout')),
    ['keepalive-lost', 'handler-threw', 'closed-on-purpose'],
  ],
])('a backend that %s is named', async (_what, serve, causes) => {
  await using backend = await wsBackend(serve);
  const examination = await examine(backend);
  expect(examination.verdict.kind).toBe('broken');
  expect(causesOf(examination)).toEqual(causes);
});

/** Does this when a ping of that number has come on the first connection; all else is healthy. */
function onPing(number: number, act: (socket: WebSocket) => void): (socket: WebSocket) => void {
  let connections = 0;
  return (socket) => {
    answersAll(socket);
    connections += 1;
    if (connections > 1) return;
    let pings = 0;
    socket.on('ping', () => {
      pings += 1;
      if (pings === number) setImmediate(() => act(socket));
    });
  };
}

test('a connection that is cut in its silence has met an idle limit', async () => {
  await using backend = await wsBackend(onPing(3, (socket) => socket.terminate()));
  const { diagnoses } = await examine(backend, { idleMs: 60_000 });
  expect(diagnoses).toMatchObject([{ cause: 'idle-limit', lookAlikes: ['handler-returned'] }]);
});

test('a goodbye that nobody answers is a remark', async () => {
  await using backend = await wsBackend(onPing(4, (socket) => socket.pause()));
  const { verdict, remarks, conclusion } = await examine(backend);
  expect(verdict.kind).toBe('working');
  expect(remarks).toMatchObject([{ cause: 'goodbye-unanswered', experiment: 'opens-and-stays' }]);
  expect(conclusion).toMatch(/seen from outside it is healthy\.$/);
});

test.each<[number | undefined, string, string]>([
  [1003, 'unknown type', 'closed-on-purpose'],
  [4400, '', 'closed-on-purpose'],
  [1000, 'bye', 'closed-on-purpose'],
  [undefined, '', 'closed-without-code'],
])(
  'to close the clinic’s own message away with %s “%s” is a remark, and a failure where the message was given',
  async (code, reason, cause) => {
    await using backend = await wsBackend((socket) => socket.on('message', () => socket.close(code, reason)));
    const own = await examine(backend);
    expect(own.verdict.kind).toBe('working');
    expect(own.remarks).toMatchObject([{ cause }]);
    const given = await examine(backend, { messages: ['{"type":"join"}'] });
    expect(causesOf(given)).toEqual([cause]);
  },
);

test('the answer that is expected is found among others, and missed where it does not come', async () => {
  await using backend = await wsBackend((socket) => {
    socket.send('{"type":"welcome"}');
    socket.on('message', () => {
      socket.send('{"type":"presence"}');
      socket.send(REPLY);
    });
  });
  expect((await examine(backend, { expect: { type: 'response' } })).verdict.kind).toBe('working');
  const other = await examine(backend, { expect: { type: 'joined' }, bounds: { answerMs: 50 } });
  expect(other.diagnoses).toMatchObject([{ cause: 'wrong-content', confidence: 'certain' }]);
});

test('where an answer is expected, silence is a failure', async () => {
  await using backend = await wsBackend(() => {});
  expect(causesOf(await examine(backend, { expect: { type: 'response' }, bounds: { answerMs: 50 } }))).toEqual(['nobody-listens']);
});

test('a process that ends on a message takes everybody with it, and is told so', async () => {
  await using backend = await startNodeBackend('throws');
  expect(causesOf(await examine(backend))).toEqual(['process-died', 'handler-threw']);
});

test('a backend that does not read any more answers no ping', async () => {
  await using backend = await wsBackend((socket) => socket.on('message', () => socket.pause()));
  expect(causesOf(await examine(backend, { bounds: { pongMs: 100 } }))).toEqual(['not-reading']);
});

test('bytes that no frame may have are illegal', async () => {
  await using backend = await wsBackend((socket) =>
    socket.on('ping', () => (socket as unknown as Raw)._socket.write('HTTP/1.1 400\r\n\r\n')),
  );
  expect(causesOf(await examine(backend))).toEqual(['protocol-error']);
});

interface Raw {
  _socket: NodeJS.WritableStream;
}
