/** The head of an answer to the opening handshake, as HTTP/1.1 has it. */
import { describe, expect, test } from 'vitest';
import { headOf, parseResponseHead } from '../../../../sandbox/probe/websocket/response-head.ts';

const parse = (...lines: string[]) => parseResponseHead(Buffer.from(lines.join('\r\n'), 'latin1'));
const OK = 'HTTP/1.1 200 OK';

describe('a head as text', () => {
  const text = (...lines: string[]) => headOf(Buffer.from(lines.join('\r\n'), 'latin1'));

  test('is that of the final answer, without what comes after it', () => {
    expect(text('HTTP/1.1 101 Ok', 'A: 1', '', 'rest\r\n\r\n')).toBe('HTTP/1.1 101 Ok\r\nA: 1');
    expect(text('HTTP/1.1 103 Early Hints', 'Link: x', '', OK, 'A: 1', '', '')).toBe(`${OK}\r\nA: 1`);
  });

  test('is the beginning of what is no HTTP, and is cut where it is very long', () => {
    expect(text('SSH-2.0')).toBe('SSH-2.0');
    expect(text('x'.repeat(9_000))).toHaveLength(4_000);
  });
});

describe('a whole head', () => {
  test('has a version, a status with its text, headers, and what comes after it', () => {
    expect(parse('HTTP/1.0 403 Not  today', 'A: 1', '', 'rest\r\n\r\n')).toEqual({
      kind: 'head',
      version: '1.0',
      status: 403,
      statusText: 'Not  today',
      headers: new Map([['a', '1']]),
      rest: Buffer.from('rest\r\n\r\n'),
    });
  });

  test.each([
    ['HTTP/1.1 200', ''],
    ['HTTP/1.1 200 ', ''],
    ['HTTP/1.1 200 Très bien', 'Très bien'],
  ])('may have any status text or none: “%s”', (line, statusText) => {
    expect(parse(line, '', '')).toMatchObject({ kind: 'head', status: 200, statusText });
  });

  test.each<[string, string[], [string, string][]]>([
    ['names in any case, values without blanks around them', ['UPGRADE:\t websocket  '], [['upgrade', 'websocket']]],
    ['a colon in a value', ['Link: a:b'], [['link', 'a:b']]],
    [
      'the same name again',
      ['A: 1', 'B: 2', 'a: 3'],
      [
        ['a', '1, 3'],
        ['b', '2'],
      ],
    ],
    ['an empty value', ['A:'], [['a', '']]],
    ['a blank before the colon', ['A : 1'], [['a', '1']]],
    ['lines that are no headers', ['no colon', ': no name', 'A: 1'], [['a', '1']]],
  ])('has headers with %s', (_what, lines, headers) => {
    expect(parse(OK, ...lines, '', '')).toMatchObject({ headers: new Map(headers) });
  });
});

describe('what is no head', () => {
  test.each([
    ['SSH-2.0-OpenSSH', 'the answer begins with "SSH-2" instead of "HTTP/"'],
    ['HTTQ', 'the answer begins with "HTTQ" instead of "HTTP/"'],
  ])('is known by its first bytes: %s', (begin, problem) => {
    expect(parse(begin)).toEqual({ kind: 'invalid', problem });
  });

  test.each(['HTTP/2 200 OK', 'HTTP/1.2 200 OK', 'HTTP/1.1 20 OK', 'HTTP/1.1 2000 OK', 'xHTTP/1.1 200 OK', 'HTTP/1.1  200 OK', ''])(
    'is known by its first line: “%s”',
    (line) => {
      expect(parse(line, '', '')).toEqual({ kind: 'invalid', problem: `the answer's first line is ${JSON.stringify(line)}` });
    },
  );

  test('is quoted only so far', () => {
    expect(parse('x'.repeat(200), '', '')).toEqual({ kind: 'invalid', problem: `the answer's first line is "${'x'.repeat(80)}"` });
  });
});

test.each(['', 'H', 'HTTP', 'HTTP/', 'HTTP/1.1 200 OK\r\n', 'HTTP/1.1 200 OK\r\nA: 1\r\n'])(
  'a head that has begun is waited for: %j',
  (begin) => {
    expect(parse(begin)).toEqual({ kind: 'more' });
  },
);

test('a head without end is not waited for', () => {
  const endless = (bytes: number) => parse(`${OK}\r\n`.padEnd(bytes, 'x'));
  expect(endless(16 * 1024)).toEqual({ kind: 'more' });
  expect(endless(16 * 1024 + 1)).toEqual({ kind: 'invalid', problem: "the answer's head is longer than 16384 bytes" });
});
