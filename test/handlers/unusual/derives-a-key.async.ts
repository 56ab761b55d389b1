// PBKDF2 and HMAC of Web Crypto before each answer.
import { type Connection, WebSocketDisconnect } from 'clinic';

const encoder = new TextEncoder();

async function sign(text: string, password: string): Promise<ArrayBuffer> {
  const material = await crypto.subtle.importKey('raw', encoder.encode(password), 'PBKDF2', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: crypto.getRandomValues(new Uint8Array(16)), iterations: 20_000 },
    material,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  );
  return crypto.subtle.sign('HMAC', key, encoder.encode(text));
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const signature = await sign(await connection.receiveText(), clientId);
      console.log(`${clientId}: ${Buffer.from(signature).toString('hex')}`);
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
