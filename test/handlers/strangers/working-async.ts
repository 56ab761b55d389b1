import { hex, json, type Working } from './stranger.ts';

const rpc = (body: object) => json({ jsonrpc: '2.0', ...body });
const TWO = { A: '/ws/ada', B: '/ws/bea', '*': '/ws/somebody' };

export const WORKING_ASYNC: Omit<Working, 'dialect'>[] = [
  {
    name: 'shouts-back',
    says: [
      { send: 'hello', hear: ['HELLO'] },
      { send: hex('6162'), hear: [hex('4142')] },
    ],
  },
  {
    name: 'json-rpc',
    says: [
      { send: rpc({ id: 1, method: 'add', params: { a: 2, b: 3 } }), hear: [rpc({ id: 1, result: 5 })] },
      { send: rpc({ id: 2, method: 'slow', params: { ms: 400 } }), hear: [rpc({ id: 2, result: 'done' })] },
      { send: rpc({ method: 'echo' }) },
      { send: rpc({ id: 3, method: 'divide' }), hear: [rpc({ id: 3, error: { code: -32601 } })] },
      { send: '{oops', hear: [rpc({ id: null, error: { code: -32700 } })] },
    ],
  },
  {
    name: 'village-chat',
    path: TWO,
    says: [
      { who: 'A', opens: true, hear: [json({ type: 'here' })] },
      { who: 'B', opens: true, hear: { B: [json({ type: 'here', people: ['ada'] })], A: [json({ type: 'joined', name: 'bea' })] } },
      { who: 'B', send: 'hello', hear: { A: [json({ type: 'said', name: 'bea', text: 'hello' })], B: [json({ type: 'said' })] } },
    ],
  },
  {
    name: 'ticker-tape',
    says: [
      { waitMs: 5_000, hear: [json({ symbol: 'ACME', price: 103 })] },
      { send: 'pause' },
      { waitMs: 30_000, send: 'resume', hear: [json({ price: 102 })] },
    ],
    pushes: json({ symbol: 'ACME', price: 105 }),
    once: true,
  },
  {
    name: 'password-first',
    says: [
      { send: json({ type: 'login', user: 'ada', password: 'lovelace' }), hear: [json({ type: 'welcome', user: 'ada' })] },
      { send: json({ text: 'hi' }), hear: [json({ type: 'echo', user: 'ada', text: 'hi' })] },
      { who: 'B', opens: true },
      { who: 'B', send: json({ type: 'login', user: 'ada', password: 'byron' }), ends: 4401 },
    ],
  },
  {
    name: 'op-codes',
    says: [
      { send: hex('010007' + '00000002' + '00000003'), hear: [hex('000700' + '00000005')] },
      { send: hex('020008' + '00000002' + 'fffffff6'), hear: [hex('000800' + '00000002')] },
      { send: hex('090009' + '00000002'), hear: [hex('000901' + '00000000')] },
    ],
  },
  {
    name: 'stomp-on-a-napkin',
    says: [
      { send: 'CONNECT\naccept-version:1.2\nhost:clinic\n\n\0', hear: ['CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0'] },
      { send: 'SUBSCRIBE\nid:7\ndestination:/queue/tea\nreceipt:r1\n\n\0', hear: ['RECEIPT\nreceipt-id:r1\n\n\0'] },
      { send: 'SEND\ndestination:/queue/tea\n\ntwo cups\0', hear: ['MESSAGE\ndestination:/queue/tea\nsubscription:7\n\ntwo cups\0'] },
    ],
  },
  { name: 'two-versions', subprotocol: 'weather.v2', says: [{ send: 'Rome', hear: [json({ city: 'Rome', celsius: 21 })] }] },
  {
    name: 'room-with-a-past',
    path: { A: '/ws/ada?room=kitchen', B: '/ws/bea?room=kitchen', '*': '/ws/cleo?room=attic' },
    says: [
      { who: 'A', opens: true, hear: [json({ history: [] })] },
      { send: 'tea is ready', hear: [json({ author: 'ada', text: 'tea is ready' })] },
      { who: 'B', opens: true, hear: [json({ history: [{ author: 'ada', text: 'tea is ready' }] })] },
      { who: 'B', send: 'coming', hear: { A: [json({ author: 'bea', text: 'coming' })], B: [json({ author: 'bea' })] } },
    ],
    once: true,
  },
  {
    name: 'answers-by-id',
    says: [
      { send: json({ id: 1, kind: 'slow' }) },
      { send: json({ id: 2, kind: 'fast' }), hear: [json({ id: 2, result: 'fast' }), json({ id: 1, result: 'slow' })] },
      { send: 'what?', hear: [json({ id: null })] },
    ],
    once: true,
  },
  {
    name: 'pings-on-both-levels',
    says: [
      { send: json({ type: 'ping' }), hear: [json({ type: 'pong' })] },
      { send: 'ping', hear: [json({ type: 'error' })] },
    ],
  },
  {
    name: 'shared-counter',
    says: [
      { opens: true, hear: [json({ value: 0 })] },
      { who: 'B', opens: true, hear: [json({ value: 0 })] },
      { send: '+', hear: { A: [json({ value: 1 })], B: [json({ value: 1 })] } },
      { who: 'B', send: '-', hear: { A: [json({ value: 0 })], B: [json({ value: 0 })] } },
    ],
    once: true,
  },
  {
    name: 'asks-three-questions',
    says: [
      { opens: true, hear: ['What is your name?'] },
      { who: 'B', opens: true, hear: ['What is your name?'] },
      { who: 'B', send: 'Bea', hear: ['Where do you live, Bea?'] },
      { who: 'B', send: 'Bonn', hear: ['How old are you?'] },
      { who: 'B', send: 'old', hear: ['In whole years, please?'] },
      { who: 'B', send: '30', hear: ['Thank you. Noted: Bea of Bonn, 30.'], ends: 1000 },
      { send: 'Ada', hear: ['Where do you live, Ada?'] },
    ],
  },
  {
    name: 'versions-of-a-text',
    path: { '*': '/ws/notes' },
    says: [
      { opens: true, hear: [json({ type: 'document', text: '', version: 0 })] },
      { who: 'B', opens: true, hear: [json({ type: 'document', version: 0 })] },
      {
        send: json({ base: 0, insert: 'hi', at: 0 }),
        hear: { A: [json({ type: 'changed', version: 1 })], B: [json({ type: 'changed', insert: 'hi' })] },
      },
      { who: 'B', send: json({ base: 0, insert: 'ho', at: 0 }), hear: [json({ type: 'rejected', reason: 'stale', version: 1 })] },
    ],
    once: true,
  },
  {
    name: 'not-so-fast',
    says: [
      { send: 'one', hear: [json({ ok: true, kind: 'text' })] },
      { send: hex('01'), hear: [json({ ok: true, kind: 'bytes' })] },
    ],
  },
  {
    name: 'takes-a-file',
    says: [
      { send: json({ name: 'a.txt', size: 3 }), hear: [json({ ready: 'a.txt' })] },
      { send: hex('6162') },
      { send: hex('63'), hear: [json({ stored: 'a.txt', sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d' })] },
      { send: hex('64'), hear: [json({ error: 'unexpected bytes' })] },
    ],
  },
  {
    name: 'topics-with-stars',
    says: [
      { send: 'sub news.*' },
      { who: 'B', opens: true },
      { who: 'B', send: 'pub news.sport 2:1', hear: { A: ['news.sport 2:1'] } },
      { who: 'B', send: 'pub weather rain' },
      { send: 'pub news.local fair', hear: ['news.local fair'] },
    ],
    once: true,
  },
  {
    name: 'finds-an-opponent',
    says: [
      { opens: true, hear: [json({ event: 'waiting' })] },
      { who: 'B', opens: true, hear: { A: [json({ event: 'start', you: 'white' })], B: [json({ event: 'start', you: 'black' })] } },
      { send: 'e4', hear: { B: [json({ event: 'move', move: 'e4' })] } },
      { who: 'B', send: 'e5', hear: { A: [json({ event: 'move', move: 'e5' })] } },
    ],
    once: true,
  },
  {
    name: 'who-is-online',
    path: TWO,
    says: [
      { send: 'ada', hear: [json({ user: 'ada', online: true, tabs: 1 })] },
      { send: 'bea', hear: [json({ online: false })] },
      { who: 'B', opens: true },
      { send: 'who', hear: [json({ online: ['ada', 'bea'] })] },
    ],
  },
  {
    name: 'small-messages-only',
    says: [
      { send: 'seven', hear: ['text:5'] },
      { send: hex('010203'), hear: ['bytes:3'] },
    ],
  },
  {
    name: 'streams-words',
    says: [
      { send: json({ prompt: 'tea' }), hear: ['You', 'asked', 'about', 'tea'].map((token) => json({ token })) },
      { hear: [json({ done: true })] },
      { send: 'tea', hear: [json({ error: 'expected a prompt' })] },
    ],
  },
  { name: 'swallows-readings', says: [{ send: '21.5' }, { send: '22' }] },

  {
    name: 'says-sorry',
    closes: [1011],
    says: [{ send: json({ type: 'ping' }), hear: [json({ type: 'response', to: 'ping', data: 'Message received' })] }],
  },
  {
    name: 'the-last-word',
    says: [
      { send: 't' },
      { send: 'te' },
      { send: 'tea', hear: [json({ words: 'tea', found: ['Tea and Sympathy', 'The Teahouse', 'Teamwork'] })] },
    ],
    once: true,
  },
  {
    name: 'leaves-when-told',
    says: [
      { send: 'echo tea', hear: ['tea'] },
      { send: 'dance', hear: ['echo help quit'] },
      { who: 'B', opens: true },
      { who: 'B', send: 'quit', hear: ['bye'], ends: 1000 },
    ],
  },
  {
    name: 'takes-no-notice',
    says: [{ send: 'tea' }, { send: json({ ballot: 'drink', choice: 'tea' }), hear: [json({ ballot: 'drink', result: { tea: 1 } })] }],
    once: true,
  },
  {
    name: 'are-you-there',
    says: [
      { send: 'tea', hear: [json({ type: 'ok', length: 3 })] },
      { waitMs: 20_000, hear: [json({ type: 'ping' })] },
      { send: json({ type: 'pong' }) },
    ],
  },
  {
    name: 'one-session-each',
    path: { A: '/ws/ada', B: '/ws/ada', '*': '/ws/bea' },
    says: [
      { send: 'tea', hear: [json({ user: 'ada', got: 'text' })] },
      { who: 'B', opens: true },
      { who: 'A', ends: 4000 },
      { who: 'B', send: 'tea', hear: [json({ user: 'ada' })] },
    ],
    once: true,
  },
  {
    name: 'reader-and-writer',
    says: [{ send: 'a' }, { send: 'b', hear: ['printed: a', 'printed: b'] }, { send: hex('00'), hear: ['printed: 1 bytes'] }],
    once: true,
  },
];
