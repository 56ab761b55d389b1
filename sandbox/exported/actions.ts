/** What a client library can do of what the probe does. Pure. */
import type { Action, FrameSpec, Query } from '../scenario/entry.ts';
import { Call, CannotExport } from './call.ts';

/** @throws CannotExport */
export function planAction(action: Exclude<Action, { do: 'advance' }>): Call[] {
  switch (action.do) {
    case 'open': {
      if (action.plain) throw new CannotExport('it sends a request that is not an opening handshake');
      const { path, query, headers, subprotocols } = action;
      const given: unknown[] = [`${path}${queryOf(query)}`, headersOf(headers), subprotocols ?? []];
      // What is empty at the end goes without saying.
      return [new Call('open', given.slice(0, 1 + given.findLastIndex((each) => Object.keys(each as object).length > 0)))];
    }
    case 'send':
      return action.frames.map(planFrame);
    case 'close':
      if (action.code === undefined) throw new CannotExport('it closes without a code, as not every client library can');
      return [new Call('leave', [action.code, ...(action.reason === undefined ? [] : [action.reason])])];
    case 'reset':
      return [new Call('drop')];
    default:
      throw new CannotExport(CANNOT_DO[action.do]);
  }
}

const CANNOT_DO: Record<Exclude<Action['do'], 'open' | 'send' | 'close' | 'reset' | 'advance'>, string> = {
  write: 'it writes bytes that no client library writes',
  'read-slowly': 'it reads more slowly than a client library can',
  vanish: 'it stops reading, as no client library can',
  return: 'it stops reading, as no client library can',
  'half-close': 'it ends one half of TCP, as no client library can',
  'set-aside': 'it sets messages aside that come by themselves',
  react: 'it reacts to what it sees',
  'answer-pings-after': 'it answers pings late, as no client library can',
  signal: 'it sends a signal to the backend’s process',
};

function planFrame({ opcode, text, json, hex, fin = true, masked = true, rsv1, rsv2, rsv3, claimedLength }: FrameSpec): Call {
  if (json !== undefined) throw new CannotExport('it sends what an earlier message has brought');
  const isUsual = fin && masked && !rsv1 && !rsv2 && !rsv3 && claimedLength === undefined;
  if (isUsual && opcode === 'text' && text !== undefined) return new Call('sendText', [text]);
  if (isUsual && opcode === 'binary') return new Call('sendBytes', [hex ?? Buffer.from(text ?? '').toString('hex')]);
  if (isUsual && opcode === 'ping' && text !== undefined) return new Call('sendPing', [text]);
  throw new CannotExport('it sends frames that no client library sends');
}

/** Client libraries send no header that could be left out, such as Origin. */
function headersOf(headers: Record<string, string | null> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter((header): header is [string, string] => header[1] !== null));
}

function queryOf(query: Query = {}): string {
  const known = Object.entries(query).map(([key, value]) => {
    if (typeof value !== 'string') throw new CannotExport('it connects with what an earlier message has brought');
    return [key, value];
  });
  return known.length === 0 ? '' : `?${new URLSearchParams(known)}`;
}
