import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

// three workers, of which the first is an old machine
const workers = [120, 60, 5];
let turn = 0;

function scale(text: string): Promise<string> {
  const ms = workers[turn++ % workers.length];
  return new Promise((resolve) => setTimeout(resolve, ms, `${text.length}px`));
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    // the page puts the thumbnails down in the order in which they come
    ws.on('message', (data) => {
      const picture = data.toString();
      scale(picture).then((size) => ws.send(`thumbnail of ${picture.slice(0, 40)}: ${size}`));
    });
  });
}
