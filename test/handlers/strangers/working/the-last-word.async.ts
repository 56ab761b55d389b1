// A search box: what is typed within a tenth of a second is answered once, with the last of it.
import { type Connection, WebSocketDisconnect } from 'clinic';

const TITLES = ['Tea and Sympathy', 'The Teahouse', 'Coffee Breaks', 'Teamwork'];

const search = (words: string) => TITLES.filter((title) => title.toLowerCase().includes(words.toLowerCase()));

export default async function handler(connection: Connection) {
  await connection.accept();
  let timer: NodeJS.Timeout | undefined;
  const answer = async (words: string) => {
    try {
      await connection.sendJson({ words, found: search(words) });
    } catch (error) {
      if (!(error instanceof WebSocketDisconnect)) console.error(error);
    }
  };
  for (let next = await connection.receive(); next.type !== 'disconnect'; next = await connection.receive()) {
    if (next.type !== 'text') continue;
    clearTimeout(timer);
    timer = setTimeout(answer, 100, next.text.slice(0, 50));
  }
  clearTimeout(timer);
}
