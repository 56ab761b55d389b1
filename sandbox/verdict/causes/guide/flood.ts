import type { GuideEntry } from './guide-entry.ts';

export const flood: GuideEntry = {
  name: 'It sends without waiting',
  looks: 'Message after message comes that nothing asked for, as fast as the wire takes them.',
  confirms: 'In a loop that sends, nothing waits: often it is a receive without await.',
  rulesOut: 'Messages with pauses between them: a timer or an event sends those.',
  remedy: 'Find the loop that sends, and the line in it that is to wait. Await that line; a pause in the loop only makes the flood slower.',
  fix: {
    fastapi: `data = await websocket.receive_text()  # without await, this waits for nothing
await websocket.send_text(answer(data))`,
    async: `const text = await connection.receiveText(); // without await, this waits for nothing
await connection.sendText(answer(text));`,
    ws: 'Send from the message listener, or from a timer that is cleared when the connection closes.',
  },
  step: 'forgotten-await',
  lookAlikes: ['unasked', 'never-awaited'],
  next: 'Open a connection, send nothing for a second, and count: a few messages are sent too often, and hundreds come from a loop that waits for nothing.',
};
