/** Close codes as RFC 6455 and the registry that it began define them. Pure. */
import { meaningOf } from './wording.ts';

export interface CloseCode {
  /** "normal closure". */
  name: string;
  /** What it says, as a sentence. */
  meaning: string;
  /** Who may send it, as a sentence. */
  sender: string;
  /** Where that is defined. */
  section: string;
  /** No close frame may carry it. */
  mustNotBeSent?: true;
}

const EITHER = 'Either side may send it.';
const NOBODY = 'No close frame carries it: an endpoint reports it to its own program.';
const RFC = 'RFC 6455, section 7.4.1';
const REGISTRY = 'the IANA registry of close codes';

const CODES: Record<number, Pick<CloseCode, 'meaning'> & Partial<CloseCode>> = {
  1000: { meaning: 'The purpose of the connection has been fulfilled.' },
  1001: { meaning: 'The endpoint goes away: a server shuts down, or a browser leaves the page.' },
  1002: { meaning: 'The endpoint ends the connection because of a protocol error.' },
  1003: { meaning: 'It received a type of data that it cannot accept, such as binary where it reads text only.' },
  1004: { name: 'reserved', meaning: 'Reserved: a meaning may be defined later.', sender: 'Nobody may send it.', mustNotBeSent: true },
  1005: { meaning: 'The close frame had no code.', sender: NOBODY, mustNotBeSent: true },
  1006: { meaning: 'The connection ended without a close frame.', sender: NOBODY, mustNotBeSent: true },
  1007: { meaning: 'A message held data that does not fit its type, such as text that is not UTF-8.' },
  1008: { meaning: 'A message violates the endpoint’s policy; the code for what no other code fits.' },
  1009: { meaning: 'A message is too big for the endpoint to process.' },
  1010: { meaning: 'The client expected an extension that the server did not agree to.', sender: 'Only a client sends it.' },
  1011: { meaning: 'The server met an unexpected condition that kept it from fulfilling the request.', sender: 'A server sends it.' },
  1012: { meaning: 'The service restarts; a client may connect again.', sender: 'A server sends it.', section: REGISTRY },
  1013: { meaning: 'The service is overloaded; a client may try again later.', sender: 'A server sends it.', section: REGISTRY },
  1014: { meaning: 'A gateway got an invalid answer from the server behind it.', sender: 'A gateway sends it.', section: REGISTRY },
  1015: { name: 'TLS handshake', meaning: 'The TLS handshake failed.', sender: NOBODY, mustNotBeSent: true },
};

/** What a close code says and who may send it, whatever number it is. */
export function describeCloseCode(code: number): CloseCode {
  return { name: meaningOf(code), sender: EITHER, section: RFC, ...(CODES[code] ?? ofRange(code)) };
}

function ofRange(code: number): Pick<CloseCode, 'meaning'> & Partial<CloseCode> {
  const section = 'RFC 6455, section 7.4.2';
  if (code >= 4000 && code <= 4999) return { meaning: 'For private use: the application says what it means.', section };
  if (code >= 3000 && code <= 3999)
    return { name: 'registered code', meaning: 'For libraries and frameworks, which register their codes.', section };
  const meaning =
    code < 1000 || code > 4999 ? 'Not used: codes go from 1000 to 4999.' : 'Not defined: reserved for RFC 6455 and its extensions.';
  return { name: 'undefined code', meaning, sender: 'Nobody may send it.', section, mustNotBeSent: true };
}
