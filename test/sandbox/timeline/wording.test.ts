/** The words for times, connections, errors, payloads and close codes, as a learner reads them. */
import { describe, expect, test } from 'vitest';
import { callConnection, callError, describeMs, meaningOf, quote } from '../../../sandbox/timeline/wording.ts';

test.each([
  [0.4, '0 ms'],
  [12, '12 ms'],
  [999, '999 ms'],
  [1_000, '1 s'],
  [1_500, '1.5 s'],
  [1_540, '1.5 s'],
  [60_000, '60 s'],
])('%d ms are told in the unit that a person would choose: %s', (ms, words) => {
  expect(describeMs(ms)).toBe(words);
});

test.each([
  ['A', 'the connection'],
  ['A2', 'the client that came back'],
  ['A3', 'the client that came back a second time'],
  ['B', 'the bystander'],
  ['N', 'a newcomer'],
  ['N2', 'newcomer N2'],
  ['N12', 'newcomer N12'],
  ['L', 'the last newcomer'],
  ['C', 'connection C'],
])('%s is called “%s”', (name, words) => {
  expect(callConnection(name)).toBe(words);
});

test.each([
  ['no such room', 'ValueError: no such room'],
  ['', 'ValueError'],
  [' \n', 'ValueError'],
])('an error with the message “%s” is called “%s”', (message, words) => {
  expect(callError({ name: 'ValueError', message })).toBe(words);
});

describe('a payload in a sentence', () => {
  test('is whole up to 120 characters, and of a longer one its begin is left', () => {
    expect(quote('x'.repeat(120))).toBe('x'.repeat(120));
    expect(quote('x'.repeat(121))).toBe(`${'x'.repeat(117)}…`);
  });

  test('is well-formed where a character is cut in half', () => {
    expect(quote(`${'x'.repeat(116)}🦊🦊🦊`)).toBe(`${'x'.repeat(116)}\ufffd…`);
  });
});

test.each([
  [1000, 'normal closure'],
  [1001, 'going away'],
  [1002, 'protocol error'],
  [1003, 'unsupported data'],
  [1004, 'unknown code'],
  [1005, 'no code'],
  [1006, 'no close frame'],
  [1007, 'invalid payload'],
  [1008, 'policy violation'],
  [1009, 'message too big'],
  [1010, 'extension missing'],
  [1011, 'internal error'],
  [1012, 'service restart'],
  [1013, 'try again later'],
  [1014, 'bad gateway'],
  [3999, 'unknown code'],
  [4000, 'application code'],
  [4001, 'application code'],
])('the close code %d means “%s”', (code, meaning) => {
  expect(meaningOf(code)).toBe(meaning);
});
