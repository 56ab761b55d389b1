import type { GuideEntry } from './guide-entry.ts';

export const limitOutput: GuideEntry = {
  name: 'It writes too much output',
  looks: 'From one moment on nobody gets an answer or a pong, and the output fills with the same line until the run is stopped.',
  confirms: 'A loop writes a line on each turn, and nothing in it waits.',
  rulesOut: 'Output that comes with messages, and stops when they do.',
  remedy:
    'Find the loop that writes, and what it should be waiting for. Often it is a receive that fails at once, again and again, for a client that has left.',
  fix: {
    fastapi: `while True:
    try:
        await websocket.send_json(answer(await websocket.receive_json()))
    except WebSocketDisconnect:
        break  # the next receive would fail at once
    except ValueError as error:
        print(f"💥 {error}")`,
    async: `while (true) {
  try {
    await connection.sendJson(answer(await connection.receiveJson()));
  } catch (error) {
    if (error instanceof WebSocketDisconnect) break; // the next receive would fail at once
    console.error(error);
  }
}`,
    ws: 'Write from listeners and from timers that are cleared, never from a loop that does not wait.',
  },
  step: 'the-undying-loop',
  lookAlikes: ['loop-frozen', 'limit-events'],
  next: 'Read the last lines of the output: the line that repeats names the loop, and an output that has stopped means that the loop is silent.',
};
