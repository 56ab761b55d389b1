import type { GuideEntry } from './guide-entry.ts';

export const letIn: GuideEntry = {
  name: 'It lets in whom it should turn away',
  looks: 'A client without a right to be there gets its 101, and stays, or gets data before it is closed.',
  confirms: 'The check is missing, compares too little, or runs beside the conversation or after it has begun.',
  rulesOut: 'A refusal in place of the 101, or a close with a code of your own and no data frame before it.',
  remedy: 'Find out who somebody is before you read or send anything. Refuse before the 101, or close after it, and then return.',
  fix: {
    fastapi: `if await find_member(token) is None:
    await websocket.close(code=4401)  # before accept: 403
    return
await websocket.accept()`,
    async: `if ((await findMember(token)) === undefined) {
  await connection.refuse(401);
  return;
}
await connection.accept();`,
    ws: String.raw`if ((await findMember(token)) === undefined) {
  stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  return;
}
sockets.handleUpgrade(request, stream, head, serve);`,
  },
  step: 'who-goes-there',
  lookAlikes: ['unasked'],
  next: 'Connect with a token that nobody has and send a message at once: an answer to it came too early, whatever close follows.',
};
