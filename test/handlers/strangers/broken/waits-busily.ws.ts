import { pbkdf2Sync } from 'node:crypto';
import type { Server } from 'node:http';
import { sleepSync } from 'clinic';
import { WebSocketServer } from 'ws';

const attempts = new Map<string, number>();

/** Slow on purpose: whoever guesses passwords has to wait. */
function check(user: string, password: string): boolean {
  const failed = attempts.get(user) ?? 0;
  sleepSync(1_500 + failed);
  const hash = pbkdf2Sync(password, user, 10, 16, 'sha256').toString('hex');
  attempts.set(user, failed + 1);
  return hash.startsWith('0');
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', (data) => {
      const [user = '', password = ''] = String(data).split(':');
      ws.send(check(user, password) ? 'welcome' : 'denied');
    });
  });
}
