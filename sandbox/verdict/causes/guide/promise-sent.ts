import type { GuideEntry } from './guide-entry.ts';

export const promiseSent: GuideEntry = {
  name: 'A promise is sent as text',
  looks: 'The answer is [object Promise], [object Object] or {}, or has {} in the place of a value.',
  confirms: 'What is sent is what an async function gave, not awaited, or an object that was made text without JSON.',
  rulesOut: 'An empty object that is meant: {} is valid JSON.',
  remedy: 'Await the value first, and then send it as JSON. A template or String makes text of an object, and no JSON.',
  fix: {
    async: `await connection.sendJson(await buildReply(text));`,
    ws: `socket.send(JSON.stringify(await buildReply(String(data))));`,
  },
  step: 'forgotten-await',
  lookAlikes: ['wrong-form'],
  next: 'Print the value in the line before it is sent: a promise has to be awaited, and an object has to be made JSON.',
};
