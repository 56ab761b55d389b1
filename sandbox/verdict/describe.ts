/** Sentences for what the probe observed. Pure. */
import type { EventOf } from '../probe/timeline.ts';

/** RFC 6455 section 7.4.1, and the registry that it began. */
const MEANINGS: Record<number, string> = {
  1000: 'normal closure',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'unsupported data',
  1005: 'no code',
  1006: 'no close frame',
  1007: 'invalid payload',
  1008: 'policy violation',
  1009: 'message too big',
  1010: 'extension missing',
  1011: 'internal error',
  1012: 'service restart',
  1013: 'try again later',
  1014: 'bad gateway',
};

export function meaningOf(code: number): string {
  return MEANINGS[code] ?? (code >= 4000 ? 'application code' : 'unknown code');
}

/** A close, completely: who ended it, with what, and whether it was answered. */
export function describeClosed(closed: EventOf<'closed'>): string {
  if (closed.beforeOpen) return `the connection ended before the opening handshake was answered (${endName(closed)})`;
  if (closed.received === undefined) return `the connection ended with no close frame (1006, ${endName(closed)})`;
  const { code, reason } = closed.received;
  const frame =
    code === undefined ? 'a close frame without a code (1005)' : `close ${code} (${meaningOf(code)})${reason === '' ? '' : ` “${reason}”`}`;
  return closed.by === 'probe' ? `the goodbye was answered with ${frame}` : `the handler ended the connection with ${frame}`;
}

function endName({ end }: EventOf<'closed'>): string {
  return end === 'rst' ? 'RST' : 'FIN';
}

/** A payload for a sentence: at most 120 characters. */
export function quote(text: string): string {
  return (text.length > 120 ? `${text.slice(0, 117)}…` : text).toWellFormed();
}
