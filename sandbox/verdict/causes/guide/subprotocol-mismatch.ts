import type { GuideEntry } from './guide-entry.ts';

export const subprotocolMismatch: GuideEntry = {
  name: 'The subprotocol does not match',
  looks:
    'A client offers subprotocols, and the 101 names none of them, or one that was not offered. Clients that check it, browsers above all, fail at once with an error and 1006; a client that does not can talk.',
  confirms: 'Sec-WebSocket-Protocol is missing from the answer, or its value is not in the list of the request.',
  rulesOut: 'A client that offers no subprotocol, or an answer that names one of those offered.',
  remedy:
    'Choose one of the subprotocols that the client offers. Name it where the handshake is answered, since a message afterwards is too late.',
  fix: {
    fastapi: `offered = websocket.scope["subprotocols"]
await websocket.accept(subprotocol="chat.v2" if "chat.v2" in offered else None)`,
    async: `const subprotocol = connection.subprotocols.find((offered) => offered === 'chat.v2');
await connection.accept({ subprotocol });`,
    ws: `const sockets = new WebSocketServer({
  server,
  handleProtocols: (offered) => (offered.has('chat.v2') ? 'chat.v2' : false),
});`,
  },
  step: 'subprotocol',
  lookAlikes: ['protocol-error'],
  next: 'Connect twice with a client that shows the answer, with the subprotocols offered and without: if it only goes wrong with them, compare the two headers.',
};
