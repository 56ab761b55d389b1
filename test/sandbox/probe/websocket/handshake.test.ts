import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openingHandshake, readAnswer } from '../../../../sandbox/probe/websocket/handshake.ts';

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

const CHUNKED = ['HTTP/1.1 403 Forbidden', 'Connection: keep-alive', 'Transfer-Encoding: chunked'];

test.each([
  ['one chunk', CHUNKED, '4\r\nno, \r\n0\r\n\r\n', 'no, '],
  ['several chunks', CHUNKED, '2\r\nno\r\nA\r\n0123456789\r\n0\r\n\r\n', 'no0123456789'],
  ['no chunk but the last', CHUNKED, '0\r\n\r\n', ''],
  ['chunk extensions', CHUNKED, '2 ;a=b;c="d;e"\r\nno\r\n000;last\r\n\r\n', 'no'],
  ['trailers', CHUNKED, '2\r\nno\r\n0\r\nX-One: 1\r\nX-Two: 2\r\n\r\n', 'no'],
  ['line ends inside a chunk', CHUNKED, '4\r\n\r\n\r\n\r\n0\r\n\r\n', '\r\n\r\n'],
  ['a length that chunks override', [...CHUNKED, 'Content-Length: 900'], '2\r\nno\r\n0\r\n\r\n', 'no'],
  ['two codings, the last of them chunked', CHUNKED.with(2, 'Transfer-Encoding: gzip, Chunked'), '2\r\nno\r\n0\r\n\r\n', 'no'],
  ['one length twice', ['HTTP/1.1 403 Forbidden', 'Content-Length: 2', 'Content-Length: 2'], 'no', 'no'],
  ['an interim answer before it', ['HTTP/1.1 103 Early Hints', 'Link: </>', '', ...CHUNKED], '2\r\nno\r\n0\r\n\r\n', 'no'],
])('a refusal with %s is complete on a connection that stays, wherever its bytes are split', (_what, lines, framed, body) => {
  const bytes = answer(lines, framed);
  for (let split = 0; split < bytes.length; split++) expect(readAnswer(bytes.subarray(0, split), sent, false)).toEqual({ kind: 'more' });
  expect(readAnswer(bytes, sent, false)).toEqual({ kind: 'refused', status: 403, statusText: 'Forbidden', body });
});

test.each([
  ['a size that is not a number', 'no\r\n'],
  ['no size', '\r\nno'],
  ['a size below zero', '-2\r\nno\r\n'],
  ['a size without end', '0'.repeat(2_000)],
  ['an extension without end', `2;${'x'.repeat(2_000)}`],
  ['more bytes than the chunk’s size', '2\r\nnone\r\n0\r\n\r\n'],
])('a refusal whose chunks have %s is illegal, wherever its bytes are split', (_what, framed) => {
  const bytes = answer(CHUNKED, framed);
  const reads = Array.from({ length: bytes.length + 1 }, (_, split) => readAnswer(bytes.subarray(0, split), sent, false));
  const decided = reads.findIndex(({ kind }) => kind !== 'more');
  expect(decided).toBeGreaterThan(0);
  for (const read of reads.slice(decided))
    expect(read).toEqual({ kind: 'invalid', problem: expect.stringContaining('section 7.1'), flaw: 'body' });
});

test.each(['chunks without end', 'a trailer without end', 'a body without end'])('a refusal with %s is not waited for', (what) => {
  const lines = what.startsWith('a body') ? ['HTTP/1.1 403 Forbidden'] : CHUNKED;
  const framed = what.startsWith('chunks') ? '4\r\nno, \r\n' : what.startsWith('a trailer') ? '0\r\nX: ' : 'no, ';
  const bytes = answer(lines, framed + (what.startsWith('chunks') ? framed : 'x').repeat(70_000));
  expect(readAnswer(bytes, sent, false)).toMatchObject({ kind: 'refused', status: 403 });
});

test('a refusal that is cut off in a chunk is a refusal with what there was of it', () => {
  expect(readAnswer(answer(CHUNKED, '9\r\nno'), sent, true)).toMatchObject({ kind: 'refused', body: 'no' });
});

test.each([204, 304])('a refusal with %i has no body to wait for', (status) => {
  const read = readAnswer(answer([`HTTP/1.1 ${status} Nothing`, 'Content-Length: 9']), sent, false);
  expect(read).toEqual({ kind: 'refused', status, statusText: 'Nothing', body: '' });
});

test.each(['two', '-1', '2, 3', ''])('a refusal whose length is “%s” is illegal', (length) => {
  const read = readAnswer(answer(['HTTP/1.1 403 Forbidden', `Content-Length: ${length}`], 'no'), sent, false);
  expect(read).toEqual({ kind: 'invalid', problem: expect.stringContaining('Content-Length'), flaw: 'body' });
});

test('interim answers without end are illegal', () => {
  const read = readAnswer(Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'.repeat(20)), sent, false);
  expect(read).toEqual({ kind: 'invalid', problem: expect.stringContaining('interim'), flaw: 'not-http' });
});

test('the request looks like a browser’s', () => {
  const request = sent.bytes.toString();
  expect(request).toMatch(/^GET \/ws\/me HTTP\/1\.1\r\n/);
  expect(request).toContain('User-Agent: Mozilla/5.0');
  expect(request).toContain('Sec-WebSocket-Protocol: chat.v1');
});
