import { on } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

/** What is said goes to stdout, what becomes of a connection to stderr. */
const chat = (line: string) => process.stdout.write(`${line}\n`);
const status = (line: string) => process.stderr.write(`${line}\n`);

async function echo(socket: WebSocket, clientId: string): Promise<void> {
  for await (const [data] of on(socket, 'message', { close: ['close'] })) {
    chat(`📥 ${clientId}: ${data}`);
    socket.send(`Echo: ${data}`);
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', async (socket, request) => {
    const clientId = request.url?.split('/').at(-1) ?? '';
    status(`🔄 Connection attempt: ${clientId}`);
    status(`✅ Connection accepted: ${clientId}`);
    try {
      await echo(socket, clientId);
      status(`👋 Disconnected: ${clientId}`);
    } catch (error) {
      status(`bad frame from ${clientId}: ${error}`);
    }
  });
}
