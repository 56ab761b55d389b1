import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  const say = (sign: string, rest = '') => console.log(`${sign} ${clientId} ${rest}`);
  say('🔄');
  await connection.accept();
  say('✅');
  let open = true;
  while (open) {
    say('⏳');
    try {
      const data = await connection.receiveText();
      say('📥', data);
      await connection.sendText(`Echo: ${data}`);
    } catch (error) {
      open = false;
      if (!(error instanceof WebSocketDisconnect)) throw error;
    }
  }
  say('👋');
}
