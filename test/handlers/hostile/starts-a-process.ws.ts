// Starts another Node.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const { spawn } = process.getBuiltinModule('child_process');
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
  });
}
