import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHar } from '../../../sandbox/timeline/har.ts';
import { HarError, readHar } from '../../../sandbox/timeline/read-har.ts';
import { REMOVED, withoutSecrets } from '../../../sandbox/timeline/secrets.ts';
import type { TimelineEvent } from '../../../sandbox/timeline/timeline.ts';
import { anyTimeline } from '../../helpers/any-timeline.ts';
import { harProblems } from '../../helpers/har.ts';
import { numbered, type Told } from '../../helpers/timeline.ts';

const AT = new Date('2026-11-29T13:56:00.250Z');
const sent: Told = {
  kind: 'handshake-sent',
  method: 'GET',
  path: '/ws/7?room=blue',
  headers: { Host: 'app.example.test', Upgrade: 'websocket' },
};
const accepted: Told = { kind: 'handshake-accepted', subprotocol: 'chat.v1', headers: { server: 'uvicorn' } };

const on = (name: string, facts: Told[], from = 0) =>
  facts.map((fact, index) => ({ connection: name, ...numbered({ connection: name, ...fact }, from + index) }));
const writtenAndRead = (har: object): unknown => JSON.parse(JSON.stringify(har));
const harOf = (timeline: readonly TimelineEvent[]) =>
  toHar({ timeline, startedAt: AT, creator: { name: 'Socket Clinic', version: '1.0.0' } });
const entryOf = (...facts: Told[]) => harOf(on('A', facts)).log.entries[0];

test('any timeline is HAR 1.2, and reads back to the same events', () => {
  fc.assert(
    fc.property(anyTimeline, (timeline) => {
      const har = writtenAndRead(harOf(timeline));
      expect(harProblems(har)).toEqual([]);
      expect(readHar(har)).toEqual(withoutSecrets(timeline));
    }),
    { numRuns: 300 },
  );
});

test('the schema sees what is no HAR', () => {
  const { log } = harOf(on('A', [sent]));
  expect(harProblems({ log: { ...log, creator: undefined } })).toEqual([expect.stringContaining('log.creator')]);
  const [entry] = log.entries;
  expect(harProblems({ log: { ...log, entries: [{ ...entry, startedDateTime: 'today' }] } })).not.toEqual([]);
  expect(harProblems({ log: { ...log, entries: [{ ...entry, request: { ...entry?.request, url: 'no address' } }] } })).not.toEqual([]);
});

test('a connection is an entry with its opening handshake, as Chrome has one', () => {
  expect(
    entryOf(
      sent,
      { ...accepted, atMs: 12 },
      { kind: 'protocol-error', problem: '', atMs: 40 },
      { kind: 'entry-began', entry: 2, source: 'parent', atMs: 99 },
    ),
  ).toMatchObject({
    startedDateTime: '2026-11-29T13:56:00.250Z',
    time: 40,
    timings: { wait: 12, receive: 28 },
    request: {
      method: 'GET',
      url: 'ws://app.example.test/ws/7?room=blue',
      headers: [
        { name: 'Host', value: 'app.example.test' },
        { name: 'Upgrade', value: 'websocket' },
      ],
      queryString: [{ name: 'room', value: 'blue' }],
    },
    response: {
      status: 101,
      statusText: 'Switching Protocols',
      headers: [
        { name: 'sec-websocket-protocol', value: 'chat.v1' },
        { name: 'server', value: 'uvicorn' },
      ],
    },
    _resourceType: 'websocket',
  });
});

test('a refusal is a response with its body, and an answer that is no HTTP has a status of 0', () => {
  const headers = { 'content-type': 'text/plain', location: '/login' };
  const refused: Told = { kind: 'handshake-refused', status: 403, statusText: 'Forbidden', body: 'No café', headers };
  expect(entryOf(sent, refused)?.response).toMatchObject({
    status: 403,
    statusText: 'Forbidden',
    content: { size: 8, mimeType: 'text/plain', text: 'No café' },
    redirectURL: '/login',
  });
  const invalid: Told = { kind: 'handshake-invalid', problem: 'the 101 is of HTTP/1.0' };
  expect(entryOf(sent, invalid)?.response).toMatchObject({ status: 0, _error: 'the 101 is of HTTP/1.0' });
  expect(entryOf(sent)?.response).toMatchObject({ status: 0, statusText: '' });
});

test('messages are as Chrome writes them: text as it is, everything else in base64, in seconds', () => {
  const messages = entryOf(
    sent,
    accepted,
    { kind: 'frame-sent', opcode: 'text', fin: true, bytes: 4, text: 'h€', atMs: 1_500 },
    { kind: 'frame-received', opcode: 'binary', fin: true, bytes: 3, hex: '00ff10' },
    { kind: 'frame-sent', opcode: 'ping', fin: true, bytes: 2, text: 'hi' },
    { kind: 'frame-received', opcode: 'close', fin: true, bytes: 5, close: { code: 1008, reason: 'bye' } },
    { kind: 'protocol-error', problem: 'a masked frame' },
  )?._webSocketMessages;
  expect(messages?.map(({ type, opcode, data }) => [type, opcode, data])).toEqual([
    ['send', 1, 'h€'],
    ['receive', 2, 'AP8Q'],
    ['send', 9, 'aGk='],
    ['receive', 8, 'A/BieWU='],
    ['error', -1, 'a masked frame'],
  ]);
  expect(messages?.[0]?.time).toBe(AT.getTime() / 1_000 + 1.5);
});

test('an answer that was kept as it came has its own lines, whatever came of it', () => {
  const head = 'HTTP/1.1 101 Fine\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: no\r\nServer: uvicorn\r\nno header';
  const headers = ['Upgrade: websocket', 'Sec-WebSocket-Accept: no', 'Server: uvicorn'].map((line) => {
    const [name, value] = line.split(': ');
    return { name, value };
  });
  const response = { httpVersion: 'HTTP/1.1', status: 101, statusText: 'Fine', headers };
  expect(entryOf(sent, { ...accepted, head } as Told)?.response).toMatchObject(response);
  expect(entryOf(sent, { kind: 'handshake-invalid', problem: 'a wrong one', head })?.response).toMatchObject({
    ...response,
    _error: 'a wrong one',
  });
  expect(entryOf(sent, { kind: 'handshake-invalid', problem: 'no HTTP', head: 'SSH-2.0' })?.response).toMatchObject({
    status: 0,
    headers: [],
  });
});

test('what the event does not say is taken from the frame’s own bytes, where all of them were kept', () => {
  const binary: Told = { kind: 'frame-sent', opcode: 'binary', fin: true, bytes: 3, wire: { front: '828301020304' + '01fd13', bytes: 9 } };
  const reserved: Told = {
    kind: 'frame-received',
    opcode: 'reserved',
    fin: true,
    bytes: 1,
    hex: '07',
    wire: { front: '8b0107', bytes: 3 },
  };
  const cut: Told = { kind: 'frame-sent', opcode: 'binary', fin: true, bytes: 3, wire: { front: '82830102', bytes: 9 } };
  const messages = entryOf(sent, accepted, binary, reserved, cut)?._webSocketMessages;
  expect(messages?.map(({ opcode, data }) => [opcode, data])).toEqual([
    [2, 'AP8Q'],
    [11, 'Bw=='],
    [2, ''],
  ]);
});

test('a message of several frames is one message, with its last frame', () => {
  const part = (opcode: 'text' | 'continuation', fin: boolean, text: string): Told => ({ kind: 'frame-sent', opcode, fin, bytes: 2, text });
  const received: Told[] = [
    { kind: 'frame-received', opcode: 'text', fin: false, bytes: 2, text: 'a\ufffd' },
    { kind: 'frame-received', opcode: 'continuation', fin: true, bytes: 1, hex: 'a9', message: { text: 'aé' } },
  ];
  const entry = entryOf(
    sent,
    accepted,
    part('text', false, 'on'),
    ...received,
    part('continuation', false, 'e '),
    part('continuation', true, 'two'),
  );
  expect(entry?._webSocketMessages.map(({ type, opcode, data }) => [type, opcode, data])).toEqual([
    ['receive', 1, 'aé'],
    ['send', 1, 'one two'],
  ]);
  expect(entry?._events).toHaveLength(3);
});

test('a name that is opened again is another entry, and what belongs to no connection stands beside the entries', () => {
  const started = numbered({ kind: 'run-started', source: 'parent' }, 0);
  const { log } = harOf([started, ...on('A', [sent, accepted], 1), ...on('A', [sent], 3)]);
  expect(log.entries.map(({ response }) => response.status)).toEqual([101, 0]);
  expect(log._events).toEqual([started]);
});

test('a payload that was cut to be shown is not taken for the whole', () => {
  const cut: Told = { kind: 'frame-received', opcode: 'binary', fin: true, bytes: 99, hex: 'abcd…' };
  const timeline = on('A', [sent, accepted, cut]);
  expect(harOf(timeline).log.entries[0]?._webSocketMessages[0]).toMatchObject({ data: 'q80=' });
  expect(readHar(writtenAndRead(harOf(timeline)))).toEqual(timeline);
});

test.each(['Authorization', 'proxy-authorization', 'Cookie', 'Set-Cookie', 'X-Api-Key', 'x-csrf-token', 'X-Session-Id'])(
  'the value of %s is in no HAR, its name is',
  (name) => {
    const headers = { Host: 'localhost', [name]: 's3cret' };
    const har = JSON.stringify(harOf(on('A', [{ ...sent, headers } as Told, { ...accepted, headers } as Told])));
    expect(har).not.toContain('s3cret');
    expect(har).toContain(JSON.stringify({ name, value: REMOVED }));
  },
);

test('the value of a query parameter that is a secret by its name is removed, and no other', () => {
  const path = '/ws?room=blue&access_token=s3cret&%74oken=s3cret&tokens&monkey=1';
  const [event] = withoutSecrets(on('A', [{ ...sent, path } as Told]));
  expect(event).toMatchObject({ path: `/ws?room=blue&access_token=${REMOVED}&%74oken=${REMOVED}&tokens&monkey=1` });
});

test('HAR of a browser, or none at all, is refused with a sentence', () => {
  for (const document of [undefined, 'text', {}, { log: { entries: [{ request: {}, response: {} }] } }])
    expect(() => readHar(document)).toThrow(HarError);
  expect(() => readHar({})).toThrow(/^Expected HAR that Socket Clinic has written, which holds every event; got something else: /);
});

test('a secret in an answer as it came is removed from it', () => {
  const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSet-Cookie: sid=1; HttpOnly';
  const [event] = withoutSecrets(on('A', [{ kind: 'handshake-accepted', head }]));
  expect(event).toMatchObject({ head: `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSet-Cookie: ${REMOVED}` });
});
