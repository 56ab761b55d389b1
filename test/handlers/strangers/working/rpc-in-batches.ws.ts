import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

type Reply = { jsonrpc: '2.0'; id: unknown } & ({ result: unknown } | { error: { code: number; message: string } });

const error = (id: unknown, code: number, message: string): Reply => ({ jsonrpc: '2.0', id, error: { code, message } });

const api = new Map<string, (...params: unknown[]) => unknown>(
  Object.entries({
    subtract: (a, b) => Number(a) - Number(b),
    sum: (...all) => all.map(Number).reduce((x, y) => x + y, 0),
    notify: () => undefined,
  }),
);

function single(request: any): Reply | undefined {
  if (typeof request !== 'object' || request === null || request.jsonrpc !== '2.0') return error(request?.id ?? null, -32600, 'Invalid Request');
  const method = api.get(request.method);
  if (!method) return error(request.id ?? null, -32601, 'Method not found');
  const result = method(...(Array.isArray(request.params) ? request.params.slice(0, 100) : []));
  return 'id' in request ? { jsonrpc: '2.0', id: request.id, result: result ?? null } : undefined;
}

function respond(text: string): Reply | Reply[] | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return error(null, -32700, 'Parse error');
  }
  if (!Array.isArray(body)) return single(body);
  if (body.length === 0) return error(null, -32600, 'Invalid Request');
  const replies = body.map(single).filter((reply) => reply !== undefined);
  return replies.length > 0 ? replies : undefined;
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server, maxPayload: 1024 * 1024 });
  wss.on('connection', (ws) => {
    ws.on('error', ({ message }) => console.error(message));
    ws.on('message', (data, isBinary) => {
      const reply = isBinary ? error(null, -32700, 'Parse error') : respond(data.toString());
      if (reply !== undefined) ws.send(JSON.stringify(reply));
    });
  });
}
