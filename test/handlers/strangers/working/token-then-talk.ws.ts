import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

async function userOf(token: string): Promise<string | undefined> {
  await delay(25);
  return { 'token-ada': 'ada', 'token-bea': 'bea' }[token];
}

class Session {
  #user: string | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(private readonly ws: WebSocket) {
    // One after the other: what comes while the token is looked up waits for it.
    ws.on('message', (data) => {
      this.#work = this.#work.then(() => this.#take(data.toString())).catch((error) => console.error(error));
    });
    ws.on('error', (error) => console.error(error.message));
  }

  async #take(text: string) {
    if (this.ws.readyState !== this.ws.OPEN) return;
    if (this.#user) return this.ws.send(`${this.#user}: ${text.slice(0, 200)}`);
    this.#user = await userOf(text);
    if (this.#user) this.ws.send(`hello ${this.#user}`);
    else this.ws.close(4401, 'send your token first');
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (ws) => void new Session(ws));
}
