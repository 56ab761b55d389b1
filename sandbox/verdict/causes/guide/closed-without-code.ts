import type { GuideEntry } from './guide-entry.ts';

export const closedWithoutCode: GuideEntry = {
  name: 'It closes without a code',
  looks: 'A close frame comes that is empty, and the client reports 1005. A browser takes that for a clean close.',
  confirms: 'A line of the handler calls close() with nothing in it, often from a catch.',
  rulesOut: 'A code in the close frame, or an end without a close frame (1006).',
  remedy:
    'Find out why that line was reached. Where the end is meant, give close a code: 1000 for a goodbye, 1011 for a fault of the server.',
  fix: {
    ws: `socket.close(1011, 'Internal server error');`,
  },
  step: 'swallowed',
  lookAlikes: ['swallowed-error'],
  next: 'Write a line of output in each catch and before each close, and send the last message again: an exception there was swallowed, and without one the close was meant.',
};
