import type { GuideEntry } from './guide-entry.ts';

export const listenersPileUp: GuideEntry = {
  name: 'Listeners pile up',
  looks: 'Each new client gets one copy more of the same answer than the client before it.',
  confirms:
    'For each connection a listener is added to something that all share, the server, an emitter or a list, and never taken off. Node warns of it from the eleventh on: MaxListenersExceededWarning.',
  rulesOut: 'The same number of copies for every client, however many have come before.',
  remedy:
    'Add to the connection itself the listeners that are about it. What has to be added to a shared emitter is taken off when the connection closes.',
  fix: {
    fastapi: `listeners.append(forward)
try:
    await chat(websocket)
finally:
    listeners.remove(forward)`,
    async: `prices.on('change', forward);
try {
  await chat(connection);
} finally {
  prices.off('change', forward);
}`,
    ws: `sockets.on('connection', (socket) => {
  const forward = (price: string) => socket.send(price);
  prices.on('change', forward);
  socket.on('close', () => prices.off('change', forward));
});`,
  },
  lookAlikes: ['unasked'],
  next: 'Open five connections one after another, ask the same on each, and count: a number that grows is a listener for each connection, and one that stays the same is a second send.',
};
