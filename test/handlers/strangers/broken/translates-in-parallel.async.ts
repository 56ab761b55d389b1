// Handling each message in its own task keeps slow translations from holding up the next message.
import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

const delays = [150, 90, 20];
let turn = 0;

async function translate(text: string): Promise<string> {
  await sleep(delays[turn++ % delays.length]!);
  return text.replace(/[aeiou]/g, 'ø');
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const running = new Set<Promise<void>>();
  const start = (work: () => Promise<void>) => {
    const task = work().catch((error) => {
      if (!(error instanceof WebSocketDisconnect)) console.error(error);
    });
    running.add(task);
    task.finally(() => running.delete(task));
  };
  for (;;) {
    const incoming = await connection.receive();
    if (incoming.type === 'disconnect') break;
    if (incoming.type === 'text') start(async () => connection.sendText(await translate(incoming.text)));
    else start(async () => connection.sendText('?'));
  }
  await Promise.all(running);
}
