/** The head of an HTTP/1.1 response, read from the front of a stream of bytes (RFC 9112). Pure. */

/** Longest head that is read, in bytes. */
const MAX_HEAD_BYTES = 16 * 1024;

/** How much of a head is kept as text, in characters. */
const KEPT_CHARACTERS = 4_000;
const INTERIM = /^HTTP\/1\.[01] 1(?!01)\d\d/;

/** The status line and the headers of the final answer at the front of `bytes`, as they came; of what is no HTTP, its beginning. */
export function headOf(bytes: Buffer): string {
  const heads = bytes.toString('latin1', 0, MAX_HEAD_BYTES).split('\r\n\r\n');
  return (heads.find((head) => !INTERIM.test(head)) ?? '').slice(0, KEPT_CHARACTERS);
}

export interface ResponseHead {
  kind: 'head';
  version: '1.0' | '1.1';
  status: number;
  statusText: string;
  /** Names in lower case; repeated ones joined with a comma. */
  headers: Map<string, string>;
  rest: Buffer;
}

export function parseResponseHead(bytes: Buffer): ResponseHead | { kind: 'more' } | { kind: 'invalid'; problem: string } {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) {
    if (bytes.length > MAX_HEAD_BYTES) return { kind: 'invalid', problem: `the answer's head is longer than ${MAX_HEAD_BYTES} bytes` };
    const begin = bytes.subarray(0, 5).toString('latin1');
    if (!'HTTP/'.startsWith(begin))
      return { kind: 'invalid', problem: `the answer begins with ${JSON.stringify(begin)} instead of "HTTP/"` };
    return { kind: 'more' };
  }
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = /^HTTP\/(1\.[01]) (\d{3})(?: (.*))?$/.exec(statusLine);
  if (!status) return { kind: 'invalid', problem: `the answer's first line is ${JSON.stringify(statusLine.slice(0, 80))}` };
  return {
    kind: 'head',
    version: status[1] as '1.0' | '1.1',
    status: Number(status[2]),
    statusText: status[3] ?? '',
    headers: parseHeaders(lines),
    rest: bytes.subarray(end + 4),
  };
}

function parseHeaders(lines: string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const known = headers.get(name);
    headers.set(name, known === undefined ? value : `${known}, ${value}`);
  }
  return headers;
}
