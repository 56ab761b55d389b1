import { type Connection, WebSocketDisconnect } from 'clinic';

const room: Connection[] = [];

async function broadcast(event: object) {
  for (const member of room) {
    await member.sendJson(event);
  }
}

export default async function handler(connection: Connection, name: string) {
  await connection.accept();
  room.push(connection);
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') {
        console.log(`${name} has left`);
        return;
      }
      if (incoming.type === 'text') await broadcast({ name, text: incoming.text });
    }
  } catch (error) {
    console.error(`${name} failed`, error);
    if (error instanceof WebSocketDisconnect) return;
    throw error;
  }
}
