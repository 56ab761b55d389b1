import type { GuideEntry } from './guide-entry.ts';

export const processDied: GuideEntry = {
  name: 'The process dies',
  looks: 'Every connection ends at the same moment without a close frame (1006), and new ones are refused.',
  confirms: 'The process has exited: nobody caught an exception, or a line of the handler ended it.',
  rulesOut: 'Another connection that lives on, or a newcomer that gets its 101.',
  remedy:
    'Catch the exception where its connection is in scope, write it to the output, and answer or close that connection alone. A handler ends its own connection and never the process.',
  fix: {
    fastapi: `return  # ends this connection; os._exit() ends every one`,
    async: `return; // ends this connection; process.exit() ends every one`,
    ws: `socket.on('message', (data) => {
  try {
    socket.send(answer(String(data)));
  } catch (error) {
    console.error(error);
    socket.close(1011, 'Internal server error');
  }
});`,
  },
  step: 'crash-takes-everyone',
  lookAlikes: [
    'handler-returned',
    'handler-threw',
    'hung-up',
    'unhandled-rejection',
    'no-error-listener',
    'illegal-close',
    'denied',
    'limit-memory',
    'dead-member',
  ],
  next: 'Make it happen with a second connection open, and open a third afterwards: where the process has died, the second ends too and the third is refused, and the end of the output says why.',
};
