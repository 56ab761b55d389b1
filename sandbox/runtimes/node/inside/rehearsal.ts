/**
 * Conversations of the process with itself before it is ready: what a first connection makes the runtime read, compile and lay out is
 * done while the process waits for a run, and not while a learner waits for a verdict (a fifth of the processor time of a run, measured
 * on Node 26.10). Nobody hears of it, and nothing of it stays. A process that somebody waits for leaves it out: it costs more than the one
 * run saves by it.
 */
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { HandlerConnection } from '../dialects/async/connection.ts';
import { serveAsync } from '../dialects/async/serve.ts';
import type { Host } from '../dialects/host.ts';
import { watchWrites } from './facades/streams.ts';
import type { Harness } from './harness/harness.ts';

const HANDSHAKE =
  'GET /ws/rehearsal HTTP/1.1\r\nHost: handler\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: cmVoZWFyc2FsLi4uLi4uLg==\r\n\r\n';
/** Bytes in hexadecimal digits: texts, a ping, and a goodbye with 1000, with masks of zeros. */
const FRAMES = ['818200000000', '7b7d', '818200000000', '7b7d', '898100000000', '61', '888200000000', '03e8'];
/** In each dialect: after so many the runtime has compiled what is called often. */
const CONVERSATIONS = 8;

export async function rehearse({ makes }: Pick<Harness, 'makes'>): Promise<void> {
  const accepts = [acceptByWs(), acceptByAsync({ ...NOBODY, makes })].map((accept) => (served: Duplex) => {
    watchWrites(served as Socket, { wrote() {}, noteWriter() {} });
    accept(served);
  });
  for (let count = 0; count < CONVERSATIONS; count++) for (const accept of accepts) await converse(accept);
}

type Accept = (served: Duplex) => void;

function acceptByWs(): Accept {
  const webSockets = new WebSocketServer({ noServer: true });
  const server = createServer();
  server.on('upgrade', (request, socket, head) =>
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('message', (message) => {
        console.log(`received ${message}`);
        webSocket.send(JSON.stringify({ type: 'response', data: JSON.parse(String(message)) }));
        console.error(new Error('rehearsal'));
      });
    }),
  );
  return (served) => void server.emit('connection', served);
}

function acceptByAsync(host: Host): Accept {
  const handler = async (connection: HandlerConnection) => {
    await connection.accept();
    while (true) {
      const message = await connection.receiveJson();
      console.log('received', message);
      await connection.sendJson({ type: 'response', data: message });
    }
  };
  const served = serveAsync(handler, undefined, host);
  return (socket) => served.accept(socket as Socket);
}

const NOBODY: Host = {
  started() {},
  returned() {},
  threw: () => '',
  neverAwaited: () => '',
  readsTwice() {},
  makes() {},
  begins() {},
  hasBegun() {},
};

function converse(accept: Accept): Promise<void> {
  const [client, served] = duplexPair();
  const ended = new Promise<void>((resolve) => {
    served.on('close', resolve);
    client.on('end', () => client.end());
  });
  let asked = false;
  client.on('data', () => {
    if (asked) return;
    asked = true;
    client.write(Buffer.from(FRAMES.join(''), 'hex'));
  });
  accept(served);
  client.write(HANDSHAKE);
  return ended;
}
