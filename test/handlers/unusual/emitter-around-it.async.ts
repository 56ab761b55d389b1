// The connection as an event emitter: one listener logs, another one answers.
import { EventEmitter, once } from 'node:events';
import { type Connection, WebSocketDisconnect } from 'clinic';

interface Events {
  open: [];
  wait: [];
  text: [text: string, answer: (text: string) => void];
  end: [];
}

function log(events: EventEmitter<Events>, clientId: string): void {
  events.on('open', () => console.log(`✅ ${clientId} is in`));
  events.on('wait', () => console.log(`⏳ ${clientId} is quiet`));
  events.on('text', (text) => console.log(`📥 ${clientId} says ${text}`));
  events.on('end', () => console.log(`👋 ${clientId} is out`));
}

export default async function handler(connection: Connection, clientId: string) {
  const events = new EventEmitter<Events>();
  log(events, clientId);
  const end = once(events, 'end');
  console.log(`🔄 ${clientId} knocks`);
  await connection.accept();
  events.emit('open');
  events.on('text', (text, answer) => answer(`Echo: ${text}`));
  try {
    for (;;) {
      events.emit('wait');
      const text = await connection.receiveText();
      const { promise, resolve } = Promise.withResolvers<string>();
      events.emit('text', text, resolve);
      await connection.sendText(await promise);
    }
  } catch (error) {
    events.emit('end');
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
  await end;
}
