// The server's half of graphql-transport-ws: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const PROTOCOL = 'graphql-transport-ws';
const INIT_MS = 3_000;

type Message = { type?: string; id?: string; payload?: { query?: string } };

function parse(text: string): Message | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function serve(ws: WebSocket) {
  const operations = new Map<string, NodeJS.Timeout>();
  const send = (message: object) => ws.send(JSON.stringify(message));
  let acknowledged = false;
  const init = setTimeout(() => ws.close(4408, 'Connection initialisation timeout'), INIT_MS);

  function subscribe(id: string, query: string) {
    if (operations.has(id)) return ws.close(4409, `Subscriber for ${id.slice(0, 40)} already exists`);
    if (query.includes('subscription')) {
      let ticks = 0;
      operations.set(
        id,
        setInterval(() => send({ id, type: 'next', payload: { data: { ticks: ++ticks } } }), 1_000),
      );
    } else {
      send({ id, type: 'next', payload: { data: { hello: 'world' } } });
      send({ id, type: 'complete' });
    }
  }

  ws.on('error', () => {});
  ws.on('close', () => {
    clearTimeout(init);
    for (const timer of operations.values()) clearInterval(timer);
  });
  ws.on('message', (data, isBinary) => {
    const message = isBinary ? undefined : parse(String(data));
    switch (message?.type) {
      case 'connection_init':
        if (acknowledged) return ws.close(4429, 'Too many initialisation requests');
        acknowledged = true;
        clearTimeout(init);
        return send({ type: 'connection_ack' });
      case 'ping':
        return send({ type: 'pong' });
      case 'pong':
        return;
      case 'subscribe':
        if (!acknowledged) return ws.close(4401, 'Unauthorized');
        return subscribe(String(message.id), String(message.payload?.query));
      case 'complete':
        clearInterval(operations.get(String(message.id)));
        return void operations.delete(String(message.id));
      default:
        return ws.close(4400, 'Invalid message received');
    }
  });
}

export default function attach(server: Server): void {
  const handleProtocols = (offered: Set<string>) => (offered.has(PROTOCOL) ? PROTOCOL : false);
  new WebSocketServer({ server, handleProtocols }).on('connection', serve);
}
