import type { Server } from 'node:http';
import { type RawData, WebSocketServer } from 'ws';

const versions = ['chat.v2', 'chat.v1'];

function said(data: RawData, version: string): string {
  try {
    const { text } = JSON.parse(String(data)) as { text: string };
    return JSON.stringify(version === 'chat.v2' ? { type: 'said', text } : { said: text });
  } catch (error) {
    return JSON.stringify({ error: String(error) });
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server, handleProtocols: (offered) => versions.find((version) => offered.has(version)) ?? false });

  sockets.on('connection', (socket) => {
    console.log(`a client speaks ${socket.protocol || 'chat.v1'}`);
    socket.on('error', (error) => console.error(error.message));
    socket.on('message', (data) => socket.send(said(data, socket.protocol)));
  });
}
