import type { Connection } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  let text = await connection.receiveText().then((first) => first, () => undefined);
  while (text !== undefined) {
    const next = connection.receiveText();
    const sent = connection.sendText('{"type":"response","data":"Message received"}');
    const [, following] = await Promise.allSettled([sent, next]);
    text = following.status === 'fulfilled' ? following.value : undefined;
  }
}
