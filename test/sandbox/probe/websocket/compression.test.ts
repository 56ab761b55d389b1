/** permessage-deflate, RFC 7692: what a handler may choose, and how its messages are inflated. */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { extensionProblem, Inflater, OFFERED_EXTENSIONS } from '../../../../sandbox/probe/websocket/compression.ts';

const unknown = (parameter: string) => `the 101 chooses permessage-deflate with ${JSON.stringify(parameter)}, which RFC 7692 does not know`;
const notOffered = (chosen: string) => `the 101 chooses the extensions ${JSON.stringify(chosen)}, which were not offered`;

test('what browsers offer is offered', () => {
  expect(OFFERED_EXTENSIONS).toBe('permessage-deflate; client_max_window_bits');
});

describe('a handler may choose', () => {
  test.each([
    undefined,
    'permessage-deflate',
    'permessage-deflate; server_no_context_takeover; client_no_context_takeover',
    'permessage-deflate; client_max_window_bits',
    'permessage-deflate; client_max_window_bits=15',
    'permessage-deflate;server_max_window_bits=8',
    'permessage-deflate; client_max_window_bits="10"',
  ])('%s', (chosen) => {
    expect(extensionProblem(chosen)).toBeUndefined();
  });
});

describe('a handler may not choose', () => {
  test.each([
    ['permessage-deflate; speed=9', unknown('speed=9')],
    ['permessage-deflate; client_max_window_bits=7', unknown('client_max_window_bits=7')],
    ['permessage-deflate; client_max_window_bits=16', unknown('client_max_window_bits=16')],
    ['permessage-deflate; client_max_window_bits=100', unknown('client_max_window_bits=100')],
    ['permessage-deflate; server_max_window_bits=15; x', unknown('x')],
    ['permessage-deflate; x_server_no_context_takeover', unknown('x_server_no_context_takeover')],
    [`permessage-deflate; ${'x'.repeat(99)}`, unknown('x'.repeat(80))],
    ['permessage-bzip2', notOffered('permessage-bzip2')],
    ['', notOffered('')],
    ['permessage-deflate, permessage-deflate', notOffered('permessage-deflate, permessage-deflate')],
    ['x'.repeat(99), notOffered('x'.repeat(80))],
  ])('%s', (chosen, problem) => {
    expect(extensionProblem(chosen)).toBe(problem);
  });
});

describe('messages of one connection', () => {
  const deflate = (message: Buffer, dictionary?: Buffer) =>
    deflateRawSync(message, { finishFlush: 2, ...(dictionary ? { dictionary } : {}) }).subarray(0, -4);
  const first = Buffer.from('the same words again and again');

  test('may refer to the one before', () => {
    const inflater = new Inflater();
    expect(inflater.inflate(deflate(first), 1_000)).toEqual({ kind: 'whole', message: first });
    expect(inflater.inflate(deflate(first, first), 1_000)).toEqual({ kind: 'whole', message: first });
  });

  test('may refer to several before, as far back as 32 KiB', () => {
    const inflater = new Inflater();
    const noise = (seed: number, bytes: number) =>
      Buffer.from(Array.from({ length: bytes }, (_, index) => (index * index * seed + (index >> 3) * 7) & 255));
    const [one, two] = [noise(3, 20_000), noise(5, 20_000)];
    inflater.inflate(deflate(one), 100_000);
    inflater.inflate(deflate(two, one), 100_000);
    const window = Buffer.concat([one, two]).subarray(-32 * 1024);
    expect(inflater.inflate(deflate(window.subarray(0, 300), window), 1_000)).toEqual({ kind: 'whole', message: window.subarray(0, 300) });
  });

  test('may be as long as is read, and no longer', () => {
    expect(new Inflater().inflate(deflate(Buffer.alloc(1_000)), 1_000).kind).toBe('whole');
    expect(new Inflater().inflate(deflate(Buffer.alloc(1_001)), 1_000)).toEqual({ kind: 'too-long' });
  });

  test('are corrupt where they are no deflate', () => {
    expect(new Inflater().inflate(Buffer.from('no deflate'), 1_000)).toEqual({ kind: 'corrupt' });
  });
});
