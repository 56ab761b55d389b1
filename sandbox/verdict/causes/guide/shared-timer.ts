import type { GuideEntry } from './guide-entry.ts';

export const sharedTimer: GuideEntry = {
  name: 'One timer for everybody',
  looks: 'When one client leaves, another stops getting what came to it on a timer. Its pings and messages are answered as before.',
  confirms: 'One variable of the whole module holds the timer: each new client overwrites it, and whoever leaves first clears the newest.',
  rulesOut: 'Ticks that go on for everybody else, or a missing pong: then it is the loop that stands still.',
  remedy: 'Keep each timer in a local variable of its connection. Clear it when that connection ends, on every way out.',
  fix: {
    fastapi: `ticker = asyncio.create_task(tick(websocket))  # local: one for each connection
try:
    await chat(websocket)
finally:
    ticker.cancel()`,
    async: `const timer = setInterval(tick, 1_000); // local: one for each connection
try {
  await chat(connection);
} finally {
  clearInterval(timer);
}`,
    ws: `sockets.on('connection', (socket) => {
  const timer = setInterval(() => socket.send('tick'), 1_000); // local: one for each connection
  socket.on('close', () => clearInterval(timer));
});`,
  },
  lookAlikes: ['loop-frozen', 'left-behind', 'dead-member', 'id-overwritten'],
  next: 'Connect A and then B, close A, and ping B: a pong without any further tick is a timer that both shared.',
};
