import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });

  wss.on('connection', (ws, request) => {
    const clientId = request.url?.split('/').pop();
    ws.on('error', (error) => console.error(`Error for ${clientId}:`, error));
    ws.on('close', () => console.log(`Client ${clientId} disconnected`));

    ws.on('message', async (data) => {
      try {
        const message = JSON.parse(data.toString());
        ws.send(JSON.stringify({ type: 'response', to: String(message.type), data: 'Message received' }));
      } catch (error) {
        console.error('Error in WebSocket handler:', error);
        ws.close(1011, 'Internal server error');
      }
    });
  });
}
