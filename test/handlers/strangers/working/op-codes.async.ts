/*
 * A binary protocol. Request: op (1 byte), tag (2 bytes, big endian), operands (4 bytes each).
 * Answer: the tag, a status (0 is fine), the result (4 bytes).
 */
import { Buffer } from 'node:buffer';
import { type Connection, WebSocketDisconnect } from 'clinic';

const OPS: Record<number, (operands: number[]) => number> = {
  0x01: (all) => all.reduce((sum, each) => (sum + each) | 0, 0),
  0x02: (all) => Math.max(...all),
  0x03: (all) => all.length,
};

function answer(request: Buffer): Buffer {
  const reply = Buffer.alloc(7);
  const operate = OPS[request.readUInt8(0)];
  reply.writeUInt16BE(request.readUInt16BE(1));
  const operands: number[] = [];
  for (let at = 3; at + 4 <= request.length; at += 4) operands.push(request.readInt32BE(at));
  if (!operate || (request.length - 3) % 4 !== 0 || operands.length === 0 || operands.length > 1_000) reply.writeUInt8(1, 2);
  else reply.writeInt32BE(operate(operands), 3);
  return reply;
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    for (;;) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      if (incoming.type === 'text') return await connection.close(1003, 'binary only');
      if (incoming.bytes.length < 3) return await connection.close(1007, 'too short');
      await connection.sendBytes(answer(Buffer.from(incoming.bytes)));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
