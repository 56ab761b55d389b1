import type { Server } from 'node:http';
import process from 'node:process';
import { WebSocketServer } from 'ws';

const PATIENCE_MS = 5_000;

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });

  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', (data) => ws.send(`up for ${Math.floor(process.uptime() / 1e9)} billion seconds, you said ${String(data).slice(0, 40)}`));
  });

  function shutDown(signal: string) {
    console.log(`${signal}: closing ${wss.clients.size} connections`);
    for (const ws of wss.clients) ws.close(1001, 'going down');
    server.close();
    wss.close(() => process.exit(0));
    setTimeout(() => wss.clients.forEach((ws) => ws.terminate()), PATIENCE_MS).unref();
  }

  process.once('SIGTERM', shutDown);
  process.once('SIGINT', shutDown);
  process.on('uncaughtException', (error) => {
    console.error('fatal:', error);
    process.exit(1);
  });
}
