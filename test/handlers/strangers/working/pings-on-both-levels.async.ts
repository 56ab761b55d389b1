import { type Connection, type Settings, WebSocketDisconnect } from 'clinic';

export const settings: Settings = { pingIntervalMs: 20_000, pingTimeoutMs: 10_000, maxMessageBytes: 32 * 1024 };

const replies = new Map<string, () => object>([
  ['ping', () => ({ type: 'pong' })],
  ['version', () => ({ type: 'version', version: '1.4.0' })],
]);

const typeOf = (text: string): string => {
  try {
    return String(JSON.parse(text)?.type);
  } catch {
    return 'nothing';
  }
};

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      const reply = incoming.type === 'text' ? replies.get(typeOf(incoming.text)) : undefined;
      await connection.sendJson(reply?.() ?? { type: 'error', known: [...replies.keys()] });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
