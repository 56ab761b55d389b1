import type { GuideEntry } from './guide-entry.ts';

export const noisyGoodbye: GuideEntry = {
  name: 'A goodbye is logged as an error',
  looks: 'Nothing is wrong on the wire: the client leaves, and its close is answered.',
  confirms: 'Whenever a client leaves, an error or a stack appears in the output.',
  rulesOut: 'A client that leaves and is named in one ordinary line.',
  remedy: 'Give the disconnect a branch of its own, which says who has left and with which code. Keep errors for what is a fault.',
  fix: {
    fastapi: `try:
    await chat(websocket)
except WebSocketDisconnect as gone:
    print(f"👋 Disconnected: {client_id} ({gone.code})")
except Exception:
    traceback.print_exc()`,
    async: `try {
  await chat(connection);
} catch (error) {
  if (error instanceof WebSocketDisconnect) console.log('👋 disconnected', clientId, error.code);
  else console.error(error);
}`,
    ws: `socket.on('close', (code) => console.log('👋 disconnected', clientId, code)); // whatever the code`,
  },
  step: 'goodbye-is-normal',
  lookAlikes: ['after-goodbye'],
  next: 'Read the exception that a client leaves in the output: the disconnect itself was only logged as an error, and any other one comes from a call that was made too late.',
};
