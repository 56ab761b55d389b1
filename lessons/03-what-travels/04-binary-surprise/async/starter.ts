import { type Connection, WebSocketDisconnect } from 'clinic';

interface Reading {
  sensor: string;
  celsius: number;
}

const latest = new Map<string, number>();

function store({ sensor, celsius }: Reading) {
  latest.set(sensor, celsius);
  console.log(`${sensor}: ${celsius} °C, ${latest.size} sensors known`);
  return { type: 'stored', sensor, celsius };
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  console.log(`${clientId} is connected`);
  try {
    while (true) {
      const reading = await connection.receiveJson<Reading>();
      await connection.sendJson(store(reading));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has left`);
  }
}
