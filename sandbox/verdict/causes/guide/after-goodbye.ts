import type { GuideEntry } from './guide-entry.ts';

export const afterGoodbye: GuideEntry = {
  name: 'The handler goes on after the client has left',
  looks:
    'Nothing is wrong on the wire: the client leaves and its connection ends. The damage shows later: the number of clients only grows, or messages are sent to somebody who has gone.',
  confirms: 'The handler throws after the client’s close frame or reset, at a send, a close or another receive.',
  rulesOut:
    'An exception that was thrown before the client left, or a handler that ends with the disconnect and does not touch the connection again.',
  remedy:
    'Let the disconnect end the conversation. Put the cleanup in finally, where every way out passes, and send or close nothing there.',
  fix: {
    fastapi: `online.add(websocket)
try:
    while True:
        await websocket.send_json(answer(await websocket.receive_json()))
except WebSocketDisconnect:
    pass  # nobody is there to send to, and nothing is left to close
finally:
    online.discard(websocket)`,
    async: `online.add(connection);
try {
  while (true) await connection.sendJson(answer(await connection.receiveJson()));
} catch (error) {
  // After a disconnect nobody is there to send to, and nothing is left to close.
  if (!(error instanceof WebSocketDisconnect)) throw error;
} finally {
  online.delete(connection);
}`,
  },
  step: 'goodbye-is-normal',
  lookAlikes: ['noisy-goodbye', 'left-behind'],
  next: 'Let a client leave while its answer is being made, and read in the output which call failed and which lines below it never ran.',
};
