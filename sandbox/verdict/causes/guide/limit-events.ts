import type { GuideEntry } from './guide-entry.ts';

export const limitEvents: GuideEntry = {
  name: 'It does the same again and again',
  looks: 'The run is stopped, often while little or nothing happens on the wire.',
  confirms: 'One error or call repeats thousands of times: an error that nothing catches, a call that is never awaited, a task that fails.',
  rulesOut: 'One error for each message that came.',
  remedy:
    'Find the loop, the timer or the listener that repeats it, and whoever swallows it. Mend the first one, and the others go with it.',
  fix: {
    fastapi: `await websocket.send_json(value)  # in a loop, too, each call is awaited`,
    async: `await connection.sendJson(value); // in a loop, too, each call is awaited`,
  },
  step: 'forgotten-await',
  lookAlikes: ['limit-output'],
  next: 'Look at what repeats: lines that the handler itself writes come to too much output, and errors or calls that are never awaited to too many events.',
};
