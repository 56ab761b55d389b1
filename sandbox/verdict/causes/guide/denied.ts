import type { GuideEntry } from './guide-entry.ts';

export const denied: GuideEntry = {
  name: 'It reaches out of the sandbox',
  looks: 'The connection, or every one of them, ends without a close frame (1006). Outside the sandbox it does not.',
  confirms: 'The exception comes from a call for a file, the network or another process, which the sandbox has denied.',
  rulesOut: 'The same exception outside the sandbox.',
  remedy:
    'Keep in memory what the handler needs for the length of a run. Where it asks another machine, put a function there that answers in its place.',
  fix: {
    fastapi: `rooms: dict[str, str] = {}  # in memory, in place of a file or a database`,
    async: `const rooms = new Map<string, string>(); // in memory, in place of a file or a database`,
    ws: `const rooms = new Map<string, string>(); // in memory, in place of a file or a database`,
  },
  lookAlikes: ['handler-threw', 'process-died'],
  next: 'Run the same handler outside the sandbox: what fails in the sandbox alone was denied there.',
};
