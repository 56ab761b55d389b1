import type { GuideEntry } from './guide-entry.ts';

export const notLogged: GuideEntry = {
  name: 'Nothing is logged at one point',
  looks: 'Nothing is wrong on the wire.',
  confirms: 'The output has no line for one of these: the attempt, the accept, the wait, a message, the goodbye, an error.',
  rulesOut: 'A line at each of these points, with the client it is about.',
  remedy:
    'Write a line before each wait and after each message, with the client’s id and what came. When a connection dies, the last line says where.',
  fix: {
    fastapi: `print(f"⏳ Waiting for message from {client_id}")
data = await websocket.receive_text()
print(f"📥 Received from {client_id}: {data}")`,
    async: `console.log('⏳ waiting for', clientId);
const text = await connection.receiveText();
console.log('📥 received from', clientId, text);`,
    ws: `console.log('✅ accepted', clientId);
socket.on('message', (data) => console.log('📥 received from', clientId, String(data)));
socket.on('close', (code) => console.log('👋 disconnected', clientId, code));`,
  },
  step: 'where-did-it-die',
  lookAlikes: [],
};
