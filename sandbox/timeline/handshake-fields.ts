/** The opening handshake by line: what was asked, what was answered, and what its headers mean. Pure; it runs in a browser too. */
import type { Field } from './field.ts';
import type { EventOf } from './timeline.ts';
import { quote } from './wording.ts';

/** How much of a header's value, or of an answer's body, one field shows, in characters. */
const MOST_CHARACTERS = 500;

const REQUEST = 'RFC 6455, section 4.1';
const ANSWER = 'RFC 6455, section 4.2.2';

/** By name in lower case: what a header says in a request. */
const ASKED: Record<string, [meaning: string, section: string]> = {
  host: ['Which server is meant, since several may share one address.', REQUEST],
  connection: ['With “Upgrade”: this connection is to speak another protocol from here on.', REQUEST],
  upgrade: ['Which protocol: websocket.', REQUEST],
  origin: ['The page that a browser opens the connection for. A server may refuse those that it does not know.', 'RFC 6455, section 10.2'],
  'sec-websocket-version': ['13 is the version that RFC 6455 describes.', REQUEST],
  'sec-websocket-key': ['16 random bytes in base64. The answer proves with them that the server speaks WebSocket.', REQUEST],
  'sec-websocket-extensions': ['The extensions that the client offers.', 'RFC 6455, section 9.1'],
  'sec-websocket-protocol': ['The subprotocols that the client offers, the one that it prefers first.', 'RFC 6455, section 1.9'],
};

/** And in an answer. */
const ANSWERED: Record<string, [meaning: string, section: string]> = {
  connection: ['With “Upgrade”: what follows this answer is no longer HTTP.', ANSWER],
  upgrade: ['The protocol that follows: websocket.', ANSWER],
  'sec-websocket-accept': ['The SHA-1 of the client’s key and a fixed text, in base64. Whoever asked works out the same.', ANSWER],
  'sec-websocket-extensions': ['The extensions that the server chose among those that were offered.', 'RFC 6455, section 9.1'],
  'sec-websocket-protocol': ['The subprotocol that the server chose among those that were offered.', 'RFC 6455, section 1.9'],
};

export function requestFields({ method, path, headers }: EventOf<'handshake-sent'>): Field[] {
  const line = 'Asks for this path, in an ordinary HTTP request.';
  return [
    { name: 'Request line', raw: `${method} ${path} HTTP/1.1`, meaning: line, section: REQUEST },
    ...Object.entries(headers).map(([name, value]) => headerField(name, value, ASKED)),
  ];
}

export function acceptedFields({ head, subprotocol, headers = {} }: EventOf<'handshake-accepted'>): Field[] {
  const meaning = 'The server agrees: from the next byte on both sides send frames.';
  const [line, ...lines] = linesOf(head);
  const known = subprotocol === undefined ? headers : { 'Sec-WebSocket-Protocol': subprotocol, ...headers };
  const all = head === undefined ? Object.entries(known) : lines.map(splitHeader);
  return [
    { name: 'Status line', raw: line ?? '101 Switching Protocols', meaning, section: ANSWER },
    ...all.map(([name, value]) => headerField(name, value, ANSWERED)),
  ];
}

export function refusedFields({ status, statusText, head, headers = {}, body }: EventOf<'handshake-refused'>): Field[] {
  const [line, ...lines] = linesOf(head);
  const all = head === undefined ? Object.entries(headers) : lines.map(splitHeader);
  const meaning = 'Any status but 101 refuses the WebSocket. A browser tells its page no more than that it failed, with 1006.';
  const sent: Field[] = body === '' ? [] : [{ name: 'Body', raw: quote(body.slice(0, MOST_CHARACTERS)), meaning: '' }];
  return [
    { name: 'Status line', raw: line ?? `${status} ${statusText}`.trim(), meaning, section: ANSWER },
    // What a refusal says of an upgrade has no meaning for WebSocket.
    ...all.map(([name, value]) => headerField(name, value, {})),
    ...sent,
  ];
}

/** An answer that breaks RFC 6455, or is no HTTP at all: its lines as they came. */
export function invalidFields({ problem, head }: EventOf<'handshake-invalid'>): Field[] {
  const [line = '', ...lines] = linesOf(head);
  return [
    { name: 'First line', raw: line.slice(0, MOST_CHARACTERS), meaning: `Illegal: ${problem}.`, section: ANSWER, isWrong: true },
    ...lines.map(splitHeader).map(([name, value]) => headerField(name, value, {})),
  ];
}

function linesOf(head: string | undefined): string[] {
  return head === undefined || head === '' ? [] : head.split('\r\n');
}

function splitHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

function headerField(name: string, value: string, known: Record<string, [string, string]>): Field {
  const [meaning = '', section] = known[name.toLowerCase()] ?? [];
  return { name: name.slice(0, MOST_CHARACTERS), raw: value.slice(0, MOST_CHARACTERS), meaning, ...(section ? { section } : {}) };
}
