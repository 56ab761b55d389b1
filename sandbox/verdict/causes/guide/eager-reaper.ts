import type { GuideEntry } from './guide-entry.ts';

export const eagerReaper: GuideEntry = {
  name: 'The heartbeat ends healthy clients',
  looks:
    'Each client gets one ping, answers it, and is dropped at the time of the next, mostly without a close frame (1006). All of them reach the same age, however much they say.',
  confirms:
    'The flag that the ping clears is never set again: nobody listens for pong, or the listener sets a flag that the timer does not read.',
  rulesOut: 'A client that left a ping unanswered, which is rightly dropped, or one that lives through a second ping.',
  remedy:
    'Set the flag when the pong comes, for the very connection that the timer looks at. Terminate only a client that has not answered by the next ping.',
  fix: {
    ws: `let isAlive = true;
socket.on('pong', () => {
  isAlive = true;
});
const timer = setInterval(() => {
  if (!isAlive) return socket.terminate();
  isAlive = false;
  socket.ping();
}, 30_000);
socket.on('close', () => clearInterval(timer));`,
  },
  lookAlikes: ['idle-limit'],
  next: 'Let one client chat and another keep silent, both answering pings: the heartbeat ends both at the same age, an idle limit only the silent one.',
};
