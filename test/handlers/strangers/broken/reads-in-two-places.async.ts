import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

async function commands(connection: Connection) {
  while (true) {
    const command = await connection.receive();
    if (command.type === 'disconnect') return;
    await connection.sendJson({ from: 'commands', ok: true });
  }
}

async function acknowledgements(connection: Connection, pending: Map<number, string>) {
  while (true) {
    const ack = await connection.receive();
    if (ack.type === 'disconnect') return;
    const id = ack.type === 'text' ? Number(ack.text) : Number.NaN;
    if (pending.delete(id)) console.log('acknowledged', id);
    await sleep(1);
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const pending = new Map([[1, 'welcome']]);
  try {
    await connection.sendJson({ id: 1, event: 'welcome' });
    await Promise.race([commands(connection), acknowledgements(connection, pending)]);
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
