// Each line is written piece by piece.
import { type Connection, WebSocketDisconnect } from 'clinic';

function write(...pieces: string[]): void {
  for (const piece of pieces) process.stdout.write(piece);
  process.stdout.write('\n');
}

export default async function handler(connection: Connection, clientId: string) {
  write('🔄', ' attempt ', clientId);
  await connection.accept();
  write('✅', ' accepted ', clientId);
  try {
    while (true) {
      write('⏳', ' waiting ', clientId);
      const text = await connection.receiveText();
      write('📥', ' ', clientId, ' ', text);
      await connection.sendText('Echo: ' + text);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    write('👋', ' gone ', clientId);
  }
}
