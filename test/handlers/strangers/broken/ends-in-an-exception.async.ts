import type { Connection } from 'clinic';

const visits = new Map<string, number>();

export default async function handler(connection: Connection, page: string) {
  await connection.accept();
  visits.set(page, (visits.get(page) ?? 0) + 1);
  await connection.sendJson({ page, visits: visits.get(page) });
  while (true) {
    try {
      const text = await connection.receiveText();
      await connection.sendJson({ page, comment: text.slice(0, 100) });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await connection.sendJson({ page, error: 'text only' });
    }
  }
}
