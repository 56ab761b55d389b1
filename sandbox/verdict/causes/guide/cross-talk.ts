import type { GuideEntry } from './guide-entry.ts';

export const crossTalk: GuideEntry = {
  name: 'An answer goes to another connection',
  looks:
    'With one client all is well. With two, the answer to one reaches the other, or has the other’s name in it, and whoever asked gets nothing or something wrong.',
  confirms: 'A variable of the whole module, a current connection or name, is set by each new client and read for every answer.',
  rulesOut: 'The same wrong answer, or the same silence, while only one client is there.',
  remedy:
    'Keep what belongs to a connection in a local variable of its handler or listener. What all of them share is a map that has an entry for each.',
  fix: {
    fastapi: `async def websocket_endpoint(websocket: WebSocket, client_id: str) -> None:
    name = client_id  # local: one for each connection
    await websocket.accept()`,
    async: `export default async function handler(connection: Connection, clientId: string) {
  let name = clientId; // local: one for each connection
  await connection.accept();
}`,
    ws: `sockets.on('connection', (socket) => {
  let name = ''; // local: one for each connection
  socket.on('message', (data) => socket.send(answer(name, String(data))));
});`,
  },
  lookAlikes: ['nobody-listens', 'unasked', 'wrong-content'],
  next: 'Connect A and then B, ask something on A, and watch both: an answer that comes on B, or that is about B, went through something that they share.',
};
