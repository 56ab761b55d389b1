import type { GuideEntry } from './guide-entry.ts';

export const handlerReturned: GuideEntry = {
  name: 'The handler ends by itself',
  looks:
    'The connection opens and ends within milliseconds, before any message. How it ends is up to the server: uvicorn sends 1000 up to 0.23.0, leaves the connection open and silent from 0.23.2 to 0.38, and drops it without a close frame (1006) from 0.39 on.',
  confirms: 'The handler runs to its last line and returns, without an exception.',
  rulesOut: 'An exception in the output, or a message that was answered before the end.',
  remedy: 'Wait for messages in a loop, so that the handler lives as long as its connection. Let the disconnect be what ends the loop.',
  fix: {
    fastapi: `await websocket.accept()
try:
    while True:
        data = await websocket.receive_text()
        await websocket.send_text(answer(data))
except WebSocketDisconnect:
    pass`,
    async: `await connection.accept();
try {
  while (true) {
    const text = await connection.receiveText();
    await connection.sendText(answer(text));
  }
} catch (error) {
  if (!(error instanceof WebSocketDisconnect)) throw error;
}`,
  },
  step: 'open-then-gone',
  lookAlikes: ['handler-threw', 'process-died', 'closed-on-purpose', 'nobody-listens'],
  next: 'Write a line of output at the end of the handler and one before each close, and connect again: the first without the second is a handler that ends by itself.',
};
