// Comings and goings on stdout, everything else on stderr.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const log = {
  info: (...given: unknown[]) => console.info(...given),
  trace: (...given: unknown[]) => console.warn(...given),
};

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('headers', (_lines, { url }) => log.info('🔄 attempt', url?.slice(4)));
  sockets.on('connection', (socket, { url }) => {
    const id = url?.slice(4);
    log.info('✅ accepted', id);
    log.trace('⏳ waiting for', id);
    socket.on('message', (data) => {
      log.trace('📥 from', id, String(data));
      socket.send(`Echo: ${data}`);
      log.trace('⏳ waiting for', id);
    });
    socket.on('error', () => {});
    socket.on('close', () => log.info('👋 gone', id));
  });
}
