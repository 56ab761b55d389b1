import { WebSocket } from 'ws';

const BACKEND = process.env.BACKEND_URL ?? BACKEND_URL_HERE;
/** How long an answer may take, in milliseconds. */
const PATIENCE_MS = PATIENCE_MS_HERE;

/** Plays one test. What is soft fails it at its end, when nothing else has. */
async function play(script) {
  const clients = new Clients();
  try {
    await script(() => new Client(clients));
    if (clients.softFailures.length > 0) throw clients.softFailures[0];
  } finally {
    for (const socket of clients.sockets) socket.terminate();
  }
}

class Clients {
  sockets = [];
  softFailures = [];
  /** Something came on one of the connections. */
  wake = () => {};

  /** Until something comes, and at most so long. */
  async next(ms) {
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** One client, and what its last connection has seen, in its order. */
class Client {
  #clients;
  #socket;

  constructor(clients) {
    this.#clients = clients;
  }

  open(path, headers = {}, subprotocols = []) {
    const socket = new WebSocket(`${BACKEND.replace(/\/$/, '')}${path}`, subprotocols, { headers });
    const seen = { messages: [], pongs: new Set(), hasLeft: false, isAsking: false };
    this.#socket = socket;
    this.#clients.sockets.push(socket);
    this.seen = seen;
    const on = (event, take) =>
      socket.on(event, (...given) => {
        take(...given);
        this.#clients.wake();
      });
    on('upgrade', ({ headers: answer, socket: stream }) => {
      seen.accepted = { subprotocol: answer['sec-websocket-protocol'] };
      stream.on('error', ({ code }) => {
        // Whoever is written to after the end answers with a reset, too: that is EPIPE.
        seen.wasReset = code === 'ECONNRESET';
      });
    });
    on('unexpected-response', (_request, response) => {
      seen.refusal = `${response.statusCode} ${response.statusMessage}`.trim();
      seen.status = response.statusCode;
      response.resume();
    });
    on('message', (data, isBinary) => seen.messages.push({ data, opcode: isBinary ? 'binary' : 'text' }));
    on('pong', (data) => seen.pongs.add(String(data)));
    on('error', (error) => {
      seen.problem = error;
    });
    on('close', (code, reason) => {
      seen.end = { code, reason: String(reason) };
    });
  }

  sendText(text) {
    this.#ask();
    this.#whenOpen((socket) => socket.send(text));
  }

  sendBytes(hex) {
    this.#ask();
    this.#whenOpen((socket) => socket.send(Buffer.from(hex, 'hex')));
  }

  sendPing(payload) {
    this.#whenOpen((socket) => socket.ping(payload));
  }

  leave(code, reason) {
    const { seen } = this;
    this.#whenOpen((socket) => {
      seen.hasLeft = socket.readyState === WebSocket.OPEN;
      socket.close(code, reason);
    });
  }

  /** Ends the connection with no close frame. */
  drop() {
    this.seen.hasLeft = true;
    this.#socket.terminate();
  }

  /** Waits until `look` sees what is expected, and fails with what is observed instead. */
  async expect(look, sentence, { withinMs = PATIENCE_MS, soft = false } = {}) {
    const untilMs = performance.now() + withinMs;
    let observed = look(this, false);
    while (observed === undefined && performance.now() < untilMs) {
      await this.#clients.next(untilMs - performance.now());
      observed = look(this, false);
    }
    observed ??= look(this, true);
    if (observed === MET) return;
    const failure = new Error(`Expected ${sentence}. Observed: ${observed}.`);
    if (!soft) throw failure;
    this.#clients.softFailures.push(failure);
  }

  /** What is there before a question is asked is no answer to it. */
  #ask() {
    if (!this.seen.isAsking) this.seen.unasked ??= this.seen.messages[0];
    this.seen.isAsking = true;
  }

  #whenOpen(act) {
    const socket = this.#socket;
    if (socket.readyState === WebSocket.CONNECTING) socket.once('open', () => act(socket));
    else act(socket);
  }
}

async function pause(ms) {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
