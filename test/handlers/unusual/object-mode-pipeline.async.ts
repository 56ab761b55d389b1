// A pipeline of Node's streams, from messages to answers.
import { promises, Readable, Writable } from 'node:stream';
import { type Connection, WebSocketDisconnect } from 'clinic';

async function* received(connection: Connection) {
  try {
    for (;;) yield await connection.receiveText();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

async function* answered(texts: AsyncIterable<string>) {
  for await (const _text of texts) yield { type: 'response', data: 'Message received' };
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const answers = new Writable({
    objectMode: true,
    write: (answer: object, _encoding, done) => connection.sendJson(answer).then(() => done(), done),
  });
  try {
    await promises.pipeline(Readable.from(received(connection)), answered, answers);
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
