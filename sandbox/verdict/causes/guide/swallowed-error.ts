import type { GuideEntry } from './guide-entry.ts';

export const swallowedError: GuideEntry = {
  name: 'An exception is swallowed',
  looks:
    'A certain message gets no answer, and the connection ends as if all were well: with 1000, with 1005, or with no close frame. Swallowed inside the loop, the exception leaves the connection open, and the next good message is answered.',
  confirms: 'The handler returns in the middle of a message, or goes on without an answer, and the output is empty: a catch says nothing.',
  rulesOut: 'An exception in the output, or the same message being answered on a new connection.',
  remedy:
    'Catch an exception where it concerns one message alone, write it to the output with its stack, and answer. Let no catch be silent, and none catch more than you can answer for.',
  fix: {
    fastapi: `data = await websocket.receive_text()
try:
    process_message(data)
except ValueError:
    traceback.print_exc()
    await websocket.send_json({"type": "error"})`,
    async: `const text = await connection.receiveText();
try {
  processMessage(text);
} catch (error) {
  console.error(error);
  await connection.sendJson({ type: 'error' });
}`,
    ws: `socket.on('message', (data) => {
  try {
    processMessage(String(data));
  } catch (error) {
    console.error(error);
    socket.send(JSON.stringify({ type: 'error' }));
  }
});`,
  },
  step: 'swallowed',
  lookAlikes: ['handler-threw', 'answered-once', 'closed-on-purpose', 'closed-without-code', 'task-threw'],
  next: 'Send that message first on a new connection, with a line of output in each catch: if it fares no better there, the message is the reason, and the line names the exception.',
};
