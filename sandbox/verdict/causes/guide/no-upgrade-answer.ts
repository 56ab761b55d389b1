import type { GuideEntry } from './guide-entry.ts';

export const noUpgradeAnswer: GuideEntry = {
  name: 'The opening handshake gets no answer',
  looks: 'TCP connects, the request is sent, and nothing comes back: no 101, no status and no end.',
  confirms:
    'The handler waits for something before it accepts, or an upgrade listener returns and has neither called handleUpgrade nor written a status.',
  rulesOut: 'Any status, an end of TCP, or a process in which nobody gets a pong any more.',
  remedy:
    'Answer each request to upgrade on every path through the code, with 101 or with a status. Accept before you wait for anything that may never come.',
  fix: {
    fastapi: `await websocket.accept()  # before anything that may take long
room = await find_room(client_id)`,
    async: `await connection.accept(); // before anything that may take long
const room = await findRoom(clientId);`,
    ws: String.raw`server.on('upgrade', (request, stream, head) => {
  if (isKnown(request.url)) sockets.handleUpgrade(request, stream, head, serve);
  else stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
});`,
  },
  step: 'never-accepted',
  lookAlikes: ['loop-frozen', 'wrong-route'],
  next: 'Ping a connection that is already open, and ask for another path: a pong means that the process is well, and a 101 there means that only this path is ignored.',
};
