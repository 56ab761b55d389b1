import { type Connection, WebSocketDisconnect } from 'clinic';

type Verb = 'deposit' | 'withdraw';

const amounts = new Map<string, number>();

function isCommand(value: any): value is { verb: Verb; amount: number } {
  return (value?.verb === 'deposit' || value?.verb === 'withdraw') && Number.isFinite(value.amount);
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export default async function handler(connection: Connection, account: string) {
  await connection.accept();
  let banned = false;
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      if (banned) continue;
      const command = incoming.type === 'text' ? read(incoming.text) : null;
      if (!isCommand(command)) {
        connection.close(1008, 'protocol violation');
        banned = true;
        continue;
      }
      const sign = command.verb === 'deposit' ? 1 : -1;
      amounts.set(account, (amounts.get(account) ?? 0) + sign * command.amount);
      await connection.sendJson({ balance: amounts.get(account) });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
