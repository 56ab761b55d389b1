/** The request that opens a connection, and what is wrong with an answer that accepts it. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openingHandshake, readAnswer } from '../../../../sandbox/probe/websocket/handshake.ts';
import type { HandshakeFlaw } from '../../../../sandbox/timeline/timeline.ts';

describe('the request', () => {
  const linesOf = (request: Parameters<typeof openingHandshake>[0]) => {
    const { bytes, key } = openingHandshake(request);
    return String(bytes).replace(key, 'KEY').split('\r\n');
  };
  const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

  test('has the headers of a browser, in its order', () => {
    expect(linesOf({ path: '/ws/ada' })).toEqual([
      'GET /ws/ada HTTP/1.1',
      'Host: app.example.test',
      'Connection: Upgrade',
      'Pragma: no-cache',
      'Cache-Control: no-cache',
      `User-Agent: ${BROWSER}`,
      'Upgrade: websocket',
      'Origin: https://app.example.test',
      'Sec-WebSocket-Version: 13',
      'Accept-Encoding: gzip, deflate, br, zstd',
      'Accept-Language: en-GB,en;q=0.9',
      'Sec-WebSocket-Key: KEY',
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
      '',
      '',
    ]);
  });

  test('offers subprotocols, and has the headers that it is given', () => {
    const lines = linesOf({ path: '/', subprotocols: ['v2', 'v1'], headers: { Cookie: 'a=1', Origin: 'https://evil.test' } });
    expect(lines.slice(-4)).toEqual(['Sec-WebSocket-Protocol: v2, v1', 'Cookie: a=1', '', '']);
    expect(lines.filter((line) => line.startsWith('Origin'))).toEqual(['Origin: https://evil.test']);
  });

  test('has a query where it is given one, encoded', () => {
    const query = { room: 'a b', last: '1&2' };
    expect(linesOf({ path: '/ws/a', query })[0]).toBe('GET /ws/a?room=a+b&last=1%262 HTTP/1.1');
    expect(openingHandshake({ path: '/ws/a', query }).path).toBe('/ws/a?room=a+b&last=1%262');
    expect(linesOf({ path: '/ws/a', query: {} })[0]).toBe('GET /ws/a HTTP/1.1');
  });

  test('has other headers in place of its own, whatever their case, and leaves out those that are null', () => {
    const lines = linesOf({ path: '/', headers: { 'user-agent': 'curl', Origin: null, 'X-One': '1', 'x-one': '2', 'X-Two': null } });
    expect(lines[5]).toBe('User-Agent: curl');
    expect(lines.filter((line) => /^(user-agent|origin|x-)/i.test(line))).toEqual(['User-Agent: curl', 'X-One: 2']);
  });

  test('that is plain asks for no WebSocket', () => {
    const lines = linesOf({ path: '/', plain: true, subprotocols: ['v1'] });
    expect(lines).toContain('Connection: keep-alive');
    expect(lines.filter((line) => /^(Upgrade|Origin|Sec-)/.test(line))).toEqual([]);
  });

  test('has a key of 16 bytes, another one each time, and says what it sent', () => {
    const sent = openingHandshake({ path: '/', subprotocols: ['v1'] });
    expect(Buffer.from(sent.key, 'base64')).toHaveLength(16);
    expect(openingHandshake({ path: '/' }).key).not.toBe(sent.key);
    expect(sent).toMatchObject({ offered: ['v1'], headers: { 'Sec-WebSocket-Key': sent.key, Connection: 'Upgrade' } });
  });
});

describe('an answer that accepts', () => {
  const sent = openingHandshake({ path: '/', subprotocols: ['v1', 'v2'] });
  const accept = createHash('sha1').update(`${sent.key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const GOOD = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`];
  const read = (lines: string[], ended = false) => readAnswer(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), sent, ended);

  test.each<[string, string[]]>([
    ['in other letters', GOOD.with(1, 'Upgrade: WebSocket')],
    ['with other tokens beside it', GOOD.with(2, 'Connection: keep-alive, UPGRADE')],
    ['after an interim answer', ['HTTP/1.1 100 Continue', '', ...GOOD]],
    ['after as many as are read', [...Array.from({ length: 16 }, () => ['HTTP/1.1 199 Wait', '']).flat(), ...GOOD]],
  ])('may do so %s', (_how, lines) => {
    expect(read(lines)).toMatchObject({ kind: 'accepted', compressed: false });
  });

  test('may choose a subprotocol that was offered, and compression', () => {
    expect(read([...GOOD, 'Sec-WebSocket-Protocol: v2'])).toMatchObject({ kind: 'accepted', subprotocol: 'v2', compressed: false });
    expect(read([...GOOD, 'Sec-WebSocket-Extensions: permessage-deflate'])).toMatchObject({ kind: 'accepted', compressed: true });
  });

  test.each<[string, HandshakeFlaw, string[]]>([
    ['the 101 is of HTTP/1.0 (RFC 6455, section 4.2.2)', 'version', GOOD.with(0, 'HTTP/1.0 101 Switching Protocols')],
    ['the 101 has no "Upgrade: websocket"', 'upgrade', GOOD.with(1, 'Upgrade: h2c')],
    ['the 101 has no "Upgrade: websocket"', 'upgrade', GOOD.with(1, 'X: y')],
    ['the 101 has no "Connection: Upgrade"', 'upgrade', GOOD.with(2, 'Connection: close')],
    ['the 101 has no "Connection: Upgrade"', 'upgrade', GOOD.with(2, 'X: y')],
    ['the 101 has no Sec-WebSocket-Accept', 'accept-missing', GOOD.slice(0, 3)],
    ['the 101 has a wrong Sec-WebSocket-Accept', 'accept-wrong', GOOD.with(3, `Sec-WebSocket-Accept: ${sent.key}`)],
    ['the 101 chooses the subprotocol "v3", which was not offered', 'subprotocol', [...GOOD, 'Sec-WebSocket-Protocol: v3']],
    [
      `the 101 chooses the subprotocol "${'x'.repeat(80)}", which was not offered`,
      'subprotocol',
      [...GOOD, `Sec-WebSocket-Protocol: ${'x'.repeat(99)}`],
    ],
    ['the 101 chooses the extensions "x", which were not offered', 'extensions', [...GOOD, 'Sec-WebSocket-Extensions: x']],
    [
      'more than 16 interim answers came before a final one',
      'not-http',
      [...Array.from({ length: 17 }, () => ['HTTP/1.1 102 Wait', '']).flat(), ...GOOD],
    ],
  ])('is illegal: %s', (problem, flaw, lines) => {
    expect(read(lines)).toEqual({ kind: 'invalid', problem, flaw });
  });

  test('is illegal where it is cut off, and none where nothing came', () => {
    const cut = Buffer.from(GOOD.join('\r\n'));
    expect(readAnswer(cut, sent, false)).toEqual({ kind: 'more' });
    expect(readAnswer(cut, sent, true)).toEqual({
      kind: 'invalid',
      problem: 'the connection ended in the middle of the answer',
      flaw: 'cut-off',
    });
    expect(readAnswer(Buffer.alloc(0), sent, true)).toEqual({ kind: 'more' });
  });
});

describe('of a refusal', () => {
  const sent = openingHandshake({ path: '/' });
  const read = (lines: string[], body = '', ended = false) => readAnswer(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`), sent, ended);

  test('the begin of its body and of its status text is kept', () => {
    const lines = [`HTTP/1.1 403 ${'x'.repeat(300)}`, 'Content-Length: 2000'];
    expect(read(lines, 'y'.repeat(2_000))).toEqual({ kind: 'refused', status: 403, statusText: 'x'.repeat(200), body: 'y'.repeat(1_000) });
  });

  test.each<[string, string[], string, string]>([
    ['as long as it says', ['Content-Length: 2'], 'no more', 'no'],
    ['with a length that is given twice', ['Content-Length: 2, 2'], 'no more', 'no'],
    ['of no bytes', ['Content-Length: 0'], 'no more', ''],
  ])('the body is %s', (_what, headers, bytes, body) => {
    expect(read(['HTTP/1.1 403 Forbidden', ...headers], bytes)).toMatchObject({ kind: 'refused', body });
  });

  test.each<[string, string[]]>([
    ['has no length', []],
    ['has another coding', ['Transfer-Encoding: gzip', 'Content-Length: 1']],
    ['has chunks where HTTP/1.0 knows none', ['Transfer-Encoding: chunked']],
  ])('the body ends with the stream where it %s', (_where, headers) => {
    const version = headers[0]?.includes('chunked') ? '1.0' : '1.1';
    const lines = [`HTTP/${version} 403 Forbidden`, ...headers];
    expect(read(lines, '1\r\nx')).toEqual({ kind: 'more' });
    expect(read(lines, '1\r\nx', true)).toMatchObject({ kind: 'refused', body: '1\r\nx' });
  });

  test('a body is waited for up to 64 KiB', () => {
    const lines = ['HTTP/1.1 403 Forbidden'];
    expect(read(lines, 'x'.repeat(64 * 1024 - 1))).toEqual({ kind: 'more' });
    expect(read(lines, 'x'.repeat(64 * 1024))).toMatchObject({ kind: 'refused', body: 'x'.repeat(1_000) });
    const counted = [...lines, 'Content-Length: 999999'];
    expect(read(counted, 'x'.repeat(64 * 1024 - 1))).toEqual({ kind: 'more' });
    expect(read(counted, 'x'.repeat(64 * 1024))).toMatchObject({ kind: 'refused' });
  });

  test.each([
    ['no', 'no'],
    ['12a', '12a'],
    ['2, 3', '2, 3'],
    ['9'.repeat(99).concat('x'), '9'.repeat(80)],
  ])('a length of “%s” is illegal', (length, quoted) => {
    expect(read(['HTTP/1.1 403 Forbidden', `Content-Length: ${length}`], 'no')).toEqual({
      kind: 'invalid',
      flaw: 'body',
      problem: `the refusal’s Content-Length is "${quoted}" (RFC 9112, section 6.3)`,
    });
  });

  test('a body that is not in chunks although it says so is illegal', () => {
    expect(read(['HTTP/1.1 403 Forbidden', 'Transfer-Encoding: chunked'], 'no\r\n')).toEqual({
      kind: 'invalid',
      flaw: 'body',
      problem: 'the refusal’s body is not chunked, although its head says so (RFC 9112, section 7.1)',
    });
  });
});

describe('the headers of an answer', () => {
  const sent = openingHandshake({ path: '/', subprotocols: ['v1'] });
  const accept = createHash('sha1').update(`${sent.key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const headersOf = (...lines: string[]) => {
    const read = readAnswer(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), sent, true);
    return 'headers' in read ? read.headers : 'none';
  };
  const ACCEPTED = [
    'HTTP/1.1 101 OK',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    'Sec-WebSocket-Protocol: v1',
  ];
  const CARRYING = ['Connection: close', 'Content-Length: 0', 'Date: today', 'Keep-Alive: timeout=5'];

  test('are those that say something', () => {
    expect(headersOf(...ACCEPTED, 'Sec-WebSocket-Extensions: permessage-deflate', 'Date: today', 'X-Room: lobby')).toEqual({
      'x-room': 'lobby',
    });
    expect(headersOf('HTTP/1.1 426 Upgrade', ...CARRYING, 'Upgrade: websocket', 'Retry-After: 5')).toEqual({
      upgrade: 'websocket',
      'retry-after': '5',
    });
  });

  test('are left out where they say nothing', () => {
    expect([headersOf(...ACCEPTED), headersOf('HTTP/1.1 403 Forbidden', ...CARRYING)]).toEqual(['none', 'none']);
    expect(headersOf('HTTP/1.1 403 Forbidden', 'Transfer-Encoding: gzip')).toBe('none');
  });

  test('are kept up to 500 characters each', () => {
    expect(headersOf('HTTP/1.1 403 Forbidden', `X: ${'x'.repeat(501)}`)).toEqual({ x: 'x'.repeat(500) });
  });
});
