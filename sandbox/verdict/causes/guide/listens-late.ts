import type { GuideEntry } from './guide-entry.ts';

export const listensLate: GuideEntry = {
  name: 'The listener comes too late',
  looks: 'A message that is sent as soon as the connection opens is never answered, and the same message a moment later is.',
  confirms: 'There is an await between the connection event and the line that adds the message listener.',
  rulesOut: 'An early message that is answered, or a later one that is not.',
  remedy:
    'Add the message listener before the first await. Let each message wait there until you may act on it: an emitter keeps nothing for a listener that comes later.',
  fix: {
    ws: `const account = findUser(clientId); // begun, and not awaited yet
socket.on('message', async (data) => {
  const user = await account;
  if (user) socket.send(answer(user, String(data)));
});
if (!(await account)) socket.close(4401, 'no account');`,
  },
  step: 'lost-first-message',
  lookAlikes: ['nobody-listens', 'messages-lost'],
  next: 'Open two connections, and send at once on one and after a second on the other: where the listener comes late, only the second is answered.',
};
