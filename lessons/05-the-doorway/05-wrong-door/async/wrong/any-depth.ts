import { type Connection, type Routes, WebSocketDisconnect } from 'clinic';

interface Asked {
  station?: string;
  stop?: string;
}

async function talk(connection: Connection, answer: (asked: Asked) => object) {
  await connection.accept();
  try {
    while (true) await connection.sendJson(answer(await connection.receiveJson<Asked>()));
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${connection.path}: a client has left`);
  }
}

const board = (connection: Connection) => talk(connection, ({ station }) => ({ board: station }));
const train = (connection: Connection, number: string) => talk(connection, ({ stop }) => ({ train: number, stop }));

function below(prefix: string, routes: Routes): Routes {
  return Object.fromEntries(Object.entries(routes).map(([path, handler]) => [prefix + path, handler]));
}

export default below('/live', {
  '/board': board,
  '/board/': board,
  '/trains/{number:path}': (connection, number = '') => train(connection, number.replace(/\/$/, '')),
});
