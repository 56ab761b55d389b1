import type { GuideEntry } from './guide-entry.ts';

export const idOverwritten: GuideEntry = {
  name: 'The same id twice, and the newer entry is lost',
  looks:
    'A client connects again under its id before its older connection has ended. Once that one ends, the newer one gets no more answers, or messages to its id reach nobody, although it is open.',
  confirms: 'The older connection, when it ends, deletes the entry by its id, whoever is in it now.',
  rulesOut: 'Messages to the id that still arrive after the older connection has ended.',
  remedy:
    'Delete an entry only while it holds the connection that is leaving. Decide what a second connection with one id means: the newest counts, both count, or the older one is closed.',
  fix: {
    fastapi: `users[client_id] = websocket
try:
    await chat(websocket)
finally:
    if users.get(client_id) is websocket:
        del users[client_id]`,
    async: `users.set(clientId, connection);
try {
  await chat(connection);
} finally {
  if (users.get(clientId) === connection) users.delete(clientId);
}`,
    ws: `users.set(clientId, socket);
socket.on('close', () => {
  if (users.get(clientId) === socket) users.delete(clientId);
});`,
  },
  lookAlikes: ['dead-member', 'shared-timer'],
  next: 'Open two connections with one id and a third with another, close the oldest, and send to that id from the third: if it is unknown now, the older one has taken the newer one’s entry with it.',
};
