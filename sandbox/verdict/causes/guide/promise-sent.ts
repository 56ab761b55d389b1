import type { GuideEntry } from './guide-entry.ts';

export const promiseSent: GuideEntry = {
  name: 'A promise is sent as text',
  looks: 'The answer is [object Promise], <coroutine object …>, [object Object] or {}, or has {} in the place of a value.',
  confirms: 'The value comes from an async function and was not awaited, or it is an object that was turned into text without JSON.',
  rulesOut: 'An empty object that is meant: {} is valid JSON.',
  remedy: 'Await the value first, and then send it as JSON. A template, String() or str() does not make JSON of an object.',
  fix: {
    fastapi: `await websocket.send_json(await build_reply(data))`,
    async: `await connection.sendJson(await buildReply(text));`,
    ws: `socket.send(JSON.stringify(await buildReply(String(data))));`,
  },
  step: 'forgotten-await',
  lookAlikes: ['wrong-form'],
  next: 'Print the value in the line before it is sent: a promise has to be awaited, and an object has to be made JSON.',
};
