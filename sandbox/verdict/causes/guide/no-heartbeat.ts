import type { GuideEntry } from './guide-entry.ts';

export const noHeartbeat: GuideEntry = {
  name: 'There is no heartbeat',
  looks: 'No ping comes, however long the connection is idle. A client that vanishes without a goodbye counts as connected for ever.',
  confirms: 'Neither the handler nor its server sends pings on a timer, or a timer sends them to some connections only.',
  rulesOut: 'A ping in a minute of silence, whoever sends it: uvicorn sends one every 20 s by itself.',
  remedy:
    'Ping each connection on a timer, and terminate it when no pong has come by the next ping. Clear the timer when the connection closes.',
  fix: {
    fastapi: `uvicorn.run(app, ws_ping_interval=20, ws_ping_timeout=20)`,
    async: `export const settings = { pingIntervalMs: 20_000, pingTimeoutMs: 20_000 };`,
    ws: `let isAlive = true;
socket.on('pong', () => {
  isAlive = true;
});
const timer = setInterval(() => {
  if (!isAlive) return socket.terminate();
  isAlive = false;
  socket.ping();
}, 30_000);
socket.on('close', () => clearInterval(timer));`,
  },
  lookAlikes: ['idle-limit'],
  next: 'Keep a connection silent for five minutes without a proxy in between: it lives on where only the pings are missing, and ends where there is an idle limit.',
};
