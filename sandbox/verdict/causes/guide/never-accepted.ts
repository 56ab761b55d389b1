import type { GuideEntry } from './guide-entry.ts';

export const neverAccepted: GuideEntry = {
  name: 'The connection is never accepted',
  looks: 'The opening handshake gets 500, and the connection never opens. A browser hides the status and reports an error and 1006.',
  confirms: 'The handler has ended, and no accept was awaited on the way.',
  rulesOut: 'A 101, or a status other than 500: somebody chose that one.',
  remedy:
    'Await accept on every path that lets a client in, before anything is sent or received. Refuse the others on purpose, with a close before accept (403) or with a status.',
  fix: {
    fastapi: `if room is None:
    await websocket.close()  # before accept, this is a 403
    return
await websocket.accept()`,
    async: `if (!room) {
  await connection.refuse(404);
  return;
}
await connection.accept();`,
  },
  step: 'never-accepted',
  lookAlikes: ['handler-threw', 'refused-handshake'],
  next: 'Write a line of output at the start and at the end of the handler: both without an exception mean a forgotten accept, the first alone an exception, and neither that the handler was never called.',
};
