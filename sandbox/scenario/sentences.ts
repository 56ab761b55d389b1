/** What an expectation says, where its author says nothing else. */
import type { Matcher } from './entry.ts';
import type { Exchange, Named, Opening } from './language.ts';

export function describeAsk(exchange: Exchange, whose: string): Named {
  return {
    sentence: `the message ${exchange.send.text ?? 'of bytes'}${whose} to be answered with ${describeMatch(exchange.reply.match)}`,
    summary: `a message${whose} got no proper answer`,
  };
}

/** What the answer to a handshake must be. */
export function describeAccepted({ subprotocol, answerHeaders = {} }: Opening): string {
  const protocol =
    subprotocol === undefined ? [] : [subprotocol === null ? 'without a subprotocol' : `with the subprotocol ${subprotocol}`];
  const headers = Object.entries(answerHeaders).map(([name, value]) => (value === null ? `without ${name}` : `with ${name}: ${value}`));
  return ['(101)', [...protocol, ...headers].join(', ')].filter(Boolean).join(' ');
}

/** How a connection is to end. */
export function describeEnd(codes: number[] | 'any', { stream, reason }: { stream?: 'fin' | 'rst'; reason?: string }): string {
  if (stream !== undefined) return `with no close frame (${stream.toUpperCase()})`;
  if (codes === 'any') return 'in whatever way';
  return `with ${codes.join(' or ')}${reason === undefined ? '' : ` “${reason}”`}`;
}

/** What a matcher asks for, as a noun. */
export function describeMatch(match: Matcher): string {
  if ('json' in match) return JSON.stringify(match.json);
  if ('text' in match) return JSON.stringify(match.text);
  if ('hex' in match) return `the bytes ${match.hex}`;
  return 'a message';
}
