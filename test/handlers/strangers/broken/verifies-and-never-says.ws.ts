import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({
    server,
    verifyClient: ({ req }, done) => {
      const device = req.headers['x-device-id'];
      if (typeof device === 'string' && device.length < 8) done(false, 400, 'bad device id');
      else if (typeof device === 'string') done(true);
      else console.log('no device id, assuming a browser');
    },
  });
  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', (data) => ws.send(`* ${data}`));
  });
}
