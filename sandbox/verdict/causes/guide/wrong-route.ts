import type { GuideEntry } from './guide-entry.ts';

export const wrongRoute: GuideEntry = {
  name: 'The path is not one that is served',
  looks:
    'The opening handshake gets 403 from FastAPI and async, 400 or 404 from ws, or no answer where an upgrade listener ignores the path. Another path of the same backend gets its 101.',
  confirms: 'No route has this path, with its prefix, its parts and the slash at its end; the handler is never called.',
  rulesOut: 'A line of the handler in the output, or a 101 at the same path with another token, header or query.',
  remedy:
    'Compare the whole path with the route: the prefix, each part, the slash at the end, and not the query. Answer a path that is not served with a status, and at once.',
  fix: {
    fastapi: `app.include_router(router, prefix="/api")  # its route "/ws" is at "/api/ws", and not at "/api/ws/"`,
    async: `export default { '/api/ws': handler } satisfies Routes; // not at '/api/ws/'; a handler alone is at '/ws/{client_id}'`,
    ws: String.raw`server.on('upgrade', (request, stream, head) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost'); // without the query
  if (pathname === '/ws') sockets.handleUpgrade(request, stream, head, serve);
  else stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
});`,
  },
  lookAlikes: ['refused-handshake', 'no-upgrade-answer', 'needs-more'],
  next: 'Ask for the path with and without its prefix and with and without the last slash: a 101 among the answers names the path that is served.',
};
