import type { GuideEntry } from './guide-entry.ts';

export const needsMore: GuideEntry = {
  name: 'It wants something that was not given',
  looks:
    'The opening handshake gets 401 or 403, or the connection opens and is closed at once, with a code such as 1008 or 4401. With a token, a header or a query it stays open.',
  confirms: 'A check in the handler, in a dependency or in verifyClient looks for one of these and does not find it.',
  rulesOut: 'The same end for a client that sends everything a working client sends.',
  remedy:
    'Give what is asked for and connect again: this is a refusal, not a fault. Let the refusal say what is missing, by its status or by a close code with a reason.',
  fix: {
    fastapi: `async def websocket_endpoint(websocket: WebSocket, token: str | None = None) -> None:
    await websocket.accept()
    if token is None:  # a parameter without a default would be a bare 403
        await websocket.close(code=1008, reason="token missing")
        return`,
    async: `if (!connection.query.has('token')) {
  await connection.refuse(401, 'token missing');
  return;
}`,
    ws: String.raw`if (!new URL(request.url ?? '/', 'http://localhost').searchParams.has('token')) {
  stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  return;
}`,
  },
  step: 'never-accepted',
  lookAlikes: ['refused-handshake', 'wrong-route', 'closed-on-purpose'],
  next: 'Connect again with the token, the headers and the query of a working client: if it stays open now, one of them was missing.',
};
