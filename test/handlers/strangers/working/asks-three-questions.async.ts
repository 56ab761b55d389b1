import { type Connection, WebSocketDisconnect } from 'clinic';

/** A form as a generator: it yields questions and is given the answers. */
function* form(): Generator<string, string, string> {
  const name = yield 'What is your name?';
  const town = yield `Where do you live, ${name}?`;
  let age = Number(yield 'How old are you?');
  while (!Number.isInteger(age)) age = Number(yield 'In whole years, please?');
  return `${name} of ${town}, ${age}`;
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const questions = form();
  try {
    let step = questions.next();
    while (!step.done) {
      await connection.sendText(step.value);
      let incoming = await connection.receive();
      while (incoming.type === 'bytes') incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      step = questions.next(incoming.text.trim().slice(0, 40) || 'nobody');
    }
    await connection.sendText(`Thank you. Noted: ${step.value}.`);
    await connection.close(1000, 'the form is complete');
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
