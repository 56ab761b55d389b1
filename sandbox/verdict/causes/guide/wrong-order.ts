import type { GuideEntry } from './guide-entry.ts';

export const wrongOrder: GuideEntry = {
  name: 'Answers come in another order',
  looks: 'Asked together, questions are answered in the order in which the work on them ends. Asked one by one, each gets its answer.',
  confirms: 'The work on a message begins before the one before it is answered: a task for each message, or an async listener.',
  rulesOut: 'A question that gets the wrong answer when it is asked alone.',
  remedy:
    'Answer one message before you begin with the next, or let each answer wait for those before it, in a chain for each connection. A question that fails must not break the chain.',
  fix: {
    fastapi: `while True:
    message = await websocket.receive_json()
    await answer(websocket, message)  # not create_task(answer(…))`,
    async: `while (true) {
  const message = await connection.receiveJson();
  await answer(connection, message); // with await
}`,
    ws: `let last = Promise.resolve();
socket.on('message', (data) => {
  last = last.then(() => answer(socket, String(data))).catch((error) => console.error(error));
});`,
  },
  step: 'out-of-order',
  lookAlikes: ['wrong-content'],
  next: 'Ask the same questions one at a time: if each answer is right now, only their order was wrong.',
};
