import type { GuideEntry } from './guide-entry.ts';

export const unhandledRejection: GuideEntry = {
  name: 'A rejection is not handled',
  looks:
    'Every connection ends at the same moment without a close frame (1006), sometimes a while after the message that is to blame. New ones are refused.',
  confirms: 'A promise was rejected and nobody held it, so Node ended the process.',
  rulesOut: 'A second connection that lives on, or a process that runs Python: there the task alone fails.',
  remedy:
    'Await the call, or catch the error inside the function that does the work. A try around a call that is not awaited is left before the error happens.',
  fix: {
    async: `async function quote(message: Message): Promise<void> {
  try {
    await connection.sendJson(await lookUp(message));
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) console.error(error);
  }
}`,
    ws: `socket.on('message', async (data) => {
  try {
    socket.send(JSON.stringify(await lookUp(String(data))));
  } catch (error) {
    console.error(error);
    socket.send(JSON.stringify({ type: 'error' }));
  }
});`,
  },
  step: 'crash-takes-everyone',
  lookAlikes: ['handler-threw', 'process-died', 'hung-up'],
  next: 'Make it happen with a second connection open: if that one ends too, the process died, and the stack in the output begins in an async function that nobody awaits.',
};
