import type { GuideEntry } from './guide-entry.ts';

export const twoReaders: GuideEntry = {
  name: 'Two loops read one connection',
  looks:
    'Some messages are never answered, now this one and now that one, on a connection that stays open. A uvicorn older than 0.50 drops the connection instead.',
  confirms: 'Two receives wait on one connection at the same time.',
  rulesOut: 'A handler that receives in one place only.',
  remedy: 'Let one loop receive, and let it hand each message on to the part that it is for. Many parts may send.',
  fix: {
    fastapi: `player = asyncio.create_task(play(websocket, commands))
try:
    while True:
        message = await websocket.receive_json()
        if message["type"] == "chat":
            await websocket.send_json(message)
        else:
            commands.put_nowait(message)  # play() takes it from the queue
finally:
    player.cancel()`,
    async: `while (true) {
  const message = await connection.receiveJson<Message>();
  if (message.type === 'chat') await connection.sendJson(message);
  else game.take(message); // which does not receive
}`,
  },
  step: 'two-readers',
  lookAlikes: ['answered-once', 'task-threw', 'messages-lost'],
  next: 'Send the same message four times, with a pause after each: where two loops take turns, every other one is answered.',
};
