// Requests are worked on at the same time: an answer carries the id of its request, and comes when it is ready.
import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

const delays: Record<string, number> = { slow: 300, medium: 100, fast: 5 };

async function work(request: any): Promise<object> {
  const id = request?.id ?? null;
  const delay = delays[request?.kind];
  if (delay === undefined) return { id, error: `kind is one of ${Object.keys(delays)}` };
  await sleep(delay);
  return { id, result: request.kind };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const pending = new Set<Promise<unknown>>();
  while (true) {
    const incoming = await connection.receive();
    if (incoming.type === 'disconnect') break;
    const task = work(incoming.type === 'text' ? parse(incoming.text) : null)
      .then((answer) => connection.sendJson(answer))
      .catch((error) => {
        if (!(error instanceof WebSocketDisconnect)) console.error(error);
      })
      .finally(() => pending.delete(task));
    pending.add(task);
  }
  await Promise.all(pending);
}
