import { type Connection, WebSocketDisconnect } from 'clinic';

type Serve = (text: string) => Promise<void>;

async function withLights(connection: Connection, id: string, serve: Serve) {
  console.log('🔄', id);
  await connection.accept();
  console.log('✅', id);
  try {
    for (;;) {
      console.log('⏳', id);
      const text = await connection.receiveText();
      console.log('📥', id, text);
      await serve(text);
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) return console.log('👋', id, error.code);
    console.log('💥', id, (error as Error).stack);
    await connection.close(1011, 'Internal server error');
  }
}

export default (connection: Connection, id: string) =>
  withLights(connection, id, async (text) => {
    const { type, tags = [] } = JSON.parse(text) as { type: string; tags?: string[] };
    console.log('kept', type, tags.length);
    await connection.sendText(JSON.stringify({ type: 'response', data: 'Message received' }));
  });
