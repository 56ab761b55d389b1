import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

class Exchange extends EventEmitter {
  readonly prices = new Map([
    ['ACME', 100],
    ['INIT', 40],
  ]);
  #turn = 0;

  open() {
    setInterval(() => {
      const symbol = [...this.prices.keys()][this.#turn++ % this.prices.size]!;
      this.prices.set(symbol, this.prices.get(symbol)! + 1);
      this.emit('price', symbol, this.prices.get(symbol));
    }, 2_000).unref();
    return this.setMaxListeners(0);
  }
}

export default function attach(server: Server): void {
  const exchange = new Exchange().open();
  new WebSocketServer({ server }).on('connection', (ws) => {
    const watched = new Set<string>();
    const onPrice = (symbol: string, price: number) => {
      if (watched.has(symbol)) ws.send(JSON.stringify({ symbol, price }));
    };
    exchange.on('price', onPrice);
    ws.on('close', () => exchange.off('price', onPrice));
    ws.on('error', console.error);
    ws.on('message', (data) => {
      const [verb, symbol = ''] = data.toString().split(' ');
      if (!exchange.prices.has(symbol)) return ws.send(JSON.stringify({ error: 'usage: watch|ignore SYMBOL' }));
      if (verb === 'watch') watched.add(symbol);
      else watched.delete(symbol);
      ws.send(JSON.stringify({ watching: [...watched] }));
    });
  });
}
