import type { GuideEntry } from './guide-entry.ts';

export const loopFrozen: GuideEntry = {
  name: 'The loop never lets go',
  looks:
    'From one moment on nobody gets anything: no answer, no pong, and no 101 for a newcomer, although TCP still connects. Often that moment is a client’s goodbye.',
  confirms: 'The process is busy without end, always at the same line: a loop in which nothing waits.',
  rulesOut: 'A pong, however late, for anybody: then something blocks for a while and ends.',
  remedy:
    'Let a receive loop end with its client: never catch the disconnect together with everything else. In any other loop, await something that really waits.',
  fix: {
    fastapi: `while True:
    try:
        message = await websocket.receive_json()
    except json.JSONDecodeError:
        continue  # the disconnect is not caught here, so it ends the loop
    await websocket.send_json(answer(message))`,
    async: `while (true) {
  try {
    await connection.sendJson(answer(await connection.receiveJson()));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error; // the disconnect ends the loop
  }
}`,
    ws: 'Put a listener or a timer in the place of a loop that waits for something to change.',
  },
  step: 'the-undying-loop',
  lookAlikes: ['loop-blocked', 'no-upgrade-answer', 'not-reading', 'shared-timer', 'limit-output'],
  next: 'Ping a second connection and wait: a pong at once means that the loop runs, a late one that a call blocks it, and none at all that it never lets go.',
};
