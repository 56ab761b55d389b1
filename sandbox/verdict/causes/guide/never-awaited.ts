import type { GuideEntry } from './guide-entry.ts';

export const neverAwaited: GuideEntry = {
  name: 'A call is never awaited',
  looks:
    'The connection is open, pings are answered, and the answer never comes. Where it is a receive that nobody awaits, messages pour out instead, and without an awaited accept the opening handshake gets 500.',
  confirms: 'The output says that a call “was never awaited”, and names it.',
  rulesOut: 'An output without that line, once the handler has ended.',
  remedy:
    'Put await in front of the call, and in front of each helper that makes it. What is not to be waited for becomes a task that somebody holds.',
  fix: {
    fastapi: `await websocket.send_text(answer(data))
await reply(websocket)  # a helper that sends is awaited, too`,
    async: `await connection.sendText(answer(text));
await reply(connection); // a helper that sends is awaited, too`,
  },
  step: 'forgotten-await',
  lookAlikes: ['nobody-listens', 'flood'],
  next: 'Send one message, close, and read the output: it names the call that was never awaited, if there is one.',
};
