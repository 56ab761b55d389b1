import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openingHandshake, readAnswer } from '../../sandbox/probe/handshake.ts';

const sent = openingHandshake({ path: '/ws/me', subprotocols: ['chat.v1'] });
const accept = createHash('sha1').update(`${sent.key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
const answer = (lines: string[], body = '') => Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
const GOOD = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`];

test('a right answer is accepted, and the bytes after it are kept', () => {
  expect(readAnswer(answer(GOOD, 'rest'), sent, false)).toMatchObject({ kind: 'accepted', rest: Buffer.from('rest') });
});

test('half an answer asks for more', () => {
  expect(readAnswer(answer(GOOD).subarray(0, 40), sent, false)).toEqual({ kind: 'more' });
});

test.each([
  ['a wrong accept key', GOOD.with(3, 'Sec-WebSocket-Accept: AAAA'), 'Sec-WebSocket-Accept'],
  ['no upgrade', GOOD.with(1, 'X: y'), 'Upgrade'],
  ['a subprotocol that was not offered', [...GOOD, 'Sec-WebSocket-Protocol: chat.v9'], 'chat.v9'],
  ['no HTTP at all', ['SSH-2.0-OpenSSH'], 'SSH-2'],
])('%s is illegal', (_what, lines, word) => {
  const read = readAnswer(answer(lines), sent, false);
  expect(read.kind === 'invalid' && read.problem).toContain(word);
});

test('any other status is a refusal with its body', () => {
  const read = readAnswer(answer(['HTTP/1.1 403 Forbidden', 'Content-Length: 2'], 'no'), sent, false);
  expect(read).toEqual({ kind: 'refused', status: 403, statusText: 'Forbidden', body: 'no' });
});

test('a refusal waits for its body, or for the end', () => {
  const bytes = answer(['HTTP/1.1 403 Forbidden', 'Content-Length: 9'], 'no');
  expect(readAnswer(bytes, sent, false)).toEqual({ kind: 'more' });
  expect(readAnswer(bytes, sent, true)).toMatchObject({ kind: 'refused', body: 'no' });
});

test('the request looks like a browser’s', () => {
  const request = sent.bytes.toString();
  expect(request).toMatch(/^GET \/ws\/me HTTP\/1\.1\r\n/);
  expect(request).toContain('User-Agent: Mozilla/5.0');
  expect(request).toContain('Sec-WebSocket-Protocol: chat.v1');
});
