/** The server's own pings, as uvicorn sends them. */
import type { WebSocket } from 'ws';
import type { Settings } from './settings.ts';

/** `onDead`: a pong did not come in time. */
export function keepAlive(webSocket: WebSocket, { pingIntervalMs, pingTimeoutMs }: Settings, onDead: () => void): void {
  if (pingIntervalMs === undefined) return;
  let deadline: NodeJS.Timeout | undefined;
  const interval = setInterval(() => {
    webSocket.ping();
    deadline ??= setTimeout(onDead, pingTimeoutMs);
  }, pingIntervalMs);
  webSocket.on('pong', () => {
    clearTimeout(deadline);
    deadline = undefined;
  });
  webSocket.on('close', () => {
    clearInterval(interval);
    clearTimeout(deadline);
  });
}
