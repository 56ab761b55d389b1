import type { GuideEntry } from './guide-entry.ts';

export const notReading: GuideEntry = {
  name: 'The connection is not read',
  looks: 'The connection is open, and not even a ping gets its pong, while other connections are answered as always.',
  confirms:
    'There is a pause without a resume, a message that the handler leaves unread (with a recent uvicorn), or code that took the stream over.',
  rulesOut: 'A pong on that connection, or other connections that get none either: then the loop itself stands still.',
  remedy: 'Call resume after each pause, on every path. Receive in a loop of its own, and let a task wait for whatever else is needed.',
  fix: {
    fastapi: `pusher = asyncio.create_task(push_prices(websocket))
try:
    while True:
        await websocket.receive_text()  # reads on, so that pings are answered
except WebSocketDisconnect:
    pass
finally:
    pusher.cancel()`,
    ws: `socket.pause();
try {
  await makeRoom();
} finally {
  socket.resume();
}`,
  },
  lookAlikes: ['nobody-listens', 'loop-frozen'],
  next: 'Ping a second connection, and ping this one before and after its first message: a pong on the second means that the loop runs, and pongs here that stop with the message mean that nobody receives it.',
};
