import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

type Id = string | number | null;
type Method = (params: any) => unknown;

const methods: Record<string, Method> = {
  add: ({ a, b }) => Number(a) + Number(b),
  echo: (params) => params,
  async slow({ ms = 10 }) {
    await sleep(Math.min(Number(ms) || 0, 2_000));
    return 'done';
  },
};

const failure = (id: Id, code: number, message: string) => ({ jsonrpc: '2.0', id, error: { code, message } });

async function call(text: string): Promise<object | undefined> {
  let request: any;
  try {
    request = JSON.parse(text);
  } catch {
    return failure(null, -32700, 'Parse error');
  }
  if (request?.jsonrpc !== '2.0' || typeof request.method !== 'string') return failure(request?.id ?? null, -32600, 'Invalid Request');
  const method = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
  if (!method) return failure(request.id ?? null, -32601, 'Method not found');
  try {
    const result = await method(request.params ?? {});
    return request.id === undefined ? undefined : { jsonrpc: '2.0', id: request.id, result };
  } catch (error) {
    return failure(request.id ?? null, -32603, String(error));
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      const answer = incoming.type === 'text' ? await call(incoming.text) : failure(null, -32700, 'Parse error');
      if (answer) await connection.sendJson(answer);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
