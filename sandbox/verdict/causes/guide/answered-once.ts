import type { GuideEntry } from './guide-entry.ts';

export const answeredOnce: GuideEntry = {
  name: 'Only the first messages are answered',
  looks:
    'The first message, or the first few, are answered as they should be, and then no more. The connection ends after the answer where the handler has returned, and stays open and silent where it has only stopped listening.',
  confirms: 'The handler returns after an answer, it receives outside of its loop, or its listener was added with once.',
  rulesOut: 'A first message that gets no answer either, or a later one that is answered.',
  remedy:
    'Make the code that receives run again after each message. Look for a return or a break at the end of the loop’s body, for a receive above the loop, and for once in place of on.',
  fix: {
    fastapi: `while True:
    message = await websocket.receive_json()
    await websocket.send_json(answer(message))
    if message["type"] == "done":
        return  # in this branch alone`,
    async: `while (true) {
  const message = await connection.receiveJson<Message>();
  await connection.sendJson(answer(message));
  if (message.type === 'done') return; // in this branch alone
}`,
    ws: `socket.on('message', (data) => socket.send(answer(String(data)))); // on, not once`,
  },
  step: 'one-and-done',
  lookAlikes: ['swallowed-error', 'messages-lost', 'two-readers', 'task-threw'],
  next: 'On a new connection send the first message twice, with a pause between: if the second one gets no answer, the handler has stopped, whatever the message says.',
};
