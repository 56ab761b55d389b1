import { EventEmitter, once } from 'node:events';
import { type Connection, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  id?: string;
}

/** Says `printed` when the paper is out. */
class PrintJob extends EventEmitter {
  constructor(id: string | undefined) {
    super();
    setTimeout(() => this.emit('printed', id), 1_500);
  }
}

async function answerTo({ type, id }: Message): Promise<object> {
  if (type !== 'report') return { type: 'response', data: 'Message received' };
  const [printed] = await once(new PrintJob(id), 'printed');
  return { type: 'report', id: printed };
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) await connection.sendJson(await answerTo(await connection.receiveJson<Message>()));
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
