/** What an expectation says, where its author says nothing else. */
import type { Matcher } from './entry.ts';
import type { Exchange, Named, Opening } from './language.ts';
import { describeExpected, describeValue, isValue, type Value } from './value.ts';

export function describeAsk(exchange: Exchange, whose: string): Named {
  return {
    sentence: `the message ${describeSent(exchange.send)}${whose} to be answered with ${describeMatch(exchange.reply.match)}`,
    summary: `a message${whose} got no proper answer`,
  };
}

function describeSent({ text, json }: Exchange['send']): string {
  return text ?? (json === undefined ? 'of bytes' : describeExpected(json));
}

/** What the answer to a handshake must be. */
export function describeAccepted({ subprotocol, answerHeaders = {} }: Opening): string {
  const protocol =
    subprotocol === undefined ? [] : [subprotocol === null ? 'without a subprotocol' : `with the subprotocol ${subprotocol}`];
  const headers = Object.entries(answerHeaders).map(([name, value]) =>
    value === null ? `without ${name}` : `with ${name}: ${describeText(value)}`,
  );
  return ['(101)', [...protocol, ...headers].join(', ')].filter(Boolean).join(' ');
}

/** "from 9 to 11", "3", "at least 2". */
export function describeCount(atLeast: number, atMost: number): string {
  if (atLeast === atMost) return String(atMost);
  if (atMost === Number.POSITIVE_INFINITY) return `at least ${atLeast}`;
  return atLeast === 0 ? `at most ${atMost}` : `from ${atLeast} to ${atMost}`;
}

/** How a connection is to end. */
export function describeEnd(codes: number[] | 'any', { stream, reason }: { stream?: 'fin' | 'rst'; reason?: string | Value }): string {
  if (stream !== undefined) return `with no close frame (${stream.toUpperCase()})`;
  if (codes === 'any') return 'in whatever way';
  return `with ${codes.join(' or ')}${reason === undefined ? '' : ` “${describeText(reason)}”`}`;
}

/** What a matcher asks for, as a noun. */
export function describeMatch(match: Matcher): string {
  if ('json' in match) return describeExpected(match.json);
  if ('text' in match) return describeExpected(match.text);
  if ('hex' in match) return `the bytes ${match.hex}`;
  return 'a message';
}

function describeText(value: string | Value): string {
  return isValue(value) ? describeValue(value) : value;
}
