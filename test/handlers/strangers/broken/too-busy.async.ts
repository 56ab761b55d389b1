import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

async function render(scene: string): Promise<string> {
  await sleep(120);
  return `rendered ${scene.slice(0, 40)}`;
}

export default async function handler(connection: Connection) {
  await connection.accept();
  let busy = false;

  async function start(scene: string) {
    busy = true;
    try {
      await connection.sendText(await render(scene));
    } catch (error) {
      if (!(error instanceof WebSocketDisconnect)) console.error(error);
    } finally {
      busy = false;
    }
  }

  for (;;) {
    const incoming = await connection.receive();
    if (incoming.type === 'disconnect') return;
    if (busy) continue; // one scene at a time
    void start(incoming.type === 'text' ? incoming.text : 'nothing');
  }
}
