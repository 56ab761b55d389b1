import { type Connection, WebSocketDisconnect } from 'clinic';

let current: Connection;

const send = (message: object) => current.sendJson(message);

const handlers: Record<string, (argument: string) => PromiseLike<void>> = {
  upper: (argument) => send({ upper: argument.toUpperCase() }),
  lower: (argument) => send({ lower: argument.toLowerCase() }),
};

export default async function handler(connection: Connection) {
  await connection.accept();
  current = connection;
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      const [verb = '', ...rest] = (incoming.type === 'text' ? incoming.text : '').split(' ');
      await (handlers[verb] ?? handlers.upper!)(rest.join(' '));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
