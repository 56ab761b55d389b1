import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { ProbeConnection } from '../../sandbox/probe/connection.ts';
import { Intake } from '../../sandbox/process/intake.ts';
import type { WireFact } from '../../sandbox/timeline/timeline.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** The probe's end of a connection that has opened, and what it reports of what the test lets come. */
function openConnection() {
  const facts: WireFact[] = [];
  let request = '';
  const socket = new Duplex({
    read() {},
    write(bytes, _encoding, done) {
      request += String(bytes);
      done();
    },
  });
  const intake = new Intake((fault) => {
    throw fault;
  });
  const connection = new ProbeConnection(socket as unknown as Socket, {
    report: (fact) => facts.push(fact),
    takeIn: (steps) => intake.add(steps),
    contain: (callback) => intake.contain(callback),
    onPing: () => {},
    isOver: () => false,
  });
  connection.open({ path: '/' });
  const key = /Sec-WebSocket-Key: (.*)\r/.exec(request)?.[1];
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const come = (bytes: Buffer | string) => socket.emit('data', Buffer.from(bytes as string));
  come(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  return { facts, come, socket, intake, connection };
}

test('the bytes of a frame are joined when they are all there, not with each of many small parts', async () => {
  const { facts, come, intake } = openConnection();
  const joined = vi.spyOn(Buffer, 'concat');
  come(Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 1, 0x86, 0xa0]));
  for (let part = 0; part < 10_000; part++) come('0123456789');
  await intake.idle();
  expect(facts.at(-1)).toMatchObject({ kind: 'frame-received', opcode: 'text', bytes: 100_000 });
  expect(joined.mock.calls.length).toBeLessThan(10);
});

test('a stream that brings more than is taken in waits, and goes on when it is', async () => {
  const { facts, come, socket, intake, connection } = openConnection();
  const waited: boolean[] = [];
  intake.add(
    (function* () {
      // All of it comes while something else is taken in.
      for (let frames = 0; frames < 20; frames++) come(Buffer.concat([Buffer.from([0x82, 126, 0xff, 0xff]), Buffer.alloc(0xffff)]));
      waited.push(socket.isPaused());
      yield;
    })(),
  );
  await intake.idle();
  expect([...waited, socket.isPaused()]).toEqual([true, false]);
  expect(facts.filter(({ kind }) => kind === 'frame-received')).toHaveLength(20);
  connection.dispose();
});
