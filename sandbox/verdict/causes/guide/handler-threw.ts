import type { GuideEntry } from './guide-entry.ts';

export const handlerThrew: GuideEntry = {
  name: 'The handler throws',
  looks:
    'The connection ends without a close frame (1006), often at one certain message, and nobody else notices. Thrown before accept, the exception makes the opening handshake fail with 500.',
  confirms: 'The output has the exception with its stack, and the handler ended at that line.',
  rulesOut: 'No exception in the output, or other connections that end at the same moment.',
  remedy:
    'Catch what a bad message can cause inside the loop, and answer it. For the fault that you did not foresee, write the exception to the output and close this one connection with 1011.',
  fix: {
    fastapi: `try:
    while True:
        await websocket.send_json(answer(await websocket.receive_json()))
except WebSocketDisconnect:
    pass
except Exception:
    traceback.print_exc()
    await websocket.close(code=1011, reason="Internal server error")`,
    async: `try {
  while (true) await connection.sendJson(answer(await connection.receiveJson()));
} catch (error) {
  if (error instanceof WebSocketDisconnect) return;
  console.error(error);
  await connection.close(1011, 'Internal server error');
}`,
  },
  step: 'honest-1011',
  lookAlikes: [
    'handler-returned',
    'process-died',
    'unhandled-rejection',
    'swallowed-error',
    'never-accepted',
    'illegal-close',
    'denied',
    'dead-member',
  ],
  next: 'Make it happen with a second connection open, and read the output: the second one lives on, and the exception names the line.',
};
