/** Words for times, connections, payloads and close codes. Pure; for every place that speaks of a timeline. */

/** 300 ms, 3 s, 60 s. */
export function describeMs(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${Number((ms / 1_000).toFixed(1))} s`;
}

/** Those that every scenario has. */
const WHO: Record<string, string> = {
  A: 'the connection',
  A2: 'the client that came back',
  A3: 'the client that came back a second time',
  B: 'the bystander',
  N: 'a newcomer',
  L: 'the last newcomer',
};

/** "the bystander" for B, "connection C"; a name that is no letter is spoken as it is. */
export function callConnection(name: string): string {
  if (!/^[A-Z]\d*$/.test(name)) return name;
  return WHO[name] ?? `${name.startsWith('N') ? 'newcomer' : 'connection'} ${name}`;
}

/** "ValueError: no such room", or the name alone of one that says nothing. */
export function callError({ name, message }: { name: string; message: string }): string {
  return message.trim() === '' ? name : `${name}: ${message}`;
}

/** A payload for a sentence: at most 120 characters. */
export function quote(text: string): string {
  return (text.length > 120 ? `${text.slice(0, 117)}…` : text).toWellFormed();
}

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
