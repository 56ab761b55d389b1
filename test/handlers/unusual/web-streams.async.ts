// A readable stream of messages is piped through a transform into a writable stream of answers.
import { type Connection, WebSocketDisconnect } from 'clinic';

function incoming(connection: Connection): ReadableStream<string> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          controller.enqueue(await connection.receiveText());
        } catch (error) {
          if (error instanceof WebSocketDisconnect) controller.close();
          else controller.error(error);
        }
      },
    },
    { highWaterMark: 0 },
  );
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const answering = new TransformStream<string, object>({
    transform: (_text, controller) => controller.enqueue({ type: 'response', data: 'Message received' }),
  });
  const outgoing = new WritableStream<object>({ write: async (answer) => connection.sendJson(answer) });
  try {
    await incoming(connection).pipeThrough(answering).pipeTo(outgoing);
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
