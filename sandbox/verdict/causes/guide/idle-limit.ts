import type { GuideEntry } from './guide-entry.ts';

export const idleLimit: GuideEntry = {
  name: 'An idle limit ends a silent client',
  looks:
    'The connection ends a fixed time after its last message, with a code or without a close frame (1006). It never ends while it is in use.',
  confirms: 'The handler puts a time-out around its receive, or there is one on the stream or in the server’s settings.',
  rulesOut: 'An end that comes as soon while the client chats, or one that comes only through a proxy: then the limit is the proxy’s.',
  remedy:
    'Silence is not a fault: ping the client, and end it only when no pong comes. Where a proxy has the limit, ping more often than it allows.',
  fix: {
    fastapi: `data = await websocket.receive_text()  # without asyncio.wait_for
uvicorn.run(app, ws_ping_interval=20, ws_ping_timeout=20)`,
    async: `export const settings = { pingIntervalMs: 20_000 }; // and no race of receiveText with sleep`,
    ws: `const timer = setInterval(() => socket.ping(), 20_000); // and no setTimeout on request.socket
socket.on('close', () => clearInterval(timer));`,
  },
  lookAlikes: ['eager-reaper', 'no-heartbeat', 'closed-on-purpose'],
  next: 'For the same few minutes keep one connection silent and chat on another, both without a proxy: an idle limit ends the silent one alone.',
};
