/**
 * The tap against a relay of two `pipe` calls, in turn, in one run: how fast messages of several sizes pass from the backend to a client,
 * and how long a small one takes there and back. Each relay is a process of its own.
 *
 * node test/bench/tap.ts [ROUNDS]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WebSocket, WebSocketServer } from 'ws';
import { startTap } from '../../sandbox/watch/tap.ts';

/** So much passes in each measurement, in bytes, and so many messages go there and back. */
const STREAM_BYTES = 128 * 1024 * 1024;
const SIZES = [1_024, 16 * 1_024, 1_024 * 1_024];
const ROUND_TRIPS = 2_000;

const [first = '5', port = ''] = process.argv.slice(2);
if (first === 'tap' || first === 'pipes') process.send?.(await listen(first, Number(port)));
else await compare(Number(first));

async function listen(kind: 'tap' | 'pipes', backend: number): Promise<number> {
  if (kind === 'tap') return (await startTap({ backend: { addresses: ['127.0.0.1'], port: backend }, onWatched() {} })).port;
  const server = createServer({ noDelay: true }, (client) => {
    const other = connect({ port: backend, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, other]) socket.on('error', () => {});
    client.pipe(other);
    other.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function compare(rounds: number): Promise<void> {
  const backend = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(backend, 'listening');
  backend.on('connection', (socket) => socket.on('message', (data) => answer(socket, JSON.parse(String(data)))));
  const relays = ['tap', 'pipes'].map((kind) =>
    fork(fileURLToPath(import.meta.url), [kind, String((backend.address() as AddressInfo).port)]),
  );
  const ports = await Promise.all(relays.map(async (relay) => (await once(relay, 'message'))[0] as number));
  const figures = new Map<string, number[][]>();
  for (let round = 0; round <= rounds; round++)
    for (const side of round % 2 === 0 ? [0, 1] : [1, 0]) {
      for (const size of SIZES) note(`MB/s in messages of ${size} bytes`, side, await throughput(ports[side] as number, size), round);
      note('p50 there and back, in µs', side, await latency(ports[side] as number), round);
    }
  for (const [what, [tap = [], pipes = []]] of figures) {
    const [ours, theirs] = [median(tap), median(pipes)];
    process.stdout.write(`${what}: tap ${ours.toFixed(0)}, two pipes ${theirs.toFixed(0)}, ratio ${(ours / theirs).toFixed(2)}\n`);
  }
  for (const relay of relays) relay.kill();
  backend.close();

  /** The first round is for warming up. */
  function note(what: string, side: number, figure: number, round: number): void {
    const sides = figures.get(what) ?? [[], []];
    figures.set(what, sides);
    if (round > 0) sides[side]?.push(figure);
  }
}

/** As much as is asked for, no faster than it is taken in. */
function answer(socket: WebSocket, { size, count }: { size: number; count: number }): void {
  const message = Buffer.alloc(size, 7);
  let left = count;
  const more = () => {
    for (let batch = 0; batch < 16 && left > 0; batch++, left--) socket.send(message, batch === 15 || left === 1 ? more : undefined);
  };
  more();
}

async function open(port: number): Promise<WebSocket> {
  const client = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false, maxPayload: 2 ** 26 });
  await once(client, 'open');
  return client;
}

async function throughput(port: number, size: number): Promise<number> {
  const client = await open(port);
  const count = Math.min(STREAM_BYTES / size, 20_000);
  let left = count;
  const begun = performance.now();
  client.send(JSON.stringify({ size, count }));
  await new Promise<void>((resolve) => {
    client.on('message', () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
  const tookMs = performance.now() - begun;
  client.terminate();
  return (count * size) / tookMs / 1_000;
}

async function latency(port: number): Promise<number> {
  const client = await open(port);
  const took: number[] = [];
  for (let trip = 0; trip < ROUND_TRIPS; trip++) {
    const begun = performance.now();
    client.send('{"size":64,"count":1}');
    await once(client, 'message');
    took.push((performance.now() - begun) * 1_000);
  }
  client.terminate();
  return median(took);
}

function median(figures: readonly number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? 0;
}
