import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const encoders: Record<string, (value: object) => string> = {
  'rows.json': (value) => JSON.stringify(value),
  'rows.csv': (value) => Object.values(value).join(','),
};

function serve(ws: WebSocket) {
  const encode = encoders[ws.protocol] ?? encoders['rows.json']!;
  ws.on('error', console.error);
  ws.on('message', (data, isBinary) => {
    if (isBinary) return ws.close(1003, 'text only');
    const row = Number.parseInt(data.toString(), 10);
    ws.send(encode(Number.isNaN(row) ? { row: -1, value: 'unknown' } : { row, value: `value ${row}` }));
  });
}

export default function attach(server: Server): void {
  const handleProtocols = (offered: Set<string>) => [...offered].find((name) => name in encoders) ?? false;
  new WebSocketServer({ server, handleProtocols }).on('connection', serve);
}
