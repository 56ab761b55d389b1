import type { GuideEntry } from './guide-entry.ts';

export const noErrorListener: GuideEntry = {
  name: 'Nobody listens for errors',
  looks:
    'A client that sends a forbidden frame gets its close frame, with 1002, 1007 or 1009, and at the same moment every other connection ends with 1006. A client that resets during the upgrade has the same effect.',
  confirms: 'An error event without a listener ended the process, and no line of the handler is in its stack.',
  rulesOut: 'A second connection that lives on, or a stack that has a line of the handler in it.',
  remedy:
    'Add a listener for error to each connection, before anything is awaited. Add one to the stream of the upgrade, too, until handleUpgrade has taken it over.',
  fix: {
    ws: `server.on('upgrade', async (request, stream, head) => {
  const failed = (error: Error) => console.warn(error.message);
  stream.on('error', failed);
  await findUser(request);
  stream.off('error', failed);
  sockets.handleUpgrade(request, stream, head, (socket) => {
    socket.on('error', failed);
    serve(socket);
  });
});`,
  },
  step: 'no-error-listener',
  lookAlikes: ['process-died'],
  next: 'Send a frame with a reserved bit while a second connection is open: the second one ends too only where nobody listens for the error.',
};
