import type { GuideEntry } from './guide-entry.ts';

export const closedOnPurpose: GuideEntry = {
  name: 'It closes the connection itself',
  looks: 'A close frame with a code comes from the handler, and the client had not said goodbye.',
  confirms: 'A line of the handler calls close with that code.',
  rulesOut:
    'A close that is the server’s own: uvicorn’s 1000 after a handler that has ended, its 1011 for a missing pong, its 1012 when it stops.',
  remedy:
    'Find the line that closes, and why it was reached: a clean code is no proof of health. Close only what is over, with the code that says why.',
  fix: {
    fastapi: `if message["type"] == "done":
    await websocket.close(code=1000)  # on this path alone
    return`,
    async: `if (message.type === 'done') {
  await connection.close(1000); // on this path alone
  return;
}`,
    ws: `if (message.type === 'done') socket.close(1000); // on this path alone`,
  },
  lookAlikes: ['handler-returned', 'swallowed-error', 'needs-more', 'idle-limit'],
  next: 'Write a line of output before each close, and make it happen again: if none of them appears, the close was the server’s.',
};
