import type { GuideEntry } from './guide-entry.ts';

export const taskThrew: GuideEntry = {
  name: 'A task fails unseen',
  looks: 'One request is never answered, on a connection that is well: pings and other messages get their answers.',
  confirms: 'The output says “Task exception was never retrieved”, with the stack of a task that nobody awaits.',
  rulesOut: 'An answer to that request, or a connection that ends with it.',
  remedy:
    'Catch the exception inside the task, and answer there. Keep each task in a set for as long as it runs, and cancel it when its client leaves.',
  fix: {
    fastapi: `async def quote(websocket: WebSocket, message: dict) -> None:
    try:
        answer = await look_up(message)
    except Exception:
        traceback.print_exc()
        answer = {"type": "error", "id": message["id"]}
    await websocket.send_json(answer)`,
  },
  step: 'crash-takes-everyone',
  lookAlikes: ['nobody-listens', 'answered-once', 'swallowed-error', 'two-readers', 'messages-lost'],
  next: 'Send a message that surely works after the one without an answer: if it is answered, only that one request has failed, and the output may have the exception of its task.',
};
