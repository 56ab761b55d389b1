import type { GuideEntry } from './guide-entry.ts';

export const hungUp: GuideEntry = {
  name: 'It hangs up before the handshake is answered',
  looks: 'TCP ends before the opening handshake has been answered. A client reports “socket hang up”, or an error and 1006, and no status.',
  confirms: 'The upgrade listener calls destroy or end on the stream, and has written nothing to it.',
  rulesOut: 'A status line before the end, or a process that ended at the same moment.',
  remedy: 'Write a status before you end the stream. A client can act on 401 or 403, and on a hang-up it cannot.',
  fix: {
    ws: String.raw`stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'); // not destroy()`,
  },
  step: 'never-accepted',
  lookAlikes: ['process-died', 'unhandled-rejection'],
  next: 'Connect a second time: if the connection is taken, the hang-up was meant for the first request, and if it is refused, the process has died.',
};
