import { type Connection, WebSocketDisconnect } from 'clinic';

class First {
  readonly name: string = 'chat.v1';

  answer(text: string): object {
    return { said: text };
  }
}

class Second extends First {
  override readonly name = 'chat.v2';

  override answer(text: string): object {
    return { text, type: 'said' };
  }
}

const speakers = [new Second(), new First()];

export default async function handler(connection: Connection) {
  const chosen = speakers.find(({ name }) => connection.subprotocols.includes(name));
  await connection.accept({ subprotocol: chosen?.name });
  const speaker = chosen ?? new First();
  try {
    while (true) {
      const { text } = await connection.receiveJson<{ text: string }>();
      await connection.sendJson(speaker.answer(text));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
