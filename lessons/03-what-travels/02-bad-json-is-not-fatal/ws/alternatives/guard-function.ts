import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const error = (reason: string) => ({ type: 'error', reason });

function reading(text: string): [value: unknown, isJson: boolean] {
  try {
    return [JSON.parse(text), true];
  } catch {
    return [undefined, false];
  }
}

function respondTo(text: string, totals: { [player: string]: number }): object {
  const [value, isJson] = reading(text);
  if (!isJson) return error('invalid JSON');
  if (value === null || typeof value !== 'object' || !('type' in value) || value.type !== 'score') return error('not a score');
  if (!('player' in value) || typeof value.player !== 'string') return error('not a score');
  if (!('points' in value) || typeof value.points !== 'number') return error('not a score');
  const key = `player ${value.player}`;
  const total = (totals[key] ?? 0) + value.points;
  if (total > 100) return error('over 100');
  totals[key] = total;
  return { type: 'response', data: 'Message received', player: value.player, total };
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const totals = {};
    socket.addEventListener('message', ({ data }) => socket.send(JSON.stringify(respondTo(String(data), totals))));
    socket.addEventListener('error', () => {});
  });
}
