import { type Connection, WebSocketDisconnect } from 'clinic';

async function next(connection: Connection, id: string) {
  process.stdout.write(`⏳ ${id}\n`);
  const text = await connection.receiveText();
  process.stdout.write(`📥 ${id} ${text}\n`);
  return text;
}

const ignoreGoodbye = (error: unknown) => {
  if (!(error instanceof WebSocketDisconnect)) throw error;
};

export default async function handler(connection: Connection, id: string) {
  console.info('🔄', id);
  await connection.accept();
  console.info('✅', id);
  const talk = async () => {
    for (;;) await connection.sendText('Echo: '.concat(await next(connection, id)));
  };
  await talk().catch(ignoreGoodbye);
  console.info('👋', id);
}
