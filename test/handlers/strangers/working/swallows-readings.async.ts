// A collector: sensors send their readings and never get an answer.
import type { Connection } from 'clinic';

const sums = new Map<string, { count: number; total: number }>();

export default async function handler(connection: Connection, sensor: string) {
  await connection.accept();
  for (let incoming = await connection.receive(); incoming.type !== 'disconnect'; incoming = await connection.receive()) {
    const value = incoming.type === 'text' ? Number.parseFloat(incoming.text) : Number.NaN;
    if (!Number.isFinite(value)) {
      console.warn('%s: not a reading', sensor);
      continue;
    }
    const { count = 0, total = 0 } = sums.get(sensor) ?? {};
    sums.set(sensor, { count: count + 1, total: total + value });
  }
  console.log('%s: %o', sensor, sums.get(sensor));
}
