import type { GuideEntry } from './guide-entry.ts';

export const leftBehind: GuideEntry = {
  name: 'Something outlives its connection',
  looks: 'Nothing is wrong on that connection. With each visit the process gets slower, and its number of clients only grows.',
  confirms: 'Handlers or timers are still there when every client has left.',
  rulesOut: 'Counts that are back where they began, after a goodbye, after a reset and after an error.',
  remedy:
    'End everything that was started for a connection when it ends, on every way out. Write the line that ends it beside the line that starts it.',
  fix: {
    fastapi: `ticker = asyncio.create_task(tick(websocket))
try:
    await chat(websocket)
finally:
    ticker.cancel()`,
    async: `const timer = setInterval(tick, 1_000);
try {
  await chat(connection);
} finally {
  clearInterval(timer);
}`,
    ws: `const timer = setInterval(tick, 1_000);
socket.on('close', () => clearInterval(timer));`,
  },
  step: 'goodbye-is-normal',
  lookAlikes: ['after-goodbye', 'shared-timer'],
  next: 'Let one client leave by goodbye, one by reset and one by an error, and count handlers and timers after each: the way out that leaves some behind is the one to mend.',
};
