import { expect, test } from 'vitest';
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { SentMessages } from '../../../web/app/models/sent-messages.ts';
import { createKeeper } from '../../../web/app/models/storage.ts';
import { KEPT_EVENTS, Talking } from '../../../web/app/models/talk.ts';
import { addressOf, fillPath, routeIn, snippetsFor } from '../../../web/app/models/talk-address.ts';
import { clientLine } from '../../../web/app/models/talk-client.ts';
import { checkDraft, nextClientId, pingFrame, readOpening } from '../../../web/app/models/talk-draft.ts';
import { describeEnd } from '../../../web/app/models/talk-end.ts';
import type { BrowserMessage } from '../../../web/protocol.ts';
import { parseBrowserMessage } from '../../../web/protocol.ts';
import { closeProblem } from '../../../web/talk-bounds.ts';
import { MemoryStorage } from '../../helpers/memory-storage.ts';

const OPENING = { path: '/ws/c1', headers: [], subprotocols: [] };
const MOST = { connections: 26, minutes: 30, leftSeconds: 60 };

function begun() {
  const sent: BrowserMessage[] = [];
  const talking = new Talking((message) => sent.push(message) > 0, { step: 'a-step', dialect: 'async' });
  talking.beginWithHandler('a source');
  const talk = (sent[0] as Extract<BrowserMessage, { type: 'talk' }>).talk;
  const began = () => talking.take({ type: 'talk-began', talk, path: '/talk/secret', most: MOST });
  return { talking, sent, talk, began };
}

function eventOf(seq: number, event: Record<string, unknown>): TimelineEvent {
  return { seq, atMs: seq, realMs: seq, source: 'wire', connection: 'A', ...event } as TimelineEvent;
}

const message = (seq: number) => eventOf(seq, { kind: 'frame-received', opcode: 'text', fin: true, bytes: 1, text: 'x' });

test('a connection that is asked for while the talk begins is opened when it has begun', () => {
  const { talking, sent, began, talk } = begun();
  talking.connect(OPENING);
  expect(sent).toHaveLength(1);
  began();
  expect(sent[1]).toEqual({ type: 'talk-connect', talk, ...OPENING });
  expect(talking.shown.value).toMatchObject({ stage: 'live', path: '/talk/secret', source: 'a source' });
});

test('a connection is opening, open, and ended, by what is on the wire', () => {
  const { talking, talk, began } = begun();
  began();
  talking.take({ type: 'talk-connecting', talk, connection: 'A', path: '/ws/c1', from: 'page' });
  const states = [{ kind: 'handshake-accepted' }, { kind: 'closed' }].map((event, seq) => {
    const before = talking.shown.value.connections[0]?.state;
    talking.take({ type: 'talk-events', talk, events: [eventOf(seq, event)], leftOut: 0 });
    return before;
  });
  expect([...states, talking.shown.value.connections[0]?.state]).toEqual(['opening', 'open', 'ended']);
  expect(talking.chosen.value).toBe('A');
});

test('only the newest events are kept, and the others are counted', () => {
  const { talking, talk, began } = begun();
  began();
  const events = Array.from({ length: KEPT_EVENTS + 5 }, (_, seq) => message(seq));
  talking.take({ type: 'talk-events', talk, events, leftOut: 7 });
  expect(talking.shown.value.events).toHaveLength(KEPT_EVENTS);
  expect(talking.shown.value.leftOut).toBe(12);
});

test('answers to an older talk change nothing', () => {
  const { talking, talk, began } = begun();
  talking.beginWithHandler('a newer source');
  began();
  talking.take({ type: 'talk-ended', talk, why: 'A newer talk took its place.' });
  expect(talking.shown.value).toMatchObject({ stage: 'beginning', source: 'a newer source' });
});

test('a lost line ends the talk with a sentence', () => {
  const { talking, began } = begun();
  began();
  talking.take({ type: 'line-lost' });
  expect(talking.shown.value).toMatchObject({ stage: 'ended', why: expect.stringMatching(/line to the workshop was lost/) });
});

test('a close is described completely: who began, both frames, the code’s meaning, TCP, and what the handler did', () => {
  const close = { code: 4000, reason: 'enough' };
  const closed = eventOf(2, { kind: 'closed', ...close, clean: true, by: 'probe', sent: close, received: close });
  const threw = eventOf(3, {
    kind: 'handler-threw',
    source: 'process',
    error: { name: 'Gone', message: 'away', stack: '', at: { line: 9, column: 1 } },
  });
  const end = describeEnd([closed, threw], 'A', 'page');
  expect(end?.summary).toBe('You closed the connection, and the handler answered.');
  expect(Object.fromEntries(end?.facts ?? [])).toEqual({
    Began: 'you',
    'Sent by you': '4000 (application code), “enough”',
    'Sent by the handler': '4000 (application code), “enough”',
    Clean: 'yes: a close frame went each way',
    'Reported as': '4000 (application code) “enough”',
    TCP: 'ends after both close frames',
    'The handler': 'threw Gone: away',
  });
  expect(end?.line).toBe(9);
});

test('an end without a close frame says so, and by which side TCP ended', () => {
  const closed = eventOf(2, { kind: 'closed', code: 1006, reason: '', clean: false, by: 'handler', end: 'rst' });
  const end = describeEnd([closed], 'A', 'elsewhere');
  expect(end?.summary).toBe('The handler ended the connection with no close frame (1006, RST).');
  expect(Object.fromEntries(end?.facts ?? [])).toMatchObject({
    Clean: 'no: a close frame is missing',
    TCP: 'reset (RST) from the handler’s side',
  });
});

test('the client side is the person at the page, or a client endpoint from elsewhere, and never the probe', () => {
  const closed = eventOf(2, { kind: 'closed', code: 1006, reason: '', clean: false, by: 'probe', end: 'fin' });
  expect(describeEnd([closed], 'A', 'page')?.facts).toContainEqual(['TCP', 'ended (FIN) from your side']);
  const elsewhere = describeEnd([closed], 'A', 'elsewhere');
  expect(elsewhere?.summary).toBe('The client endpoint ended the connection with no close frame (1006, FIN).');
  expect(elsewhere?.facts).toContainEqual(['TCP', 'ended (FIN) from the client endpoint’s side']);
  const [mine, other] = [{ from: 'page' }, { from: 'elsewhere' }] as const;
  expect([[mine], [other], [mine, other]].map(clientLine)).toEqual(['you', 'client endpoint', 'you, others']);
});

test('the address stands in each snippet, and what a shell would read in it is escaped', () => {
  const address = addressOf('127.0.0.1:4680', '/talk/secret', '/ws/$HOME');
  const [url, wscat, ...code] = snippetsFor(address, ['chat.v2']).map(({ text }) => text);
  expect(url).toBe('ws://127.0.0.1:4680/talk/secret/ws/$HOME');
  expect(wscat).toBe('wscat -c "ws://127.0.0.1:4680/talk/secret/ws/\\$HOME" -s "chat.v2"');
  for (const text of code) expect(text).toContain(`${JSON.stringify(address)}, `);
});

test.each([
  ['a route of FastAPI', '@app.websocket("/chat/{room}/{user_id}")\nasync def f(): ...', '/chat/c%201/c%201'],
  ['no route', 'export default async function handler() {}', '/ws/c%201'],
])('%s gives the path, with the client’s id in place of each parameter', (_, source, path) => {
  expect(fillPath(routeIn(source), 'c 1')).toBe(path);
});

test('the next connection is another client', () => {
  expect(['c1', 'c9', 'anna', 'room-09'].map(nextClientId)).toEqual(['c2', 'c10', 'anna2', 'room-10']);
});

test('JSON that does not parse gets a sentence, and can be sent as text', () => {
  expect(checkDraft('json', '{"a": 1}')).toEqual({ frame: { opcode: 'text', text: '{"a": 1}' }, problem: undefined });
  expect(checkDraft('json', '{a}')).toMatchObject({
    frame: { opcode: 'text', text: '{a}' },
    problem: expect.stringMatching(/^This is not JSON: /),
  });
});

test.each([
  ['48 65 6c', { frame: { opcode: 'binary', hex: '48656c' } }],
  ['0x00,0xFF', { frame: { opcode: 'binary', hex: '00FF' } }],
  ['486', { problem: expect.stringMatching(/two hexadecimal digits for each byte, got 3/) }],
  ['4g', { problem: expect.stringMatching(/got "g"/) }],
])('bytes: %s', (draft, checked) => {
  expect(checkDraft('binary', draft)).toEqual(checked);
});

test('a ping has at most 125 bytes', () => {
  expect(pingFrame('hi')).toEqual({ opcode: 'ping', hex: '6869' });
  expect(pingFrame('x'.repeat(126))).toBeUndefined();
});

test.each([
  [999, /from 1000 to 4999/],
  [1004, /reserved/],
  [1005, /Leave the code empty/],
  [1006, /Drop the connection/],
  [1015, /TLS/],
  [2000, /reserved/],
  [5000, /from 1000 to 4999/],
  [Number.NaN, /from 1000 to 4999/],
])('the close code %d must not be sent, and a sentence says why', (code, sentence) => {
  expect(closeProblem(code)).toMatch(sentence);
});

test('the close codes that may be sent have no problem', () => {
  expect([1000, 1001, 1011, 1014, 3000, 4000, 4999].map(closeProblem)).toEqual(Array(7).fill(undefined));
});

test.each([
  ['ws/c1', '', '', /begins with \//],
  ['/ws /c1', '', '', /no spaces/],
  ['/ws', 'Authorization', '', /a header a line/],
  ['/ws', '', 'chat v2;', /subprotocols such as/],
])('the opening %s | %s | %s gets a sentence', (path, headers, subprotocols, sentence) => {
  expect(readOpening(path, headers, subprotocols)).toEqual({ ok: false, problem: expect.stringMatching(sentence) });
});

test('what the page reads as an opening, the workshop takes', () => {
  const read = readOpening('/ws/c1?a=1', 'Authorization: Bearer abc\n\nX-Mine: 1', 'chat.v2, chat.v1');
  expect(read).toEqual({
    ok: true,
    opening: {
      path: '/ws/c1?a=1',
      headers: [
        ['Authorization', 'Bearer abc'],
        ['X-Mine', '1'],
      ],
      subprotocols: ['chat.v2', 'chat.v1'],
    },
  });
  const parsed = parseBrowserMessage(JSON.stringify({ type: 'talk-connect', talk: 1, ...(read.ok ? read.opening : {}) }));
  expect(parsed.ok).toBe(true);
});

test.each([
  ['a line end in the path', { path: '/ws\r\nX: 1' }],
  ['a line end in a header', { headers: [['X-Mine', 'a\r\nb: c']] }],
  ['a header of the handshake itself', { headers: [['sec-websocket-key', 'a']] }],
  ['a header without a name', { headers: [['', 'a']] }],
  ['a subprotocol with a comma', { subprotocols: ['a,b'] }],
])('%s is refused by the workshop', (_, changed) => {
  expect(parseBrowserMessage(JSON.stringify({ type: 'talk-connect', talk: 1, ...OPENING, ...changed })).ok).toBe(false);
});

test('what was sent is kept, the newest first and each once, and whatever else stands there is no harm', () => {
  const keeper = createKeeper(new MemoryStorage() as unknown as Storage);
  keeper.write('sent/a-step', '[{"form":"text","text":"old"},{"form":"nonsense"},7]');
  const sent = new SentMessages(keeper, 'a-step');
  sent.add({ form: 'json', text: '{}' });
  sent.add({ form: 'text', text: 'old' });
  expect(new SentMessages(keeper, 'a-step').all.value).toEqual([
    { form: 'text', text: 'old' },
    { form: 'json', text: '{}' },
  ]);
  keeper.write('sent/a-step', '{');
  expect(new SentMessages(keeper, 'a-step').all.value).toEqual([]);
});
