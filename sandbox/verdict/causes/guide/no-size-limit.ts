import type { GuideEntry } from './guide-entry.ts';

export const noSizeLimit: GuideEntry = {
  name: 'Messages of any size are taken',
  looks: 'A message that is far too big is answered like any other, where a close with 1009 was due.',
  confirms: 'Nobody has set a limit, so the server’s own holds: 16 MiB with uvicorn and with async, 100 MiB with ws.',
  rulesOut: 'A close with 1009 for a message over the size that you chose.',
  remedy:
    'Set the limit where the server is made: it can refuse a message before the bytes are in memory. A check in the handler comes too late for that.',
  fix: {
    fastapi: `uvicorn.run(app, ws_max_size=64 * 1024)`,
    async: `export const settings = { maxMessageBytes: 64 * 1024 };`,
    ws: `const sockets = new WebSocketServer({ server, maxPayload: 64 * 1024 });`,
  },
  step: 'too-big',
  lookAlikes: [],
};
