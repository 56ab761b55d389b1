import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  // The page itself is served here, too.
  server.on('request', (request, response) => {
    if (request.url === '/health') response.end('ok');
    else response.writeHead(404).end();
  });

  const wss = new WebSocketServer({ server, path: '/live/scores', clientTracking: true });
  let score = [0, 0];

  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', (data) => {
      const side = ['home', 'away'].indexOf(data.toString());
      if (side < 0) return ws.send(JSON.stringify({ score }));
      score = score.map((goals, index) => (index === side ? goals + 1 : goals));
      const news = JSON.stringify({ goal: data.toString(), score });
      for (const client of wss.clients) if (client.readyState === client.OPEN) client.send(news);
    });
  });
}
