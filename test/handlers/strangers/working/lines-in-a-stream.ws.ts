import type { Server } from 'node:http';
import { pipeline, Transform } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';

const numbered = () => {
  let line = 0;
  return new Transform({
    encoding: 'utf8',
    transform(chunk, _encoding, done) {
      line += 1;
      done(null, `${line} ${String(chunk).slice(0, 1_000)}`);
    },
  });
};

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws) => {
    const duplex = createWebSocketStream(ws, { encoding: 'utf8', decodeStrings: false });
    pipeline(duplex, numbered(), duplex, (error) => {
      if (error) console.log('ended:', error.message);
    });
  });
}
