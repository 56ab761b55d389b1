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
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => versions.filter((each) => offered.has(each))[0] ?? false });

  server.on('upgrade', (request, stream, head) => {
    stream.on('error', (error) => console.error(error.message));
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', (error) => console.error(error.message));
      socket.on('message', (data) => socket.send(said(data, socket.protocol)));
    });
  });
}
