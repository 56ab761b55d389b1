/** The tap: a port of this machine's loopback that is as good as the backend's own, and tells what becomes of each connection. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { SandboxError } from '../sandbox-error.ts';
import type { Conversation } from './conversation.ts';
import { ReadAlong, type Unread } from './read-along.ts';
import { relay } from './relay.ts';
import { conclude, type Watched } from './watched.ts';

export interface TapOptions {
  /** Where the backend listens: the addresses are tried in this order. */
  backend: { addresses: readonly string[]; port: number };
  /** A free one when not given. */
  port?: number;
  /** What the frames hold is kept, in part; yes when not given. */
  payloads?: boolean;
  /** In the order in which connections end. */
  onWatched(watched: Watched): void;
  /** A TCP connection passes, and is not read any further. */
  onUnread?(why: Unread): void;
  /** A client came, and nothing listens there. */
  onUnreached?(code: string): void;
}

export interface StartedTap {
  port: number;
  /** Resolves when all that the backend had sent and ended by now has been read: for a backend that has ended as a whole. */
  settled(): Promise<void>;
  /** Takes no more connections and ends those that are there; tells of each that it was open. */
  close(): Promise<void>;
}

const QUIET_TURNS = 4;

/** It listens when this resolves. @throws SandboxError where the port is taken. */
export async function startTap(options: TapOptions): Promise<StartedTap> {
  const sockets = new Set<Socket>();
  const readings = new Set<ReadAlong>();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
  const listener = listenerFor(options);
  server.on('connection', async (client) => {
    keep(client, sockets);
    const backend = await reach(options.backend, sockets);
    if (typeof backend === 'string') {
      client.resetAndDestroy();
      options.onUnreached?.(backend);
      return;
    }
    if (client.destroyed) return void backend.resetAndDestroy();
    const reading = new ReadAlong(listener);
    readings.add(reading);
    backend.on('close', () => readings.delete(reading));
    relay(client, backend, reading);
    client.resume();
  });
  const port = await listen(server, options);
  return {
    port,
    async settled() {
      // What has come is read in a few turns of the event loop: when nothing moves any more, there is nothing more.
      const moved = () => [...sockets].reduce((sum, { bytesRead, readableEnded }) => sum + bytesRead + Number(readableEnded), sockets.size);
      for (let quiet = 0, before = moved(); quiet < QUIET_TURNS; quiet++) {
        await setImmediate();
        const now = moved();
        if (now !== before) quiet = 0;
        before = now;
      }
    },
    async close() {
      server.close();
      for (const reading of readings) reading.giveUp();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

function listenerFor({ onWatched, onUnread = () => {}, payloads = true }: TapOptions): ConstructorParameters<typeof ReadAlong>[0] {
  let ended = 0;
  return {
    payloads,
    nowMs: () => performance.now(),
    onUnread,
    onEnd(conversation: Conversation) {
      ended += 1;
      onWatched(conclude(conversation, `connection-${ended}`, new Date(), performance.now()));
    },
  };
}

function keep(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.on('error', () => {});
  socket.on('close', () => sockets.delete(socket));
}

/** A connection to the backend, or the code of what went wrong. */
async function reach({ addresses, port }: TapOptions['backend'], sockets: Set<Socket>): Promise<Socket | string> {
  let code = '';
  for (const host of addresses) {
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
    keep(socket, sockets);
    try {
      await once(socket, 'connect');
      return socket;
    } catch (failure) {
      code ||= (failure as NodeJS.ErrnoException).code ?? 'unknown';
    }
  }
  return code;
}

async function listen(server: Server, { port = 0, backend }: TapOptions): Promise<number> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (failure) {
    const { code } = failure as NodeJS.ErrnoException;
    throw new SandboxError(
      `Expected a free port of this machine after --listen, got ${port} (${code}). Choose another one, or leave it out.`,
    );
  }
  const { port: given } = server.address() as AddressInfo;
  if (given !== backend.port || port !== 0) return given;
  // The backend has not opened it yet, and is to have it.
  const closed = once(server, 'close');
  server.close();
  await closed;
  return listen(server, { port, backend } as TapOptions);
}
