import type { GuideEntry } from './guide-entry.ts';

export const protocolError: GuideEntry = {
  name: 'Its bytes break the protocol',
  looks:
    'Bytes arrive that are not a frame, mostly right after the 101, and the client ends the connection with 1006; a browser says “Invalid frame header”. Read as text they are often an HTTP answer.',
  confirms: 'Something writes to the stream beside the library: a second WebSocketServer on the same server, or an HTTP answer.',
  rulesOut: 'A stream that one library alone writes to.',
  remedy:
    'Let one upgrade listener choose by path, and make each WebSocketServer with noServer. Write nothing to the stream once handleUpgrade has it.',
  fix: {
    ws: String.raw`const rooms = new Map([['/chat', chat], ['/news', news]]); // each made with noServer
server.on('upgrade', (request, stream, head) => {
  const room = rooms.get(new URL(request.url ?? '/', 'http://localhost').pathname);
  if (room) room.handleUpgrade(request, stream, head, (socket) => room.emit('connection', socket, request));
  else stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
});`,
  },
  lookAlikes: ['subprotocol-mismatch'],
  next: 'Connect with a client that shows raw bytes and offers no subprotocol: stray bytes after the 101 mean that something else writes to the stream, and none that the subprotocol was at fault.',
};
