// A backend of `ws` in a process of its own, which a test may bring down: `node-backend.mjs BEHAVIOUR [--port PORT]`.
import { WebSocketServer } from 'ws';

const behaviours = {
  answers(socket) {
    socket.on('message', () => socket.send('{"type":"response","data":"Message received"}'));
  },
  throws(socket) {
    socket.on('message', () => {
      throw new Error('a message');
    });
  },
  returns(socket) {
    socket.terminate();
  },
  exits(socket) {
    socket.on('message', (code) => process.exit(Number(code)));
  },
};

process.on('SIGTERM', () => process.exit(41));
process.on('SIGINT', () => process.exit(42));
const server = new WebSocketServer({ port: Number(process.argv[4] ?? 0), host: '127.0.0.1' });
server.on('connection', behaviours[process.argv[2]]);
server.on('listening', () => process.stdout.write(`listening ${server.address().port}\n`));
