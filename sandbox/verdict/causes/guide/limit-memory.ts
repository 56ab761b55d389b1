import type { GuideEntry } from './guide-entry.ts';

export const limitMemory: GuideEntry = {
  name: 'It holds too much memory',
  looks: 'Every connection ends at the same moment without a close frame (1006), after many messages or after big ones.',
  confirms: 'The memory of the process grows with what comes, and reaches its limit.',
  rulesOut: 'Memory that stays level while messages come and go.',
  remedy: 'Find what grows and is never let go: a history, a cache, a queue for a client that does not read. Give it a bound.',
  fix: {
    fastapi: `notes: deque[str] = deque(maxlen=100)`,
    async: `notes.push(note);
if (notes.length > 100) notes.shift();`,
    ws: `notes.push(note);
if (notes.length > 100) notes.shift();`,
  },
  lookAlikes: ['process-died'],
  next: 'Send the same harmless message a thousand times and watch the memory of the process: where something is kept for ever, it grows each time.',
};
