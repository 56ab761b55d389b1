/**
 * The reader of the probe against that of `ws`: random streams, legal and illegal, split anywhere. Both see the same messages and
 * control frames, and refuse with the same close code. `STREAMS=100000` for as many streams.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as ws from 'ws';
import { encodeFrame } from '../../../../sandbox/probe/websocket/frame.ts';
import { Receiver } from '../../../../sandbox/probe/websocket/receiver.ts';

const STREAMS = Number(process.env.STREAMS ?? 3_000);
const MAX_BYTES = 300;

/**
 * Where the two differ on purpose.
 * - RFC 6455, section 5.2: "the minimal number of bytes MUST be used to encode the length". `ws` reads longer ones, too.
 * - RFC 7692, section 6.2: a message is inflated when it is whole. `ws` inflates frame by frame, and so may find a fault before the last.
 */
type Difference = 'longer length than needed' | 'fault inside a compressed message';

const opcode = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(0, 1, 1, 2, 8, 9, 10) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 15 }) },
);
const closeBody = fc
  .tuple(
    fc.oneof(fc.constantFrom(1000, 1001, 1005, 1006, 1011, 1015, 3000, 4999), fc.integer({ min: 0, max: 65_535 })),
    fc.uint8Array({ maxLength: 12 }),
  )
  .map(([code, reason]) => Buffer.from([code >> 8, code & 255, ...reason]));
const payload = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 140 }).map((bytes) => Buffer.from(bytes)),
  closeBody,
  fc.constantFrom(Buffer.alloc(0), Buffer.alloc(130, 0x61), Buffer.alloc(301, 0x61)),
);
const rarely = fc.integer({ min: 0, max: 14 }).map((n) => n === 0);

const frame = fc
  .record({ opcode, payload, unfinished: fc.integer({ min: 0, max: 3 }).map((n) => n === 0), rsv1: rarely, masked: rarely, cut: rarely })
  .map(({ opcode, payload, unfinished, rsv1, masked, cut }) => {
    const fin = opcode >= 8 ? !(unfinished && rsv1) : !unfinished;
    const bytes = encodeFrame({ opcode, hex: payload.toString('hex'), fin, rsv1, masked });
    return cut ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : bytes;
  });
const noise = fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes));
const stream = fc
  .array(fc.oneof({ weight: 12, arbitrary: frame }, { weight: 1, arbitrary: noise }), { maxLength: 6 })
  .map((parts) => Buffer.concat(parts));
const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });

function split(bytes: Buffer, sizes: number[]): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] as number;
    parts.push(Buffer.from(bytes.subarray(at, at + size)));
    at += size;
  }
  return parts;
}

function readByOurs(parts: Buffer[], compressed: boolean): { seen: string[]; problem?: string } {
  const receiver = new Receiver({ compressed, maxBytes: MAX_BYTES });
  const seen: string[] = [];
  for (const part of parts) {
    receiver.push(part);
    for (let next = receiver.next(); next; next = receiver.next()) {
      if (next.kind === 'violation') return { seen: [...seen, `refused ${next.code}`], problem: next.problem };
      const { header, close, message } = next;
      if (close) seen.push(`close ${close.code ?? 1005} ${close.reason}`);
      else if (header.opcode === 'ping' || header.opcode === 'pong') seen.push(`${header.opcode} ${next.payload.toString('hex')}`);
      else if (header.fin) seen.push(`${message?.opcode ?? header.opcode} ${(message?.payload ?? next.payload).toString('hex')}`);
    }
  }
  return { seen };
}

interface WsReceiver extends NodeJS.EventEmitter {
  write(bytes: Buffer, done: () => void): void;
}
const { Receiver: WsReceiver, PerMessageDeflate } = ws as unknown as {
  Receiver: new (options: object) => WsReceiver;
  PerMessageDeflate: { new (options: object): { accept(offers: object[]): void; cleanup(): void }; extensionName: string };
};

/** A status code stands under a symbol on the errors of `ws`. */
function statusOf(error: Error): number {
  const symbol = Object.getOwnPropertySymbols(error).find(({ description }) => description === 'status-code');
  return (error as unknown as Record<symbol, number>)[symbol as symbol] ?? 0;
}

async function readByWs(parts: Buffer[], compressed: boolean): Promise<string[]> {
  const deflate = new PerMessageDeflate({ isServer: false, maxPayload: MAX_BYTES });
  if (compressed) deflate.accept([{}]);
  const extensions = compressed ? { [PerMessageDeflate.extensionName]: deflate } : {};
  const receiver = new WsReceiver({
    isServer: false,
    maxPayload: MAX_BYTES,
    extensions,
    binaryType: 'nodebuffer',
    allowSynchronousEvents: true,
  });
  const seen: string[] = [];
  let isOver = false;
  receiver.on('message', (data: Buffer, isBinary: boolean) => seen.push(`${isBinary ? 'binary' : 'text'} ${data.toString('hex')}`));
  for (const name of ['ping', 'pong']) receiver.on(name, (data: Buffer) => seen.push(`${name} ${data.toString('hex')}`));
  receiver.on('conclude', (code: number, reason: Buffer) => seen.push(`close ${code} ${reason}`));
  const failed = new Promise<void>((resolve) =>
    receiver.on('error', (error) => {
      isOver = true;
      seen.push(`refused ${statusOf(error)}`);
      resolve();
    }),
  );
  for (const part of parts) if (!isOver) await Promise.race([failed, new Promise<void>((resolve) => receiver.write(part, resolve))]);
  deflate.cleanup();
  return seen;
}

function differenceOf(ours: { seen: string[]; problem?: string }, theirs: string[], compressed: boolean): Difference | undefined {
  if (ours.problem?.includes('longer than needed')) return 'longer length than needed';
  const [last = '', ...before] = theirs.toReversed();
  const isEarlier = /^refused (1007|1009)$/.test(last) && before.toReversed().every((one, index) => ours.seen[index] === one);
  if (compressed && isEarlier && ours.seen.join() !== theirs.join()) return 'fault inside a compressed message';
  return undefined;
}

test.each([false, true])(`both read the same (compression agreed: %s)`, async (compressed) => {
  await fc.assert(
    fc.asyncProperty(stream, cuts, async (bytes, sizes) => {
      const parts = split(bytes, sizes);
      const ours = readByOurs(parts, compressed);
      const theirs = await readByWs(parts, compressed);
      expect(readByOurs([bytes], compressed).seen).toEqual(ours.seen);
      if (differenceOf(ours, theirs, compressed) === undefined) expect(ours.seen).toEqual(theirs);
    }),
    { numRuns: STREAMS / 2 },
  );
});

test('the streams reach what is refused and what is not', async () => {
  const all = fc.sample(fc.tuple(stream, cuts), 2_000).map(([bytes, sizes]) => readByOurs(split(bytes, sizes), true).seen);
  const kinds = new Set(
    all.flat().map((one) =>
      one
        .split(' ')
        .slice(0, one.startsWith('refused') ? 2 : 1)
        .join(' '),
    ),
  );
  expect([...kinds].toSorted()).toEqual(['binary', 'close', 'ping', 'pong', 'refused 1002', 'refused 1007', 'refused 1009', 'text']);
});
