import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

class Patient {
  alive = true;

  constructor(readonly ws: WebSocket) {
    ws.on('pong', () => (this.alive = true));
    ws.on('error', console.error);
    ws.on('message', (data) => ws.send(`pulse ${(data as Buffer).length}`));
  }

  check(): void {
    if (!this.alive) return this.ws.terminate();
    this.alive = false;
    this.ws.ping();
  }
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  const patients = new Set<Patient>();
  const round = setInterval(() => patients.forEach((patient) => patient.check()), 30_000);

  wss.on('connection', (ws) => {
    const patient = new Patient(ws);
    patients.add(patient);
    ws.on('close', () => patients.delete(patient));
  });
  wss.on('close', () => clearInterval(round));
}
