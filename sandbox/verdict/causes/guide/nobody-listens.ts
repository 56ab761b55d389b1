import type { GuideEntry } from './guide-entry.ts';

export const nobodyListens: GuideEntry = {
  name: 'Nobody waits for messages',
  looks:
    'The connection opens and stays open, and no message ever gets an answer. Pings are answered by the library, though a recent uvicorn stops answering even those once a message lies unread.',
  confirms: 'The handler waits for something else, or no message listener was ever added.',
  rulesOut: 'A single answer on that connection, or a line of output for a message that was received.',
  remedy:
    'Let the handler wait for messages, again and again, and answer each. Anything else that it waits for belongs in a task or a timer beside the loop.',
  fix: {
    fastapi: `while True:
    data = await websocket.receive_text()
    await websocket.send_text(answer(data))`,
    async: `while (true) {
  const text = await connection.receiveText();
  await connection.sendText(answer(text));
}`,
    ws: `sockets.on('connection', (socket) => {
  socket.on('message', (data) => socket.send(answer(String(data))));
});`,
  },
  step: 'open-then-gone',
  lookAlikes: ['handler-returned', 'listens-late', 'never-awaited', 'task-threw', 'bytes-compared', 'cross-talk', 'not-reading'],
  next: 'Write a line of output as the first thing that is done with a message: if it does not appear, nobody listens, and if it does, the answer is lost later.',
};
