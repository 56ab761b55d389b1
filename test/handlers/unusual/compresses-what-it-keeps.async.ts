// Each message is compressed before it is kept.
import { type Connection, WebSocketDisconnect } from 'clinic';

const kept: ArrayBuffer[] = [];

async function gzip(text: string): Promise<ArrayBuffer> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      kept.push(await gzip(await connection.receiveText()));
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
