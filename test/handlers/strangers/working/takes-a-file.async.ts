// {"name":"a.txt","size":3}, then binary messages with as many bytes, then the digest comes back.
import { createHash, type Hash } from 'node:crypto';
import { type Connection, WebSocketDisconnect } from 'clinic';

interface Upload {
  name: string;
  left: number;
  hash: Hash;
}

function begin(text: string): Upload | string {
  let head: any;
  try {
    head = JSON.parse(text);
  } catch {
    return 'expected a header as JSON';
  }
  if (typeof head?.name !== 'string' || !Number.isInteger(head.size) || head.size < 1) return 'expected a name and a size';
  if (head.size > 1_000_000) return 'too large';
  return { name: head.name, left: head.size, hash: createHash('sha1') };
}

export default async function handler(connection: Connection) {
  await connection.accept();
  let upload: Upload | undefined;
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      if (incoming.type === 'text') {
        const begun = begin(incoming.text);
        upload = typeof begun === 'string' ? undefined : begun;
        await connection.sendJson(typeof begun === 'string' ? { error: begun } : { ready: begun.name });
      } else if (!upload || incoming.bytes.length > upload.left) {
        upload = undefined;
        await connection.sendJson({ error: 'unexpected bytes' });
      } else {
        upload.hash.update(incoming.bytes);
        upload.left -= incoming.bytes.length;
        if (upload.left === 0) await connection.sendJson({ stored: upload.name, sha1: upload.hash.digest('hex') });
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
