import type { GuideEntry } from './guide-entry.ts';

export const unasked: GuideEntry = {
  name: 'It sends more than it was asked for',
  looks: 'A message comes that answers nothing: a second one to the same question, or one before the first question.',
  confirms: 'One message leads to two sends, or something is sent before any has come.',
  rulesOut: 'A protocol that has pushes in it: greetings, ticks and news are not a fault.',
  remedy:
    'Follow one message to every send that it leads to, and keep the one that answers it. Send before the first question only where the protocol says so.',
  fix: {
    fastapi: `data = await websocket.receive_text()
await websocket.send_text(answer(data))  # the only send in the loop`,
    async: `const text = await connection.receiveText();
await connection.sendText(answer(text)); // the only send in the loop`,
    ws: `socket.on('message', (data) => socket.send(answer(String(data)))); // the only listener that sends`,
  },
  lookAlikes: ['flood', 'listeners-pile-up', 'cross-talk', 'let-in'],
  next: 'Ask one question on each of three connections, one after another, and count: the same surplus on each is a second send, a growing one is a listener for each connection, and one on another connection is cross-talk.',
};
