/** Says beforehand all that will be sent to an address, from the scripts that will be played and from nothing else. Pure. */
import { type Action, type Entry, type FrameSpec, isExpectation, type Script } from '../../scenario/entry.ts';
import { isSecretName } from '../../timeline/secrets.ts';

/** One thing that will be sent, if it comes to it. */
export interface Planned {
  what: 'handshake' | 'message' | 'ping' | 'close';
  /** "GET /ws", the text of the message or of the ping, or the close code. */
  content: string;
  /** Of a handshake. */
  headers?: Record<string, string>;
}

export function plan({ entries }: Script): Planned[] {
  return entries.flatMap((entry: Entry) => (isExpectation(entry) ? [] : planned(entry)));
}

function planned(action: Action): Planned[] {
  if (action.do === 'open') {
    const { path, headers = {}, subprotocols = [] } = action;
    const offered: Record<string, string> = subprotocols.length > 0 ? { 'Sec-WebSocket-Protocol': subprotocols.join(', ') } : {};
    const given = Object.entries(headers).filter((header): header is [string, string] => header[1] !== null);
    return [{ what: 'handshake', content: `GET ${path}`, headers: { ...Object.fromEntries(given), ...offered } }];
  }
  if (action.do === 'send') return action.frames.map(sent);
  if (action.do === 'close') return [{ what: 'close', content: String(action.code ?? 'no code') }];
  if (action.do === 'set-aside') return [];
  throw new TypeError(`Expected an experiment on the network to open, send and close alone, got “${action.do}”.`);
}

function sent({ opcode, text = '' }: FrameSpec): Pick<Planned, 'what' | 'content'> {
  return { what: opcode === 'ping' ? 'ping' : 'message', content: text };
}

/** As lines for a terminal: secrets in headers and in the query are left out. */
export function announcement(name: string, all: readonly Planned[]): string[] {
  const of = (what: Planned['what']) => all.filter((each) => each.what === what);
  const handshakes = of('handshake');
  const messages = of('message').map(({ content }) => content);
  return [
    `To ${name} will be sent, if it comes to it:`,
    `  ${handshakes.length} opening handshakes, ${handshakes.at(0)?.content.split('?')[0]}, ${headersOf(handshakes.at(0)?.headers)}, and what each handshake has`,
    ...messages.map((text) => `  a text message: ${text}`),
    `  ${of('ping').length} pings, the answers to pings and to a close frame, and a close frame with 1000 at each end`,
    'Nothing else is sent.',
  ];
}

function headersOf(headers: Record<string, string> = {}): string {
  return `with ${Object.entries(headers)
    .map(([name, value]) => `${name}: ${isSecretName(name) ? '…' : value}`)
    .join(', ')}`;
}
