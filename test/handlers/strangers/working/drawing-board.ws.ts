import { Buffer } from 'node:buffer';
import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

// A stroke is 8 bytes: x, y, dx, dy. Who comes late gets all strokes in one message.
const STROKE = 8;
const MOST = 1_000;

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  let strokes: Buffer[] = [];

  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.send(Buffer.concat(strokes));
    ws.on('message', (data, isBinary) => {
      if (!isBinary) {
        if (data.toString() === 'clear') strokes = [];
        return;
      }
      const stroke = data as Buffer;
      if (stroke.length !== STROKE) return ws.close(1008, `a stroke has ${STROKE} bytes`);
      strokes = [...strokes.slice(1 - MOST), stroke];
      for (const other of wss.clients) {
        if (other !== ws && other.readyState === WebSocket.OPEN) other.send(stroke);
      }
    });
  });
}
