import type { Connection } from 'clinic';

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
  while (true) {
    const came = await connection.receive();
    if (came.type === 'disconnect') break;
    if (came.type === 'bytes') {
      await connection.close(1007, 'this is not text');
      break;
    }
    await connection.sendJson(store(JSON.parse(came.text)));
  }
  console.log(`${clientId} has left`);
}
