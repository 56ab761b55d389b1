import { EventEmitter, on, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, WebSocketDisconnect } from 'clinic';

const log = (level: 'info' | 'warn', fields: object) =>
  (level === 'warn' ? process.stderr : process.stdout).write(`${JSON.stringify({ level, ...fields })}\n`);

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const heard = new EventEmitter();
  const over = new AbortController();
  const { signal } = over;

  const game = async () => {
    let moves = 0;
    for await (const [command] of on(heard, 'command', { signal })) {
      if (command.type === 'move') await connection.sendJson({ type: 'moved', id: command.id, moves: (moves += 1) });
      else
        for (let left = command.from - 1; left >= 0; left--) {
          await wait(100, undefined, { signal });
          await connection.sendJson({ type: 'tick', left });
        }
    }
  };
  const playing = game().catch((error) => log('warn', { clientId, ended: error.name }));

  heard.on('chat', (message) => {
    log('info', { clientId, text: message.text });
    connection.sendJson(message).then(undefined, () => over.abort());
  });
  const read = async () => {
    while (true) {
      const message = await connection.receiveJson<{ type: string }>();
      heard.emit(message.type === 'chat' ? 'chat' : 'command', message);
    }
  };
  read().catch((error) => heard.emit('end', error));
  const [error] = await once(heard, 'end');
  over.abort();
  await playing;
  if (!(error instanceof WebSocketDisconnect)) throw error;
}
