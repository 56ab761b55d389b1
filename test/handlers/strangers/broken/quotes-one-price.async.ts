import { type Connection, WebSocketDisconnect } from 'clinic';

const PRICES: Record<string, number> = { apple: 3, pear: 4, quince: 9 };

type Ask = { item?: string; amount?: number };

function quote(ask: Ask): object {
  const price = PRICES[ask.item ?? ''];
  if (price === undefined) return { error: 'unknown item', items: Object.keys(PRICES) };
  return { item: ask.item, total: price * (ask.amount ?? 1) };
}

function parse(text: string): Ask {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Ask) : {};
  } catch {
    return {};
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    const incoming = await connection.receive();
    switch (incoming.type) {
      case 'text':
        return await connection.sendJson(quote(parse(incoming.text)));
      case 'bytes':
        return await connection.sendJson({ error: 'text please' });
      case 'disconnect':
        return;
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
