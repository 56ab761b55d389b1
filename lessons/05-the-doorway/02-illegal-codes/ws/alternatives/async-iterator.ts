import { on } from 'node:events';
import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

function roomOf(data: RawData): string | undefined {
  try {
    const { room } = JSON.parse(String(data)) as { room: unknown };
    return typeof room === 'string' ? room : undefined;
  } catch {
    return undefined;
  }
}

/** As much of it as a close frame can carry. */
function fitting(reason: string): string {
  const bytes = Buffer.from(reason).subarray(0, 123);
  return new TextDecoder().decode(bytes, { stream: true });
}

async function serve(socket: WebSocket): Promise<void> {
  for await (const [data] of on(socket, 'message', { close: ['close'] }) as AsyncIterable<[RawData]>) {
    const room = roomOf(data);
    if (room === 'lobby' || room === 'kitchen') socket.send(JSON.stringify({ type: 'joined', room }));
    else if (room === 'cellar') socket.close(4403, `${room} is for members`);
    else if (room === 'attic') socket.close(1013, `${room} is full`);
    else socket.close(4404, fitting(`no such room: ${room}`));
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    serve(socket).catch((error: Error) => console.error(error.message));
    socket.on('error', (error) => console.error(error.message));
  });
}
