import { hex, json, type Working } from './stranger.ts';

const rpc = (body: object) => json({ jsonrpc: '2.0', ...body });

export const WORKING_FASTAPI: Omit<Working, 'dialect'>[] = [
  {
    name: 'items-and-cookies',
    path: '/items/7/ws?token=jessica&q=3',
    says: [
      {
        send: 'hi',
        hear: ['Session cookie or query token value is: jessica', 'Query parameter q is: 3', 'Message text was: hi, for item ID: 7'],
      },
    ],
  },
  {
    name: 'connection-manager',
    path: { A: '/ws/1', B: '/ws/2', '*': '/ws/3' },
    says: [
      { who: 'B', opens: true },
      { send: 'hi', hear: { A: ['You wrote: hi', 'Client #1 says: hi'], B: ['Client #1 says: hi'] } },
    ],
    once: true,
  },
  {
    name: 'endpoint-class',
    path: '/sort',
    says: [
      { send: json([3, 1, 2]), hear: [json({ sorted: [1, 2, 3], number: 1 })] },
      { send: '3 1 2', hear: [json({ error: 'expected a list of numbers' })] },
    ],
  },
  {
    name: 'json-rpc',
    path: '/rpc',
    says: [
      { send: rpc({ id: 1, method: 'add', params: { a: 2, b: 3 } }), hear: [rpc({ id: 1, result: 5 })] },
      { send: rpc({ id: 2, method: 'greet', params: ['Ada'] }), hear: [rpc({ id: 2, result: 'hello Ada' })] },
      { send: rpc({ method: 'greet' }) },
      { send: rpc({ id: 3, method: 'add', params: {} }), hear: [rpc({ id: 3, error: { code: -32602 } })] },
    ],
  },
  {
    name: 'router-with-rooms',
    path: { A: '/rooms/kitchen/ada', B: '/rooms/kitchen/bea', C: '/rooms/attic/cleo', '*': '/rooms/cellar/dora' },
    says: [
      { who: 'B', opens: true },
      { who: 'C', opens: true },
      { send: 'tea', hear: { A: [json({ from: 'ada', text: 'tea' })], B: [json({ room: 'kitchen', from: 'ada' })] } },
      { who: 'C', send: 'boo', hear: [json({ room: 'attic', from: 'cleo', text: 'boo' })] },
    ],
    once: true,
  },
  {
    name: 'ticks-and-listens',
    path: '/prices',
    says: [
      {
        send: 'init',
        hear: [json({ subscribed: ['ACME', 'INIT'] }), json({ symbol: 'ACME', price: 101 }), json({ symbol: 'INIT', price: 101 })],
      },
      { send: 'init', hear: [json({ subscribed: ['ACME'] })] },
    ],
    once: true,
  },
  {
    name: 'token-message-first',
    path: '/secure',
    says: [
      { send: json({ token: 'tok-ada' }), hear: [json({ type: 'ready', user: 'ada' })] },
      { send: json({ b: 1, a: 2 }), hear: [json({ type: 'echo', user: 'ada', keys: ['a', 'b'] })] },
      { who: 'B', opens: true },
      { who: 'B', send: json({ token: 'guess' }), ends: 1008 },
    ],
  },
  { name: 'speaks-two-subprotocols', path: '/table', subprotocol: 'table.csv', says: [{ send: 'two words', hear: ['9,2'] }] },
  {
    name: 'packed-structs',
    path: '/accumulator',
    says: [
      { send: hex('01000740000000'), hear: [hex('00070040000000')] },
      { send: hex('0200083f800000'), hear: [hex('0008003f800000')] },
      { send: hex('0900093f800000'), hear: [hex('0009013f800000')] },
    ],
  },
  {
    name: 'stomp-broker',
    path: '/stomp',
    subprotocol: 'v12.stomp',
    says: [
      { send: 'CONNECT\naccept-version:1.2\n\n\0', hear: ['CONNECTED\nversion:1.2\n\n\0'] },
      { send: 'SUBSCRIBE\nid:1\ndestination:/topic/tea\n\n\0' },
      {
        send: 'SEND\ndestination:/topic/tea\nreceipt:9\n\nready\0',
        hear: ['MESSAGE\nsubscription:1\ndestination:/topic/tea\n\nready\0', 'RECEIPT\nreceipt-id:9\n\n\0'],
      },
    ],
  },
  {
    name: 'validates-with-models',
    path: '/accounts/7',
    says: [
      { send: json({ type: 'deposit', amount: 10 }), hear: [json({ account: '7', balance: 10 })] },
      { send: json({ type: 'withdraw', amount: 11 }), hear: [json({ error: 'insufficient funds' })] },
      { send: json({ type: 'rob' }), hear: [json({ error: 1 })] },
    ],
  },
  {
    name: 'queue-per-client',
    path: '/hub',
    says: [
      { send: 'alone', hear: ['alone'] },
      { who: 'B', opens: true },
      { send: 'together', hear: { A: ['together'], B: ['together'] } },
    ],
  },
  {
    name: 'token-by-token',
    path: '/v1/completions',
    says: [
      {
        send: json({ id: 'c1', prompt: 'tea' }),
        hear: 'Here is what I know about tea'.split(' ').map((delta) => json({ id: 'c1', delta })),
      },
      { hear: [json({ id: 'c1', finish_reason: 'stop' })] },
      { send: 'tea', hear: [json({ error: 'expected an id and a prompt' })] },
    ],
  },
  {
    name: 'works-in-threads',
    path: '/collatz',
    says: [
      { send: '27', hear: ['27 takes 111 steps'] },
      { send: 'x', hear: ['a positive number, please'] },
    ],
  },
  { name: 'stores-telemetry', path: '/telemetry/boiler', says: [{ send: json({ celsius: 60 }) }, { send: 'hot' }] },
  {
    name: 'here-and-away',
    path: { A: '/presence/ada', B: '/presence/bea', '*': '/presence/cleo' },
    says: [
      { send: '?', hear: [json({ online: ['ada'] })] },
      { who: 'B', opens: true, hear: { A: [json({ user: 'bea', state: 'here' })] } },
      { who: 'B', send: '?', hear: [json({ online: ['ada', 'bea'] })] },
    ],
    once: true,
  },
  {
    name: 'charge-point',
    path: '/ocpp/CP-1',
    subprotocol: 'ocpp1.6',
    says: [
      { send: json([2, '1', 'BootNotification', { chargePointModel: 'x' }]), hear: [json([3, '1', { status: 'Accepted' }])] },
      { send: json([2, '2', 'StartTransaction', {}]), hear: [json([3, '2', { transactionId: 1 }])] },
      { send: json([2, '3', 'Explode', {}]), hear: [json([4, '3', 'NotImplemented', '', {}])] },
    ],
  },
  {
    name: 'replays-what-was-missed',
    path: { A: '/log', '*': '/log?since=1' },
    says: [
      { send: 'one', hear: [json({ id: 1, data: 'one' })] },
      { send: 'two', hear: [json({ id: 2, data: 'two' })] },
      { who: 'B', opens: true, hear: [json({ id: 2, data: 'two' })] },
    ],
    once: true,
  },
  {
    name: 'refuses-politely',
    path: '/club/ada',
    says: [
      { opens: true, hear: ['Welcome, Ada!'] },
      { send: 'tea', hear: ['One tea for Ada, that makes 1.'] },
    ],
  },
  { name: 'batches-its-events', path: '/batch', says: [{ send: 'a' }, { send: 'b', hear: [json({ batch: ['a', 'b'] })] }], once: true },
  {
    name: 'hangman',
    path: '/hangman',
    says: [
      { opens: true, hear: [json({ word: '______', lives: 6 })] },
      { send: 'k', hear: [json({ word: '___k__', lives: 6 })] },
      { send: 'z', hear: [json({ lives: 5 })] },
    ],
  },

  { name: 'source-document', closes: [1011], says: [{ send: json({ type: 'ping', id: 1 }), hear: [json({ type: 'response', keys: 2 })] }] },
  {
    name: 'one-session-each',
    path: { A: '/session/ada', B: '/session/ada', '*': '/session/bea' },
    says: [
      { send: 'tea', hear: [json({ user: 'ada', length: 3 })] },
      { who: 'B', opens: true },
      { who: 'A', ends: 4000 },
      { who: 'B', send: 'tea', hear: [json({ user: 'ada' })] },
    ],
    once: true,
  },
  {
    name: 'keeps-the-proxy-awake',
    path: '/ws',
    says: [
      { send: 'tea', hear: [json({ type: 'ack', size: 3 })] },
      { waitMs: 25_000, hear: [json({ type: 'keepalive' })] },
    ],
  },
  {
    name: 'bytes-only',
    path: '/crc',
    says: [
      { send: hex('00'), hear: [hex('d202ef8d')] },
      { who: 'B', opens: true },
      { who: 'B', send: 'text', ends: 1003 },
    ],
  },
  {
    name: 'closes-if-it-is-open',
    path: '/bridge-of-death',
    says: [
      { opens: true, hear: ['Name?'] },
      { who: 'B', opens: true, hear: ['Name?'] },
      { who: 'B', send: 'Arthur', hear: ['Quest?'] },
      { who: 'B', send: 'Grail', hear: ['Favourite colour?'] },
      { who: 'B', send: 'Blue', hear: ['Right. Off you go.'], ends: 1000 },
      { send: 'Robin', hear: ['Quest?'] },
    ],
  },
  {
    name: 'one-pusher-for-all',
    path: '/watch',
    says: [
      { send: '?', hear: [json({ watching: 1 })] },
      { who: 'B', opens: true },
      { waitMs: 10_000, hear: { A: [json({ beat: 1 })], B: [json({ beat: 1 })] } },
    ],
    once: true,
  },
  { name: 'mounted-and-nested', path: '/api/tools/echo/2', says: [{ send: 'tea', hear: ['tea', 'tea'] }] },
];
