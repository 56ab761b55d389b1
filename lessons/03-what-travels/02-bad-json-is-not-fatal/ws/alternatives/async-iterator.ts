import { on } from 'node:events';
import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

class Refusal extends Error {}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refusal('invalid JSON', { cause });
  }
}

function add(totals: Map<string, number>, value: unknown): object {
  const { type, player, points } = Object(value) as { type?: unknown; player?: unknown; points?: unknown };
  if (type !== 'score' || typeof player !== 'string' || typeof points !== 'number') throw new Refusal('not a score');
  const total = (totals.get(player) ?? 0) + points;
  if (total > 100) throw new Refusal('over 100');
  totals.set(player, total);
  return { type: 'response', data: 'Message received', player, total };
}

async function talk(socket: WebSocket): Promise<void> {
  const totals = new Map<string, number>();
  for await (const [data] of on(socket, 'message', { close: ['close'] }) as AsyncIterable<[RawData]>) {
    try {
      socket.send(JSON.stringify(add(totals, parse(data.toString()))));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      socket.send(JSON.stringify({ type: 'error', reason: error.message }));
    }
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    talk(socket).catch((error) => {
      console.error('💥', error);
      socket.close(1011, 'Internal server error');
    });
  });
}
