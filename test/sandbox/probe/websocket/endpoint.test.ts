import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Effect, Endpoint } from '../../../../sandbox/probe/websocket/endpoint.ts';

/** What a server answers to the handshake that is among the effects. */
function accepting(opened: Effect[]): Buffer {
  const sent = opened.flatMap((effect) => (effect.do === 'write' ? [effect.bytes.toString()] : [])).join('');
  const key = /Sec-WebSocket-Key: (.*)\r\n/i.exec(sent)?.[1] ?? '';
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  return Buffer.from(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
}

function readAll(endpoint: Endpoint): Effect[] {
  const effects: Effect[] = [];
  for (let next = endpoint.next(); next; next = endpoint.next()) effects.push(...next);
  return effects;
}

const facts = (effects: Effect[]) => effects.flatMap((effect) => (effect.do === 'report' ? [effect] : []));
const frame = (opcode: number, payload: Buffer) => Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload]);
const CLOSE = frame(8, Buffer.from([0x03, 0xe8]));

test('the same bytes come to the same effects, however they are split', () => {
  const frames = fc.array(
    fc.tuple(fc.constantFrom(1, 2, 9, 10), fc.string({ maxLength: 40 })).map(([opcode, text]) => frame(opcode, Buffer.from(text))),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(frames, fc.array(fc.nat(400), { maxLength: 8 }), (sent, cuts) => {
      const whole = new Endpoint();
      const split = new Endpoint();
      const [first, second] = [accepting(whole.open({ path: '/ws/a' })), accepting(split.open({ path: '/ws/a' }))];
      const rest = Buffer.concat([...sent, CLOSE]);
      whole.push(Buffer.concat([first, rest]));
      const atOnce = readAll(whole);
      const bytes = Buffer.concat([second, rest]);
      const places = [...cuts.filter((cut) => cut < bytes.length).sort((one, other) => one - other), bytes.length];
      const inPieces = places.flatMap((end, index) => {
        split.push(bytes.subarray(places[index - 1] ?? 0, end));
        return readAll(split);
      });
      expect(facts(inPieces)).toEqual(facts(atOnce));
      expect(inPieces.map((effect) => effect.do)).toEqual(atOnce.map((effect) => effect.do));
      expect(facts(atOnce).at(-1)?.fact).toMatchObject({ kind: 'closed', code: 1000, by: 'handler', clean: true });
    }),
  );
});

test('a close frame is answered once, and by a silent endpoint not at all', () => {
  const writes = (effects: Effect[]) => effects.filter((effect) => effect.do === 'write').length;
  const polite = new Endpoint();
  polite.push(Buffer.concat([accepting(polite.open({ path: '/' })), CLOSE]));
  expect(writes(readAll(polite))).toBe(1);
  const first = new Endpoint();
  first.push(accepting(first.open({ path: '/' })));
  readAll(first);
  expect(writes(first.close(1000))).toBe(1);
  expect(first.close(1000)).toEqual([]);
  first.push(CLOSE);
  expect(readAll(first)).toMatchObject([
    { do: 'report', fact: { kind: 'frame-received', opcode: 'close' } },
    { do: 'report', fact: { kind: 'closed', by: 'probe', clean: true } },
  ]);
  const silent = new Endpoint();
  silent.push(Buffer.concat([accepting(silent.open({ path: '/' })), CLOSE]));
  silent.isSilent = true;
  expect(writes(readAll(silent))).toBe(0);
});

test('a refusal ends this side of the stream, and illegal bytes drop it', () => {
  const refused = new Endpoint();
  refused.open({ path: '/' });
  refused.push(Buffer.from('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'));
  expect(readAll(refused)).toMatchObject([{ do: 'report', fact: { kind: 'handshake-refused', status: 403 } }, { do: 'end' }]);
  expect(refused.wasRefused).toBe(true);
  const illegal = new Endpoint();
  illegal.push(Buffer.concat([accepting(illegal.open({ path: '/' })), Buffer.from([0x83, 0])]));
  expect(readAll(illegal).at(-1)).toEqual({ do: 'drop' });
  expect(illegal.isOver).toBe(true);
});

test('a stream that ends before the answer says so', () => {
  const endpoint = new Endpoint();
  endpoint.open({ path: '/' });
  expect(endpoint.answerEnded()).toEqual([]);
  expect(endpoint.streamEnded('fin')).toMatchObject([
    { do: 'report', fact: { kind: 'closed', beforeOpen: true, end: 'fin' }, received: Number.POSITIVE_INFINITY },
  ]);
  expect(endpoint.streamEnded('rst')).toEqual([]);
});
