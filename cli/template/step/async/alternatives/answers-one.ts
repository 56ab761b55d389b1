import { type Connection, WebSocketDisconnect } from 'clinic';

const accepted = (id: string) => ({ type: 'accepted', id });

async function answerOne(connection: Connection): Promise<boolean> {
  try {
    const { id } = await connection.receiveJson<{ id: string }>();
    await connection.sendJson(accepted(id));
    return true;
  } catch (error) {
    if (error instanceof WebSocketDisconnect) return false;
    throw error;
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  while (await answerOne(connection));
}
