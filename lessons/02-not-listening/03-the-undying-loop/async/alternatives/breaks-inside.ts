import { type Connection, WebSocketDisconnect } from 'clinic';

const log = (level: 'info' | 'warn', fields: object) =>
  (level === 'warn' ? process.stderr : process.stdout).write(`${JSON.stringify({ level, ...fields })}\n`);

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const state = { skipped: 0, readings: 0 };
  loop: for (;;) {
    try {
      const { celsius } = await connection.receiveJson<{ celsius: number }>();
      state.readings += 1;
      log('info', { clientId, celsius });
      await connection.sendJson({ type: 'response', data: 'Message received', alarm: celsius > 60, skipped: state.skipped });
    } catch (error) {
      switch (true) {
        case error instanceof SyntaxError:
          state.skipped += 1;
          log('warn', { clientId, ...state });
          break;
        case error instanceof WebSocketDisconnect:
          log('info', { clientId, left: error.code, ...state });
          break loop;
        default:
          throw error;
      }
    }
  }
}
