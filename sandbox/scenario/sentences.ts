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

/** What a matcher asks for, as a noun. */
export function describeMatch(match: Matcher): string {
  if ('json' in match) return JSON.stringify(match.json);
  if ('text' in match) return JSON.stringify(match.text);
  if ('hex' in match) return `the bytes ${match.hex}`;
  return 'a message';
}
