import type { GuideEntry } from './guide-entry.ts';

export const loopBlocked: GuideEntry = {
  name: 'One connection blocks all others',
  looks: 'While one client’s message is worked on, nobody else gets an answer, a pong or a 101. Then everything comes at the same instant.',
  confirms: 'The work calls something that keeps the thread: time.sleep, a query or a file without await, a long calculation.',
  rulesOut: 'A pong that comes at once during the work: then only that one answer is slow.',
  remedy:
    'Wait without blocking, with calls that can be awaited. Hand long work to a thread or a worker, or cut it into slices with a wait after each.',
  fix: {
    fastapi: `await asyncio.sleep(1.5)  # in place of time.sleep(1.5)
report = await asyncio.to_thread(make_report)  # for work that blocks`,
    async: `await sleep(1_500); // in place of sleepSync(1_500)`,
    ws: `import { setTimeout } from 'node:timers/promises';

await setTimeout(1_500); // in place of a loop that looks at the clock`,
  },
  step: 'frozen-loop',
  lookAlikes: ['loop-frozen'],
  next: 'Ask for the slow answer, ping on a second connection, and wait: where a call blocks, the pong comes together with the answer, and where the loop is frozen, never.',
};
