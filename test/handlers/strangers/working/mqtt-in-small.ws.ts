import { Buffer } from 'node:buffer';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

// MQTT 3.1.1 over WebSocket: CONNECT, PUBLISH (QoS 0), SUBSCRIBE, PINGREQ, DISCONNECT; one packet a message, short ones.
const subscribers = new Map<string, Set<WebSocket>>();
const CONNACK = Buffer.from([0x20, 2, 0, 0]);
const PINGRESP = Buffer.from([0xd0, 0]);

function publish(topic: string, packet: Buffer) {
  for (const ws of subscribers.get(topic) ?? []) ws.send(packet);
}

function topicAt(packet: Buffer, at: number): string | undefined {
  if (packet.length < at + 2) return undefined;
  const end = at + 2 + packet.readUInt16BE(at);
  return end <= packet.length ? packet.toString('utf8', at + 2, end) : undefined;
}

function take(ws: WebSocket, packet: Buffer) {
  const kind = (packet[0] ?? 0) >> 4;
  if (packet.length < 2 || packet[1] !== packet.length - 2) return ws.close(1007, 'malformed packet');
  if (kind === 1) return ws.send(CONNACK);
  if (kind === 12) return ws.send(PINGRESP);
  if (kind === 14) return ws.close(1000);
  const topic = kind === 3 ? topicAt(packet, 2) : kind === 8 ? topicAt(packet, 4) : undefined;
  if (topic === undefined) return ws.close(1003, 'unsupported packet');
  if (kind === 3) return publish(topic, packet);
  subscribers.set(topic, (subscribers.get(topic) ?? new Set()).add(ws));
  ws.send(Buffer.from([0x90, 3, packet[2]!, packet[3]!, 0]));
}

export default function attach(server: Server): void {
  const handleProtocols = (offered: Set<string>) => (offered.has('mqtt') ? 'mqtt' : false);
  new WebSocketServer({ server, handleProtocols, maxPayload: 256 }).on('connection', (ws) => {
    ws.binaryType = 'nodebuffer';
    ws.on('error', () => {});
    ws.on('close', () => subscribers.forEach((members) => members.delete(ws)));
    ws.on('message', (data, isBinary) => (isBinary ? take(ws, data as Buffer) : ws.close(1003, 'MQTT is binary')));
  });
}
