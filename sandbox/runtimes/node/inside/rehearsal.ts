/**
 * A conversation of the process with itself before it is ready: what a first connection makes the runtime read, compile and lay out is
 * done while the process waits for a run, and not while a learner waits for a verdict (a fifth of the processor time of a run, measured
 * on Node 26.10). Nobody hears of it, and nothing of it stays.
 */
import { createServer } from 'node:http';
import { duplexPair } from 'node:stream';
import { WebSocketServer } from 'ws';

const HANDSHAKE =
  'GET /ws/rehearsal HTTP/1.1\r\nHost: handler\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: cmVoZWFyc2FsLi4uLi4uLg==\r\n\r\n';
/** Bytes in hexadecimal digits: a text, a ping, and a goodbye with 1000, with masks of zeros. */
const FRAMES = ['818200000000', '7b7d', '898100000000', '61', '888200000000', '03e8'];
const CONVERSATIONS = 3;

export async function rehearse(): Promise<void> {
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
  for (let count = 0; count < CONVERSATIONS; count++) await converse();

  function converse(): Promise<void> {
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
    server.emit('connection', served);
    client.write(HANDSHAKE);
    return ended;
  }
}
