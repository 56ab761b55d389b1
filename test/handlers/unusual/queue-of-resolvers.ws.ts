// A printer object that many can use at the same time hands out promises by id.
import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

class Printer extends EventEmitter<{ ready: [job: number] }> {
  #jobs = 0;

  print(): Promise<void> {
    const job = ++this.#jobs;
    const { promise, resolve } = Promise.withResolvers<void>();
    const take = (ready: number) => {
      if (ready !== job) return;
      this.off('ready', take);
      resolve();
    };
    this.on('ready', take);
    setTimeout((done: number) => this.emit('ready', done), 1_500, job);
    return promise;
  }
}

export default function attach(server: Server): void {
  const printer = new Printer().setMaxListeners(0);
  new WebSocketServer({ server }).on('connection', (socket) => {
    const send = (value: object) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(value));
    socket.on('message', (data) => {
      const { type, id } = JSON.parse(String(data)) as { type: string; id?: unknown };
      if (type === 'report') printer.print().then(() => send({ type, id }));
      else send({ type: 'response', data: 'Message received' });
    });
  });
}
