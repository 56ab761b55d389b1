/** Whatever goes through the tap comes out as it does on a direct connection: bytes, ends and resets, in both directions. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReadAlong } from '../../../sandbox/watch/read-along.ts';
import { relay } from '../../../sandbox/watch/relay.ts';
import { tcpBackend } from '../../helpers/backend.ts';
import { tapBefore } from '../../helpers/tap.ts';

interface Play {
  /** What each side writes, in these pieces. */
  client: Buffer[];
  backend: Buffer[];
  /** How the client leaves when each side has all bytes of the other. */
  leaves: 'half-close' | 'reset';
}

interface Seen {
  client: Buffer;
  backend: Buffer;
  /** How it ended for the backend, and then for the client. */
  ends: string[];
}

/** Bytes that came, and how they ended. */
class Inbox {
  readonly ended: Promise<string>;
  #parts: Buffer[] = [];
  #count = 0;
  #wake = () => {};

  readonly socket: Socket;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#parts.push(bytes);
      this.#count += bytes.length;
      this.#wake();
    });
    this.ended = new Promise((resolve) => {
      socket.on('end', () => resolve('end'));
      socket.on('error', (failure: NodeJS.ErrnoException) => resolve(failure.code ?? ''));
    });
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  async has(count: number): Promise<void> {
    while (this.#count < count) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}

async function play({ port }: { port: number }, accepted: Socket[], { client: sent, backend: answered, leaves }: Play): Promise<Seen> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const client = new Inbox(socket);
  await once(socket, 'connect');
  while (accepted.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const backend = new Inbox(accepted.shift() as Socket);
  for (const piece of sent) socket.write(piece);
  for (const piece of answered) backend.socket.write(piece);
  await Promise.all([backend.has(lengthOf(sent)), client.has(lengthOf(answered))]);
  if (leaves === 'reset') socket.resetAndDestroy();
  else socket.end();
  const ends = [await backend.ended];
  if (leaves === 'half-close') {
    // The other way is open still.
    backend.socket.end('behind the end');
    ends.push(await client.ended);
  }
  return { client: client.bytes, backend: backend.bytes, ends };
}

const lengthOf = (pieces: readonly Buffer[]) => pieces.reduce((sum, { length }) => sum + length, 0);

const REQUEST =
  'GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';
const ANSWER =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r\n\r\n';

/** From one byte to 1 MiB; small ones far more often. */
const piece = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 2 ** 20 }), fc.nat(255)).map(([size, byte]) => Buffer.alloc(size, byte)) },
);
const HEADS = ['', REQUEST, REQUEST.slice(0, 40), 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel', '\x16\x03\x01'];
const stream = (beginnings: string[]) =>
  fc
    .tuple(fc.constantFrom(...beginnings), fc.array(piece, { maxLength: 6 }))
    .map(([head, pieces]) => [Buffer.from(head, 'latin1'), ...pieces]);
const plays = fc.record({
  client: stream(HEADS),
  backend: stream(['', ANSWER, ANSWER.slice(0, 30), 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n']),
  leaves: fc.constantFrom('half-close' as const, 'reset' as const),
});

test('any bytes, in any pieces, come out as on a direct connection, and so do half-close and reset', { timeout: 120_000 }, async () => {
  const accepted: Socket[] = [];
  // Each connection is open in both directions until both are ended.
  await using backend = await tcpBackend((socket) => {
    socket.allowHalfOpen = true;
    accepted.push(socket);
  });
  await using tap = await tapBefore(backend);
  await fc.assert(
    fc.asyncProperty(plays, async (given) => {
      const [direct, tapped] = [await play(backend, accepted, given), await play(tap, accepted, given)];
      expect(tapped.ends).toEqual(direct.ends);
      expect(tapped.client.equals(direct.client)).toBe(true);
      expect(tapped.backend.equals(direct.backend)).toBe(true);
      expect(direct.backend.equals(Buffer.concat(given.client))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('a backend that resets is a reset for the client', async () => {
  await using backend = await tcpBackend((socket) => socket.once('data', () => socket.resetAndDestroy()));
  await using tap = await tapBefore(backend);
  const client = connect(tap.port, '127.0.0.1');
  client.write('a');
  const ended = new Inbox(client).ended;
  expect(await ended).toBe('ECONNRESET');
});

test('neither side is read ahead of the other one', () => {
  const [client, backend] = [new SlowSocket(), new SlowSocket()];
  relay(asSocket(client), asSocket(backend), new ReadAlong({ onEnd: () => {}, onUnread: () => {}, nowMs: () => 0, payloads: true }));
  for (const [from, to] of [
    [client, backend],
    [backend, client],
  ] as const) {
    from.emit('data', Buffer.alloc(1_000_000));
    expect(from.isPaused()).toBe(true);
    to.takeIn();
    expect(from.isPaused()).toBe(false);
  }
});

/** Takes nothing in until it is told to, and then says so at once. */
class SlowSocket extends Duplex {
  #isFull = false;

  override _read(): void {}

  override write(): boolean {
    this.#isFull = true;
    return false;
  }

  takeIn(): void {
    if (this.#isFull) this.emit('drain');
  }
}

function asSocket(socket: Duplex): Socket {
  return socket as Socket;
}

test('a client that has paused gets all bytes when it reads again', async () => {
  const size = 16 * 1024 * 1024;
  await using backend = await tcpBackend((socket) => socket.once('data', () => socket.write(Buffer.alloc(size, 7))));
  await using tap = await tapBefore(backend);
  const client = connect(tap.port, '127.0.0.1');
  client.write('a');
  const inbox = new Inbox(client);
  await inbox.has(1);
  client.pause();
  await new Promise((resolve) => setImmediate(resolve));
  client.resume();
  await inbox.has(size);
  expect(inbox.bytes.equals(Buffer.alloc(size, 7))).toBe(true);
});
