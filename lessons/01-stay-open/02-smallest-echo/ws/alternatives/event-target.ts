import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, tcp, head) => {
    const id = new URL(request.url ?? '', 'http://any').pathname.slice('/ws/'.length);
    console.log('🔄', id);
    sockets.handleUpgrade(request, tcp, head, (socket) => {
      const wait = () => console.log('⏳', id);
      console.log('✅', id);
      wait();
      socket.onmessage = ({ data }) => {
        console.log('📥', id, data);
        socket.send('Echo: ' + data, wait);
      };
      socket.onclose = () => console.log('👋', id);
      socket.onerror = () => undefined;
    });
  });
}
