import type { Connection } from 'clinic';

interface Order {
  id: number;
  lines: { sku: string; count: number }[];
}

const stock = new Map([
  ['bolt', 120],
  ['nut', 80],
]);

function reserve({ id, lines }: Order) {
  const short = lines.filter(({ sku, count }) => (stock.get(sku) ?? 0) < count);
  if (short.length === 0) for (const { sku, count } of lines) stock.set(sku, stock.get(sku)! - count);
  return { id, reserved: short.length === 0, short: short.map(({ sku }) => sku) };
}

export default async function handler(connection: Connection) {
  try {
    await connection.accept();
    while (true) {
      const order = await connection.receiveJson<Order>();
      await connection.sendJson(reserve(order));
    }
  } catch {
    // client is gone
  }
}
