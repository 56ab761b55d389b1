// [join_ref, ref, topic, event, payload], as Phoenix's second serializer has it
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

type Ref = string | null;
type Push = [joinRef: Ref, ref: Ref, topic: string, event: string, payload: unknown];

const channels = new Map<string, Map<WebSocket, Ref>>();

const isPush = (value: unknown): value is Push => Array.isArray(value) && value.length === 5 && typeof value[2] === 'string' && typeof value[3] === 'string';

function read(text: string): Push | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPush(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function handle(ws: WebSocket, [joinRef, ref, topic, event, payload]: Push) {
  const push = (to: WebSocket, ...message: Push) => to.send(JSON.stringify(message));
  const reply = (status: 'ok' | 'error', response: object = {}) => push(ws, joinRef, ref, topic, 'phx_reply', { status, response });
  if (topic === 'phoenix' && event === 'heartbeat') return reply('ok');
  const members = channels.get(topic) ?? new Map<WebSocket, Ref>();
  if (event === 'phx_join') {
    channels.set(topic, members.set(ws, joinRef));
    return reply('ok');
  }
  if (!members.has(ws)) return reply('error', { reason: 'unmatched topic' });
  if (event === 'phx_leave') {
    members.delete(ws);
    return reply('ok');
  }
  for (const [member, memberRef] of members) push(member, memberRef, null, topic, event, payload);
  reply('ok');
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (ws) => {
    ws.on('error', () => ws.terminate());
    ws.on('message', (data, isBinary) => {
      const push = isBinary ? undefined : read(data.toString());
      if (push) handle(ws, push);
      else ws.close(1007, 'not a push');
    });
    ws.on('close', () => channels.forEach((members) => members.delete(ws)));
  });
}
