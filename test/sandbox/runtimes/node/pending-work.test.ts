import { json } from 'socket-clinic/scenario';
import { afterAll, expect, test } from 'vitest';
import { alone, asyncHandler, OK, startSandbox, wsHandler } from '../../../helpers/sandbox.ts';

/** How often each kind is run: 50 by hand, for a race shows now and then. */
const TIMES = Number(process.env.PENDING_WORK_TIMES ?? 1);

/**
 * Everything in Node's API that goes on by itself while no JavaScript runs, or that comes back in a later turn of the event loop. Each
 * line is a handler's work on one message, as the body of an async function.
 */
const WORK: Record<string, string> = {
  'a microtask': 'await new Promise<void>((resolve) => queueMicrotask(resolve));',
  'a tick': 'await new Promise<void>((resolve) => process.nextTick(resolve));',
  'an immediate': 'await new Promise<void>((resolve) => setImmediate(resolve));',
  'a chain of 200 immediates': 'for (let left = 200; left > 0; left -= 1) await timers.setImmediate();',
  'a timer': 'await new Promise<void>((resolve) => setTimeout(resolve, 50));',
  'util.promisify of a timer': 'await util.promisify(setTimeout)(50);',
  'timers/promises setTimeout': 'await timers.setTimeout(50);',
  'timers/promises setInterval': 'for await (const _ of timers.setInterval(50)) break;',
  'scheduler.wait': 'await timers.scheduler.wait(50);',
  'scheduler.yield': 'await timers.scheduler.yield();',
  'AbortSignal.timeout': "await events.once(AbortSignal.timeout(50), 'abort');",
  'Atomics.waitAsync with a time-out': `const { value } = Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    if ((await value) !== 'timed-out') throw new Error('it was notified');`,
  'Atomics.waitAsync with a notification': `const cell = new Int32Array(new SharedArrayBuffer(4));
    setImmediate(() => Atomics.notify(cell, 0));
    if ((await Atomics.waitAsync(cell, 0, 0).value) !== 'ok') throw new Error('it was not notified');`,
  'a message over a MessageChannel': `const { port1, port2 } = new MessageChannel();
    const came = events.once(port1, 'message');
    port1.start();
    port2.postMessage('a message');
    await came;
    port1.close();`,
  'a hundred messages to and fro': `const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }) => port2.postMessage(data + 1);
    await new Promise<void>((resolve) => {
      port1.onmessage = ({ data }) => (data === 100 ? resolve() : port1.postMessage(data));
      port1.postMessage(0);
    });
    port1.close();`,
  'a message over a BroadcastChannel': `const [from, to] = [new BroadcastChannel('notes'), new BroadcastChannel('notes')];
    await new Promise((resolve) => {
      to.onmessage = resolve;
      from.postMessage('a message');
    });
    from.close();
    to.close();`,
  'a message to an EventTarget': `const target = new EventTarget();
    setImmediate(() => target.dispatchEvent(new Event('it')));
    await events.once(target, 'it');`,
  'a lock': "await navigator.locks.request('a lock', async () => timers.setImmediate());",
  'a performance observer': `await new Promise<void>((resolve) => {
      const observer = new PerformanceObserver(() => {
        observer.disconnect();
        resolve();
      });
      observer.observe({ entryTypes: ['mark'] });
      performance.mark('a mark');
    });`,
  structuredClone: 'await structuredClone({ a: 1 });',
  'WebAssembly.compile': 'await WebAssembly.compile(WASM);',
  'WebAssembly.instantiate': 'await WebAssembly.instantiate(WASM);',
  'WebAssembly.instantiate of a module': 'await WebAssembly.instantiate(new WebAssembly.Module(WASM));',
  'WebAssembly.compileStreaming':
    "await WebAssembly.compileStreaming(new Response(WASM, { headers: { 'Content-Type': 'application/wasm' } }));",
  'WebAssembly.instantiateStreaming':
    "await WebAssembly.instantiateStreaming(new Response(WASM, { headers: { 'Content-Type': 'application/wasm' } }));",
  'a Blob': "if ((await new Blob(['x'.repeat(3e6)]).text()).length !== 3e6) throw new Error('it is cut');",
  'the stream of a Blob': "for await (const _ of new Blob(['x'.repeat(3e6)]).stream());",
  'a Response': "await new Response(new Blob(['x'.repeat(3e6)])).arrayBuffer();",
  'a fetch of a data URL': "await (await fetch('data:text/plain,hello')).text();",
  'a fetch that is refused': "await fetch('http://127.0.0.1:9').catch(() => {});",
  'web streams': `const upper = new TransformStream({ transform: (chunk, out) => out.enqueue(chunk.toUpperCase()) });
    for await (const _ of ReadableStream.from(['a', 'b']).pipeThrough(upper).pipeThrough(new TextEncoderStream()).pipeThrough(new TextDecoderStream()));`,
  CompressionStream:
    "await new Response(new Blob(['x'.repeat(3e6)]).stream().pipeThrough(new CompressionStream('gzip')).pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();",
  'a pipeline of streams': `await stream.promises.pipeline(stream.Readable.from(['a', 'b']), new stream.PassThrough(), async (chunks: AsyncIterable<string>) => {
      for await (const _ of chunks);
    });`,
  'zlib.gzip': "await util.promisify(process.getBuiltinModule('node:zlib').gzip)('x'.repeat(3e6));",
  'zlib.brotliCompress': "await util.promisify(process.getBuiltinModule('node:zlib').brotliCompress)('x'.repeat(3e5));",
  'zlib.zstdCompress': "await util.promisify(process.getBuiltinModule('node:zlib').zstdCompress)('x'.repeat(3e6));",
  'a zlib stream that is flushed': `const deflate = process.getBuiltinModule('node:zlib').createDeflate();
    deflate.resume().write('x'.repeat(3e6));
    await new Promise<void>((resolve) => deflate.flush(resolve));
    deflate.close();`,
  'crypto.pbkdf2': "await util.promisify(crypto.pbkdf2)('secret', 'salt', 20_000, 32, 'sha256');",
  'crypto.scrypt': "await util.promisify(crypto.scrypt)('secret', 'salt', 64);",
  'four crypto.scrypt': "await Promise.all([1, 2, 3, 4].map((n) => util.promisify(crypto.scrypt)('secret', 'salt' + n, 64)));",
  'crypto.argon2': `await new Promise((resolve, reject) =>
      crypto.argon2('argon2id', { message: 'secret', nonce: Buffer.alloc(16), parallelism: 1, tagLength: 32, memory: 4096, passes: 2 }, (error, key) => (error ? reject(error) : resolve(key))),
    );`,
  'crypto.hkdf': "await util.promisify(crypto.hkdf)('sha512', 'key', 'salt', 'info', 64);",
  'crypto.randomBytes': 'await util.promisify(crypto.randomBytes)(1e6);',
  'crypto.randomFill': 'await util.promisify(crypto.randomFill)(new Uint8Array(60_000));',
  'crypto.randomInt': 'await new Promise((resolve) => crypto.randomInt(1e6, resolve));',
  'crypto.generatePrime': 'await util.promisify(crypto.generatePrime)(256);',
  'crypto.checkPrime': 'await util.promisify(crypto.checkPrime)(2n ** 521n - 1n);',
  'crypto.generateKey': "await util.promisify(crypto.generateKey)('hmac', { length: 512 });",
  'crypto.generateKeyPair': "await util.promisify(crypto.generateKeyPair)('ec', { namedCurve: 'P-384' });",
  'crypto.sign and crypto.verify': `const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519');
    const signature = await util.promisify(crypto.sign)(null, Buffer.alloc(1e6), privateKey);
    if (!(await util.promisify(crypto.verify)(null, Buffer.alloc(1e6), publicKey, signature))) throw new Error('it is forged');`,
  'crypto.diffieHellman': `const [ours, theirs] = [crypto.generateKeyPairSync('x25519'), crypto.generateKeyPairSync('x25519')];
    await new Promise((resolve, reject) =>
      crypto.diffieHellman({ privateKey: ours.privateKey, publicKey: theirs.publicKey }, (error, secret) => (error ? reject(error) : resolve(secret))),
    );`,
  'crypto.encapsulate': `const { privateKey, publicKey } = crypto.generateKeyPairSync('ml-kem-768');
    const { ciphertext } = await util.promisify(crypto.encapsulate)(publicKey);
    await util.promisify(crypto.decapsulate)(privateKey, ciphertext);`,
  'subtle.digest': "await crypto.subtle.digest('SHA-512', new Uint8Array(4e6));",
  'subtle.deriveBits of PBKDF2': `const key = await crypto.subtle.importKey('raw', Buffer.from('secret'), 'PBKDF2', false, ['deriveBits']);
    await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(16), iterations: 20_000 }, key, 256);`,
  'subtle.deriveKey of HKDF': `const key = await crypto.subtle.importKey('raw', Buffer.from('secret'), 'HKDF', false, ['deriveKey']);
    const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(16), info: new Uint8Array(0) };
    await crypto.subtle.deriveKey(algorithm, key, { name: 'AES-GCM', length: 256 }, true, ['encrypt']);`,
  'subtle.encrypt and subtle.decrypt': `const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
    const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
    await crypto.subtle.decrypt(algorithm, key, await crypto.subtle.encrypt(algorithm, key, new Uint8Array(4e6)));`,
  'subtle.sign and subtle.verify of HMAC': `const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
    const signature = await crypto.subtle.sign('HMAC', key, new Uint8Array(4e6));
    if (!(await crypto.subtle.verify('HMAC', key, signature, new Uint8Array(4e6)))) throw new Error('it is forged');`,
  'subtle.sign and subtle.verify of ECDSA': `const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const signature = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(1e6));
    if (!(await crypto.subtle.verify(algorithm, publicKey, signature, new Uint8Array(1e6)))) throw new Error('it is forged');`,
  'subtle.generateKey and subtle.exportKey of RSA': `const algorithm = { name: 'RSA-PSS', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
    const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    await Promise.all([crypto.subtle.exportKey('pkcs8', privateKey), crypto.subtle.exportKey('jwk', publicKey)]);`,
  'subtle.wrapKey and subtle.unwrapKey': `const key = await crypto.subtle.generateKey({ name: 'AES-KW', length: 256 }, true, ['wrapKey', 'unwrapKey']);
    const wrapped = await crypto.subtle.wrapKey('raw', key, key, 'AES-KW');
    await crypto.subtle.unwrapKey('raw', wrapped, key, 'AES-KW', 'AES-KW', true, ['wrapKey', 'unwrapKey']);`,
  'subtle.encapsulateBits': `const { privateKey, publicKey } = await crypto.subtle.generateKey('ML-KEM-768', true, ['encapsulateBits', 'decapsulateBits']);
    const { ciphertext } = await crypto.subtle.encapsulateBits('ML-KEM-768', publicKey);
    await crypto.subtle.decapsulateBits('ML-KEM-768', privateKey, ciphertext);`,
  'a subtle call that fails':
    "await crypto.subtle.importKey('pkcs8', new Uint8Array(8), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']).catch(() => {});",
  'an import': "await import('node:querystring');",
};

/** What waits for something that never comes is no work: the clock moves on meanwhile, and a reply that is due in ten minutes is made. */
const REST: Record<string, string> = {
  'a port that listens': 'new MessageChannel().port1.onmessage = () => {};',
  'a channel that listens': "new BroadcastChannel('notes').onmessage = () => {};",
  'Atomics.waitAsync without a time-out': 'Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
  'a promise that nobody settles': 'events.once(new EventTarget(), "never");',
  'a stream that nobody reads': "new Blob(['x'.repeat(3e6)]).stream();",
  'a compressor that nobody feeds': "new CompressionStream('gzip').readable.getReader().read();",
  'a lock that is held': "navigator.locks.request('held', () => new Promise(() => {}));",
  'the synchronous forms of node:crypto': `crypto.pbkdf2Sync('secret', 'salt', 1_000, 32, 'sha256');
    crypto.randomFillSync(new Uint8Array(8));
    crypto.generateKeyPairSync('ed25519');
    crypto.checkPrimeSync(7n);
    crypto.scryptSync('secret', 'salt', 32);`,
  'calls of node:crypto with wrong arguments': `for (const call of [
      () => crypto.pbkdf2('secret', 'salt', 1, 32, 'no such digest', () => {}),
      () => crypto.scrypt('secret', 'salt', 32, { N: 3 }, () => {}),
      () => crypto.sign('no such digest', Buffer.alloc(1), 'no key', () => {}),
    ]) {
      try {
        call();
      } catch {}
    }
    crypto.subtle.digest('no such digest', new Uint8Array(1)).catch(() => {});
    WebAssembly.compile(new Uint8Array(3)).catch(() => {});`,
};

const MODULES = `import * as crypto from 'node:crypto';
import events from 'node:events';
import stream from 'node:stream';
import * as timers from 'node:timers/promises';
import util from 'node:util';
// One function after the other, so that compiling takes a while.
const FUNCTIONS = 2_000;
const leb = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >> 7)]);
const section = (id: number, ...bytes: number[]) => [id, ...leb(bytes.length), ...bytes];
const WASM = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0,
  ...section(1, 1, 96, 0, 1, 127),
  ...section(3, ...leb(FUNCTIONS), ...new Array(FUNCTIONS).fill(0)),
  ...section(10, ...leb(FUNCTIONS), ...new Array(FUNCTIONS).fill([4, 0, 65, 7, 11]).flat()),
]);
`;

const HANDLERS: Record<'async' | 'ws', (work: string) => string> = {
  async: (work) =>
    `${MODULES}${asyncHandler(`  await connection.accept();
  try {
    while (true) {
      await connection.receiveText();
      await work();
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }`)}
async function work() {
    ${work}
}`,
  ws: (work) =>
    `${MODULES}${wsHandler(`    socket.on('message', async () => {
      await work();
      socket.send('{"type":"response","data":"Message received"}');
    });`)}
async function work() {
    ${work}
}`,
};

const sandbox = startSandbox();
afterAll(() => sandbox.close());

const asked = alone((draw) => {
  const a = draw.client('A');
  const asks = a.asks({ send: json({ type: 'hi' }), reply: OK }, { withinMs: 200 });
  return [...a.opens(), ...asks, ...asks, ...a.leaves()];
});

const asksForLater = alone((draw) => {
  const a = draw.client('A');
  return [...a.opens(), ...a.asks({ send: json({ type: 'hi' }), reply: OK }, { withinMs: 700_000 }), ...a.leaves()];
});

const inBothDialects = (work: Record<string, string>) =>
  Object.entries(work).flatMap(([name, code]) =>
    (['async', 'ws'] as const).map((dialect) => [name, dialect, HANDLERS[dialect](code)] as const),
  );

test.concurrent.each(inBothDialects(WORK))('%s is work, and an answer after it is in time (%s)', async (_name, dialect, source) => {
  for (let time = 0; time < TIMES; time += 1) {
    expect((await sandbox.run({ source, dialect, scenario: asked })).verdict).toEqual({ kind: 'working' });
  }
});

const LATER = '\n    await timers.setTimeout(600_000);';
test.concurrent.each(inBothDialects(Object.fromEntries(Object.entries(REST).map(([name, code]) => [name, code + LATER]))))(
  '%s is no work, and time goes on (%s)',
  async (_name, dialect, source) => {
    for (let time = 0; time < TIMES; time += 1) {
      expect((await sandbox.run({ source, dialect, scenario: asksForLater })).verdict).toEqual({ kind: 'working' });
    }
  },
);
