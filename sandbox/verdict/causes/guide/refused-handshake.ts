import type { GuideEntry } from './guide-entry.ts';

export const refusedHandshake: GuideEntry = {
  name: 'The opening handshake is refused',
  looks: 'An HTTP status such as 400, 401, 403, 404 or 426 comes in place of the 101. A browser hides it and reports an error and 1006.',
  confirms: 'A route, a check before accept or an upgrade listener gives that very status.',
  rulesOut: 'A 101, or a 500 from a handler that ended before it had accepted.',
  remedy:
    'Compare the path, the query, the headers and the subprotocols of the request with what the backend asks for. Find out who wrote the status: the route, a check before accept, or a proxy in front.',
  fix: {
    fastapi:
      'Look for a path that no route has, a parameter that is missing, a dependency that fails, or a close before accept: each of them is a 403.',
    async: 'Look for close() before accept and for a path other than /ws/{client_id}, which are a 403, and for refuse(status).',
    ws: 'Look at the options of WebSocketServer, where another path is a 400 and a refusal by verifyClient a 401, and at what your upgrade listener writes.',
  },
  step: 'never-accepted',
  lookAlikes: ['never-accepted', 'wrong-route', 'needs-more', 'upgrade-lost'],
  next: 'Send exactly what a working client sends, and then change the path, the query and the headers one at a time: the one that changes the status names the check.',
};
