import { on } from 'node:events';
import type { Server } from 'node:http';
import { scheduler } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

interface Message {
  type: string;
  id?: string;
}

class Printer {
  async print(id: string | undefined): Promise<object> {
    await scheduler.wait(1_500);
    return { type: 'report', id };
  }
}

async function serve(socket: WebSocket): Promise<void> {
  const printer = new Printer();
  for await (const [data] of on(socket, 'message', { close: ['close'] })) {
    const { type, id } = JSON.parse(String(data)) as Message;
    const reply = type === 'report' ? await printer.print(id) : { type: 'response', data: 'Message received' };
    socket.send(JSON.stringify(reply));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    serve(socket).catch((error) => {
      console.error(error);
      socket.close(1011, 'Internal server error');
    });
  });
}
