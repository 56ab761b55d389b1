// Opens a file through SQLite.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const { DatabaseSync } = (process as any).getBuiltinModule('node:sqlite');
    new DatabaseSync('/tmp/was-here.db');
  });
}
