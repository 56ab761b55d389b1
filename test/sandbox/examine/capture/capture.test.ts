/** What is said of a capture: what it proves, and no more. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examineCapture } from '../../../../sandbox/examine/capture/examine-capture.ts';
import type { Examination } from '../../../../sandbox/examine/examination.ts';
import { toHar } from '../../../../sandbox/timeline/har.ts';
import { anyTimeline } from '../../../helpers/any-timeline.ts';

interface Message {
  type: 'send' | 'receive' | 'error';
  time: number;
  opcode: number;
  data: string;
}

const AT_S = 1_796_000_000;
const says = (type: Message['type'], data: string, afterS = 1, opcode = 1): Message => ({ type, time: AT_S + afterS, opcode, data });
const closes = (type: Message['type'], code: number, reason = '', afterS = 1) =>
  says(type, Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]).toString('base64'), afterS, 8);

const UPGRADE = [
  { name: 'Upgrade', value: 'websocket' },
  { name: 'Cookie', value: 'sid=4711' },
];

/** An entry as Chrome writes it. */
function entry(messages: Message[], { status = 101, error, afterS = 0, offered, headers = {} }: Partial<Entry> = {}) {
  const list = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    startedDateTime: new Date((AT_S + afterS) * 1_000).toISOString(),
    time: 40,
    _resourceType: 'websocket',
    request: {
      method: 'GET',
      url: 'ws://app.example.test/ws?token=4711',
      headers: [...UPGRADE, ...(offered ? [{ name: 'Sec-WebSocket-Protocol', value: offered }] : [])],
    },
    response: { status, statusText: 'As It Is', headers: list, content: { text: '' }, ...(error ? { _error: error } : {}) },
    _webSocketMessages: messages,
  };
}

interface Entry {
  status: number;
  error: string;
  afterS: number;
  offered: string;
  headers: Record<string, string>;
}

function examine(...entries: object[]): Examination {
  const examined = examineCapture('a.har', JSON.stringify({ log: { creator: { name: 'WebInspector' }, entries } }));
  if (!examined.ok) throw new Error(examined.problem);
  return examined.examination;
}

const causes = (...entries: object[]) => examine(...entries).diagnoses.map(({ cause }) => cause);
const TALK = [says('send', '{"a":1}'), says('receive', '{"b":1}', 2), says('send', '{"a":2}', 3), says('receive', '{"b":2}', 4)];

test('a connection that opened and talked shows no failure, and its end is not claimed', () => {
  const { verdict, conclusion, protocol } = examine(entry(TALK));
  expect(verdict.kind).toBe('working');
  expect(conclusion).toBe('The connection opened, and nothing in the capture shows a failure; it does not tell how it ended.');
  expect(protocol.map(({ sentence }) => sentence)).toEqual([
    'It holds 1 connection, of which 1 opened, and 4 messages, recorded by WebInspector.',
    'It does not hold pings and pongs; close frames, so who ended a connection, and with which code; what the handler did.',
  ]);
});

test.each([
  [403, 'refused-handshake'],
  [404, 'refused-handshake'],
  [500, 'never-accepted'],
  [426, 'upgrade-lost'],
  [502, 'refused-handshake'],
])('a handshake that got %i is diagnosed as %s', (status, cause) => {
  expect(causes(entry([], { status }))[0]).toBe(cause);
});

test.each([
  ['net::ERR_NAME_NOT_RESOLVED', 'name-not-found'],
  ['net::ERR_CONNECTION_REFUSED', 'port-refused'],
  ['net::ERR_CONNECTION_TIMED_OUT', 'no-tcp-answer'],
  ['net::ERR_CERT_DATE_INVALID', 'certificate-refused'],
  ['net::ERR_CERT_COMMON_NAME_INVALID', 'certificate-refused'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate-refused'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'tls-failed'],
  ['net::ERR_FAILED', 'no-upgrade-answer'],
])('where the browser says %s the cause is %s', (error, cause) => {
  expect(causes(entry([], { status: 0, error }))).toEqual([cause]);
});

test('a connection without any answer never opened, and nobody claims to know why', () => {
  expect(examine(entry([], { status: 0 })).diagnoses).toMatchObject([{ cause: 'no-upgrade-answer', confidence: 'possible' }]);
});

test('a 101 that chooses none of the subprotocols that were offered is refused by browsers', () => {
  expect(causes(entry([], { offered: 'chat.v1, chat.v2' }))).toEqual(['subprotocol-mismatch']);
  expect(causes(entry(TALK, { offered: 'chat.v1, chat.v2', headers: { 'Sec-WebSocket-Protocol': 'chat.v2' } }))).toEqual([]);
});

test('an error that the browser has shown is one of the protocol', () => {
  const { diagnoses } = examine(entry([says('error', 'Invalid frame header', 1, -1)]));
  expect(diagnoses).toMatchObject([{ cause: 'protocol-error', advice: expect.stringContaining('Invalid frame header') }]);
});

test.each<[string, Message[], string[]]>([
  ['the server at once, with 1000', [closes('receive', 1000, '', 0.01)], ['handler-returned', 'closed-on-purpose']],
  ['the server at once, with 4401', [closes('receive', 4401, 'no token', 0.01)], ['needs-more', 'closed-on-purpose']],
  ['the server on a message, with 1011', [says('send', 'x'), closes('receive', 1011, '', 2)], ['handler-threw', 'closed-on-purpose']],
  ['the server after one answer', [...TALK.slice(0, 2), closes('receive', 1000, '', 3)], ['answered-once', 'closed-on-purpose']],
  ['the server, going away', [...TALK, closes('receive', 1001, '', 9)], ['server-restarts', 'closed-on-purpose']],
  [
    'its heartbeat',
    [...TALK, closes('receive', 1011, 'keepalive ping timeout', 60)],
    ['keepalive-lost', 'handler-threw', 'closed-on-purpose'],
  ],
  ['the client', [...TALK, closes('send', 1000, '', 5), closes('receive', 1000, '', 5)], []],
  ['the server, when all was said', [...TALK, closes('receive', 1000, '', 5), closes('send', 1000, '', 5)], []],
])('where close frames are recorded, the end is diagnosed: %s', (_who, messages, expected) => {
  expect(causes(entry(messages))).toEqual(expected);
});

test('messages that nobody answers are a remark, and no failure', () => {
  const { verdict, remarks } = examine(entry([says('send', '1'), says('send', '2', 2)]));
  expect(verdict.kind).toBe('working');
  expect(remarks).toMatchObject([{ cause: 'nobody-listens', experiment: 'connection-1' }]);
});

test('a page that connects again and again in vain is in a loop, one that opens several at a time is not', () => {
  const again = [0, 1, 2, 4].map((afterS) => entry([], { afterS }));
  expect(examine(...again).diagnoses).toMatchObject([{ cause: 'handler-returned', confidence: 'possible' }]);
  expect(causes(...[0, 0, 0, 0].map((afterS) => entry([], { afterS })))).toEqual([]);
  expect(causes(...[0, 1, 2].map((afterS) => entry(TALK, { afterS })))).toEqual([]);
});

test('of several connections each is an experiment with a timeline of its own, without secrets', () => {
  const { experiments } = examine(entry(TALK), entry([], { status: 403, afterS: 8 }));
  expect(experiments.map(({ id, verdict }) => [id, verdict.kind])).toEqual([
    ['connection-1', 'working'],
    ['connection-2', 'broken'],
  ]);
  expect(experiments[1]?.timeline.find(({ kind }) => kind === 'handshake-refused')?.atMs).toBe(8_000);
  expect(JSON.stringify(experiments)).not.toContain('4711');
});

test.each([
  ['no JSON', 'ws://', /^Expected a HAR file/],
  ['no HAR', '{"log":1}', /^Expected a HAR file/],
  [
    'HAR without a WebSocket',
    JSON.stringify({ log: { entries: [{ request: { method: 'GET', url: 'http://x/', headers: [] } }] } }),
    /got 1 requests and none/,
  ],
])('of %s it says what was expected', (_what, text, words) => {
  const examined = examineCapture('a.har', text);
  expect(examined.ok ? '' : examined.problem).toMatch(words);
});

test('whatever Socket Clinic has recorded can be examined as a capture', () => {
  fc.assert(
    fc.property(anyTimeline, (timeline) => {
      const har = toHar({ timeline, startedAt: new Date(AT_S * 1_000), creator: { name: 'Socket Clinic', version: '1' } });
      const examined = examineCapture('a.har', JSON.stringify(har));
      expect(examined.ok).toBe(har.log.entries.length > 0);
    }),
  );
});
