import { type Connection, WebSocketDisconnect } from 'clinic';

const serialize = (message: object) => JSON.stringify(message);

const routes: Record<string, (body: any) => object> = {
  time: () => ({ type: 'time', minutes: 90 }),
  sum: ({ numbers }) => ({ type: 'sum', value: Array.isArray(numbers) ? numbers.reduce((a: number, b: number) => a + b, 0) : 0 }),
};

function respond(text: string): object {
  try {
    const body = JSON.parse(text);
    const route = routes[body?.type];
    return route ? route(body) : { type: 'error', reason: 'no such type' };
  } catch {
    return { type: 'error', reason: 'not JSON' };
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      const answer = incoming.type === 'text' ? respond(incoming.text) : { type: 'error', reason: 'binary' };
      await connection.sendJson(serialize(answer));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
