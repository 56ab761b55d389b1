import { type Connection, WebSocketDisconnect } from 'clinic';

/** "sub news.*", "unsub news.*", "pub news.sport 2:1". Who publishes gets no answer. */
const subscriptions = new Map<Connection, Set<string>>();

const matches = (pattern: string, topic: string) => pattern === topic || (pattern.endsWith('*') && topic.startsWith(pattern.slice(0, -1)));

const commands: Record<string, (from: Connection, argument: string, rest: string) => unknown> = {
  sub: (from, pattern) => subscriptions.get(from)?.add(pattern.slice(0, 100)),
  unsub: (from, pattern) => subscriptions.get(from)?.delete(pattern),
  pub: (_from, topic, payload) =>
    Promise.allSettled(
      [...subscriptions].filter(([, patterns]) => [...patterns].some((pattern) => matches(pattern, topic))).map(async ([to]) => to.sendText(`${topic} ${payload}`)),
    ),
};

export default async function handler(connection: Connection) {
  await connection.accept();
  subscriptions.set(connection, new Set());
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      const [verb = '', argument = '', ...rest] = incoming.type === 'text' ? incoming.text.split(' ') : [];
      if (Object.hasOwn(commands, verb)) await commands[verb]!(connection, argument, rest.join(' '));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    subscriptions.delete(connection);
  }
}
