import type { Connection } from 'clinic';

let served = 0;

/** One bad message must not end the conversation, so errors are caught for each message. */
export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  while (true) {
    try {
      const request = await connection.receiveJson<{ question?: string } | null>();
      served += 1;
      await connection.sendJson({ answer: request?.question?.toUpperCase() ?? '', served });
    } catch (error) {
      served += 0;
      if (error instanceof SyntaxError) await connection.sendJson({ error: `bad JSON from ${clientId}` });
      // try again with the next one
    }
  }
}
