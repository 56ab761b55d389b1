import type { GuideEntry } from './guide-entry.ts';

export const illegalClose: GuideEntry = {
  name: 'It closes with a code that must not be sent',
  looks: 'A close was meant and no close frame comes: the connection ends with 1006, and with ws every other one with it.',
  confirms: 'The exception comes out of close itself, which refused the code or the reason.',
  rulesOut: 'A close frame from the handler, or an exception from another call.',
  remedy:
    'Send 1000, 1001, 1003, 1007 to 1013, or a code of your own from 3000 to 4999; 1005, 1006, 1015 and HTTP statuses are never sent. Keep the reason to 123 bytes of UTF-8.',
  fix: {
    fastapi: `await websocket.close(code=4401, reason="unauthorised")  # not 401`,
    async: `await connection.close(4401, 'unauthorised'); // not 401`,
    ws: `socket.close(4401, 'unauthorised'); // not 401`,
  },
  step: 'illegal-codes',
  lookAlikes: ['handler-threw', 'process-died'],
  next: 'Read in the output which call the exception comes from: here, and only here, it is close.',
};
