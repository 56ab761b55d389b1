import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
/** Without what is drawn at random for each connection: the key of its handshake, and those that mask. */
const withoutChance = ({ fact, received }: ReturnType<typeof facts>[number]) =>
  fact.kind === 'handshake-accepted' || fact.kind === 'frame-sent' ? [{ ...fact, head: '', wire: undefined }, received] : [fact, received];
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
      expect(facts(inPieces).map(withoutChance)).toEqual(facts(atOnce).map(withoutChance));
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

/** An endpoint whose handshake was accepted, with nothing left to read. */
function openEndpoint(): Endpoint {
  const endpoint = new Endpoint();
  endpoint.push(accepting(endpoint.open({ path: '/' })));
  readAll(endpoint);
  return endpoint;
}

describe('what the probe does', () => {
  test('opening reports the request and writes it', () => {
    const endpoint = new Endpoint();
    expect(endpoint.next()).toBeUndefined();
    const [reported, written] = endpoint.open({ path: '/ws/a', headers: { Cookie: 'x' } });
    expect(reported).toMatchObject({
      do: 'report',
      fact: { kind: 'handshake-sent', method: 'GET', path: '/ws/a', headers: { Cookie: 'x' } },
    });
    expect(written?.do === 'write' && written.bytes.toString()).toMatch(/^GET \/ws\/a HTTP/);
    expect(endpoint.next()).toBeUndefined();
  });

  test('sending reports each frame and writes all of them at once', () => {
    const effects = openEndpoint().send([
      { opcode: 'text', text: 'a', masked: false },
      { opcode: 'ping', masked: false },
    ]);
    expect(effects).toEqual([
      { do: 'report', fact: { kind: 'frame-sent', opcode: 'text', fin: true, bytes: 1, text: 'a', wire: { front: '810161', bytes: 3 } } },
      { do: 'report', fact: { kind: 'frame-sent', opcode: 'ping', fin: true, bytes: 0, wire: { front: '8900', bytes: 2 } } },
      { do: 'write', bytes: Buffer.from('8101618900', 'hex') },
    ]);
  });

  test('a pong carries the payload of its ping', () => {
    const [reported, written] = openEndpoint().pong(Buffer.from('p'), 'late');
    expect(reported).toMatchObject({
      do: 'report',
      fact: { kind: 'frame-sent', opcode: 'pong', fin: true, bytes: 1, text: 'p', note: 'late', wire: { bytes: 7 } },
    });
    expect(written?.do === 'write' && [written.bytes[0], written.bytes.length]).toEqual([0x8a, 7]);
  });

  test('a goodbye may have no code, and no reason', () => {
    expect(facts(openEndpoint().close(undefined))).toMatchObject([{ fact: { opcode: 'close', bytes: 0, close: { reason: '' } } }]);
    expect(facts(openEndpoint().close(4001, 'bye'))).toMatchObject([
      { fact: { opcode: 'close', bytes: 5, close: { code: 4001, reason: 'bye' } } },
    ]);
  });

  test('a reset is the end, and of its own doing', () => {
    const endpoint = openEndpoint();
    expect(endpoint.isOver).toBe(false);
    expect(endpoint.reset()).toEqual([
      { do: 'report', fact: { kind: 'closed', code: 1006, reason: '', clean: false, by: 'probe', end: 'rst' } },
    ]);
    expect([endpoint.isOver, endpoint.reset(), endpoint.next()]).toEqual([true, [], undefined]);
  });
});

describe('a client that has ended its side of TCP', () => {
  test('ends the stream, and reads on', () => {
    const endpoint = openEndpoint();
    expect(endpoint.halfClose()).toEqual([{ do: 'end' }]);
    endpoint.push(frame(1, Buffer.from('hi')));
    expect(facts(readAll(endpoint))).toMatchObject([{ fact: { kind: 'frame-received', text: 'hi' } }]);
    expect(endpoint.isOver).toBe(false);
  });

  test('began the end that then comes', () => {
    const endpoint = openEndpoint();
    endpoint.halfClose();
    expect(endpoint.streamEnded('fin')).toEqual([
      {
        do: 'report',
        fact: { kind: 'closed', code: 1006, reason: '', clean: false, by: 'probe', end: 'fin' },
        received: Number.POSITIVE_INFINITY,
      },
    ]);
  });
});

describe('what the handler does', () => {
  test('an answer is reported with the bytes up to its end, and so is each frame', () => {
    const endpoint = new Endpoint();
    const answer = accepting(endpoint.open({ path: '/' }));
    endpoint.push(Buffer.concat([answer, frame(1, Buffer.from('hi')), frame(2, Buffer.from('x'))]));
    expect(facts(readAll(endpoint)).map(({ fact, received }) => [fact.kind, received])).toEqual([
      ['handshake-accepted', answer.length],
      ['frame-received', answer.length + 4],
      ['frame-received', answer.length + 7],
    ]);
  });

  test('a ping is to be answered, unless the endpoint is silent; a pong is not', () => {
    const pinged = (isSilent: boolean, opcode = 9) => {
      const endpoint = openEndpoint();
      endpoint.isSilent = isSilent;
      endpoint.push(frame(opcode, Buffer.from('p')));
      return readAll(endpoint).slice(1);
    };
    expect(pinged(false)).toEqual([{ do: 'answer-ping', payload: Buffer.from('p') }]);
    expect([pinged(true), pinged(false, 10), pinged(false, 1)]).toEqual([[], [], []]);
  });

  test.each<[string, Buffer, object, object]>([
    ['with a code', frame(8, Buffer.from('\x03\xf3oh', 'latin1')), { code: 1011, reason: 'oh' }, { code: 1011, reason: '' }],
    ['without one', frame(8, Buffer.alloc(0)), { code: 1005, reason: '' }, { reason: '' }],
  ])('a close frame %s is answered with the same code', (_how, bytes, closed, sent) => {
    const endpoint = openEndpoint();
    endpoint.push(bytes);
    const effects = readAll(endpoint);
    expect(effects.map((effect) => effect.do)).toEqual(['report', 'report', 'write', 'report']);
    expect(facts(effects)[1]).toMatchObject({ fact: { kind: 'frame-sent', opcode: 'close', close: sent } });
    expect(facts(effects)[2]).toMatchObject({ fact: { kind: 'closed', ...closed, clean: true, by: 'handler', sent } });
    expect(endpoint.isOver).toBe(true);
  });

  test('a close frame that a silent endpoint does not answer is no clean end', () => {
    const endpoint = openEndpoint();
    endpoint.isSilent = true;
    endpoint.push(CLOSE);
    expect(facts(readAll(endpoint))[1]).toMatchObject({ fact: { kind: 'closed', code: 1000, clean: false, by: 'handler' } });
  });

  test.each(['fin', 'rst'] as const)('an end of the stream is told apart: %s', (end) => {
    const endpoint = openEndpoint();
    expect(endpoint.answerEnded()).toEqual([]);
    endpoint.close(1000);
    expect(endpoint.streamEnded(end)).toEqual([
      {
        do: 'report',
        fact: { kind: 'closed', code: 1006, reason: '', clean: false, by: 'handler', end, sent: { code: 1000, reason: '' } },
        received: Number.POSITIVE_INFINITY,
      },
    ]);
  });

  test('illegal bytes are reported up to the last legal ones, and end it', () => {
    const endpoint = new Endpoint();
    const answer = accepting(endpoint.open({ path: '/' }));
    endpoint.push(Buffer.concat([answer, frame(1, Buffer.from('hi')), Buffer.from([0x83, 0])]));
    expect(readAll(endpoint).slice(2)).toEqual([
      {
        do: 'report',
        fact: {
          kind: 'protocol-error',
          problem: 'the opcode 3 is reserved (RFC 6455, section 5.2)',
          wire: { front: '8300', bytes: 2 },
        },
        received: answer.length + 4,
      },
      { do: 'report', fact: { kind: 'closed', code: 1006, reason: '', clean: false, by: 'probe', end: 'probe' } },
      { do: 'drop' },
    ]);
  });

  test('an illegal answer to the handshake is no refusal', () => {
    const endpoint = new Endpoint();
    endpoint.open({ path: '/' });
    endpoint.push(Buffer.from('SSH-2.0'));
    expect(readAll(endpoint)).toEqual([
      {
        do: 'report',
        fact: {
          kind: 'handshake-invalid',
          problem: 'the answer begins with "SSH-2" instead of "HTTP/"',
          flaw: 'not-http',
          head: 'SSH-2.0',
        },
        received: 7,
      },
      { do: 'end' },
    ]);
    expect([endpoint.wasRefused, endpoint.isOver]).toEqual([false, true]);
  });

  test('a refusal may end where the stream does', () => {
    const endpoint = new Endpoint();
    endpoint.open({ path: '/' });
    endpoint.push(Buffer.from('HTTP/1.1 503 Later\r\n\r\n'));
    endpoint.push(Buffer.from('no'));
    expect(endpoint.next()).toBeUndefined();
    expect(endpoint.wasRefused).toBe(false);
    expect(facts(endpoint.answerEnded())).toMatchObject([
      { fact: { kind: 'handshake-refused', status: 503, statusText: 'Later', body: 'no' }, received: 24 },
    ]);
    expect(endpoint.answerEnded()).toEqual([]);
  });

  test('a message may have a mebibyte, and one byte more is too much', () => {
    const claiming = (bytes: number) => {
      const endpoint = openEndpoint();
      endpoint.push(Buffer.from([0x82, 127, 0, 0, 0, 0, 0, bytes >> 16, (bytes >> 8) & 255, bytes & 255]));
      return endpoint.next();
    };
    expect(claiming(1024 * 1024)).toBeUndefined();
    expect(claiming(1024 * 1024 + 1)?.[0]).toMatchObject({ fact: { kind: 'protocol-error' } });
  });
});

test('what was discarded is not read, nor what comes after it', () => {
  const endpoint = openEndpoint();
  endpoint.push(frame(1, Buffer.from('hi')));
  endpoint.discard();
  endpoint.push(frame(1, Buffer.from('ho')));
  expect([endpoint.next(), endpoint.isOver]).toEqual([undefined, true]);
});
