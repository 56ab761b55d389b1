import { on } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const log = {
  info: (event: string, fields: object) => console.info(JSON.stringify({ level: 'info', event, ...fields })),
  error: (event: string, error: unknown) =>
    console.error(JSON.stringify({ level: 'error', event, stack: error instanceof Error ? error.stack : String(error) })),
};

function answerTo(text: string): object {
  try {
    const { type } = JSON.parse(text) as { type: string };
    log.info('processing', { type });
    return { type: 'response', data: 'Message received' };
  } catch (error) {
    log.error('bad message', error);
    return { type: 'error' };
  }
}

async function serve(socket: WebSocket): Promise<void> {
  try {
    for await (const [data] of on(socket, 'message', { close: ['close'] })) {
      socket.send(JSON.stringify(answerTo(String(data))));
    }
  } catch (error) {
    log.error('bad frame', error);
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => void serve(socket));
}
