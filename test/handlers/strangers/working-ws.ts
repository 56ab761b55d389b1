import { ANY, hex, json, type Working } from './stranger.ts';

const rpc = (body: object) => json({ jsonrpc: '2.0', ...body });

export const WORKING_WS: Omit<Working, 'dialect'>[] = [
  {
    name: 'plain-echo',
    says: [
      { send: 'hello', hear: ['hello'] },
      { send: hex('00ff'), hear: [hex('00ff')] },
    ],
  },
  {
    name: 'tells-the-others',
    says: [
      { who: 'B', opens: true },
      { send: 'hello', hear: { B: ['hello'] } },
      { who: 'B', send: hex('01'), hear: { A: [hex('01')] } },
    ],
    once: true,
  },
  {
    name: 'hears-hearts-beat',
    says: [
      { send: 'abc', hear: ['pulse 3'] },
      { waitMs: 95_000, send: 'ab', hear: ['pulse 2'] },
    ],
  },
  {
    name: 'two-doors',
    path: { A: '/echo', B: '/reverse', '*': '/echo' },
    says: [
      { send: 'hello', hear: ['hello'] },
      { who: 'B', opens: true },
      { who: 'B', send: 'hello', hear: ['olleh'] },
    ],
  },
  {
    name: 'chooses-a-dialect',
    subprotocol: 'rows.csv',
    says: [
      { send: '7', hear: ['7,value 7'] },
      { send: 'x', hear: ['-1,unknown'] },
    ],
  },
  {
    name: 'checks-its-guests',
    path: { '*': '/bar?guest=ada' },
    says: [
      { opens: true, hear: ['Good evening, ada.'] },
      { send: 'tea', hear: ['ada ordered tea'] },
    ],
  },
  {
    name: 'graphql-transport',
    subprotocol: 'graphql-transport-ws',
    says: [
      { send: json({ type: 'connection_init' }), hear: [json({ type: 'connection_ack' })] },
      { send: json({ type: 'ping' }), hear: [json({ type: 'pong' })] },
      {
        send: json({ id: '1', type: 'subscribe', payload: { query: '{ hello }' } }),
        hear: [json({ id: '1', type: 'next', payload: { data: { hello: 'world' } } }), json({ id: '1', type: 'complete' })],
      },
      {
        send: json({ id: '2', type: 'subscribe', payload: { query: 'subscription { ticks }' } }),
        hear: [1, 2].map((ticks) => json({ id: '2', type: 'next', payload: { data: { ticks } } })),
      },
      { send: json({ id: '2', type: 'complete' }) },
      { who: 'B', opens: true },
      { who: 'B', send: json({ id: '1', type: 'subscribe' }), ends: 4401 },
    ],
  },
  {
    name: 'rpc-in-batches',
    says: [
      { send: rpc({ id: 1, method: 'subtract', params: [42, 23] }), hear: [rpc({ id: 1, result: 19 })] },
      { send: rpc({ method: 'notify' }) },
      {
        send: json([{ jsonrpc: '2.0', id: 'a', method: 'sum', params: [1, 2, 4] }, { jsonrpc: '2.0', method: 'notify' }, 1]),
        hear: [
          json([
            { id: 'a', result: 7 },
            { id: null, error: { code: -32600 } },
          ]),
        ],
      },
    ],
  },
  {
    name: 'engine-like',
    says: [
      { opens: true, hear: [ANY] },
      { send: '2probe', hear: ['3probe'] },
      { send: '40', hear: [ANY] },
      { send: '42["hi",1]', hear: ['42["hi:ok",1]'] },
    ],
    pushes: '2',
    once: true,
  },
  {
    name: 'mqtt-in-small',
    subprotocol: 'mqtt',
    says: [
      { send: hex('100c00044d5154540402003c0000'), hear: [hex('20020000')] },
      { send: hex('8206000100016100'), hear: [hex('9003000100')] },
      { who: 'B', opens: true },
      { who: 'B', send: hex('300500016168' + '69'), hear: { A: [hex('30050001616869')] } },
      { send: hex('c000'), hear: [hex('d000')] },
    ],
  },
  {
    name: 'phoenix-channels',
    says: [
      { send: json(['1', '1', 'room:lobby', 'phx_join', {}]), hear: [json(['1', '1', 'room:lobby', 'phx_reply', { status: 'ok' }])] },
      { send: json([null, '2', 'phoenix', 'heartbeat', {}]), hear: [json([null, '2', 'phoenix', 'phx_reply', { status: 'ok' }])] },
      {
        send: json(['1', '3', 'room:lobby', 'shout', { text: 'hi' }]),
        hear: [json(['1', null, 'room:lobby', 'shout', { text: 'hi' }]), json(['1', '3', 'room:lobby', 'phx_reply', { status: 'ok' }])],
      },
      { send: json(['1', '4', 'room:attic', 'shout', {}]), hear: [json(['1', '4', 'room:attic', 'phx_reply', { status: 'error' }])] },
    ],
  },
  {
    name: 'nostr-relay',
    says: [
      { send: json(['REQ', 's1', { kinds: [1] }]), hear: [json(['EOSE', 's1'])] },
      {
        send: json(['EVENT', { id: 'e1', kind: 1, content: 'hi' }]),
        hear: [json(['OK', 'e1', true, '']), json(['EVENT', 's1', { id: 'e1' }])],
      },
      { send: json(['CLOSE', 's1']) },
      { send: json(['EVENT', { id: 'e2', kind: 1, content: 'ho' }]), hear: [json(['OK', 'e2', true, ''])] },
    ],
    once: true,
  },
  {
    name: 'sock-js-framing',
    says: [
      { opens: true, hear: ['o'] },
      { send: json(['hi']), hear: ['a["echo hi"]'] },
    ],
    pushes: 'h',
  },
  {
    name: 'stock-exchange',
    says: [
      { send: 'watch ACME', hear: [json({ watching: ['ACME'] }), json({ symbol: 'ACME' })] },
      { send: 'ignore ACME', hear: [json({ watching: [] })] },
      { send: 'buy', hear: [json({})] },
    ],
    once: true,
  },
  { name: 'one-after-the-other', says: [{ send: 'a', hear: ['1: a'] }, { send: 'b' }, { send: 'c', hear: ['2: b', '3: c'] }] },
  {
    name: 'lines-in-a-stream',
    says: [
      { send: 'first', hear: ['1 first'] },
      { send: 'second', hear: ['2 second'] },
    ],
  },
  {
    name: 'introduces-two-peers',
    path: { A: '/signal?room=42', B: '/signal?room=42', C: '/signal?room=42', '*': '/signal?room=7' },
    says: [
      { opens: true, hear: [json({ kind: 'peers', count: 1 })] },
      { who: 'B', opens: true, hear: { A: [json({ kind: 'peers', count: 2 })], B: [json({ kind: 'peers', count: 2 })] } },
      { who: 'C', opens: true, ends: 4003 },
      { send: json({ kind: 'offer', sdp: 'v=0' }), hear: { B: [json({ kind: 'offer', sdp: 'v=0' })] } },
      { who: 'B', send: json({ kind: 'answer', sdp: 'v=0' }), hear: { A: [json({ kind: 'answer' })] } },
      { send: 'hello', hear: [json({ kind: 'error' })] },
    ],
    once: true,
  },
  {
    name: 'drawing-board',
    says: [
      { opens: true, hear: [hex('')] },
      { send: hex('0001000200030004') },
      { who: 'B', opens: true, hear: [hex('0001000200030004')] },
      { who: 'B', send: hex('0005000600070008'), hear: { A: [hex('0005000600070008')] } },
    ],
    once: true,
  },
  {
    name: 'tickets-please',
    path: { A: '/?ticket=ada.247f27523b6f49db', '*': '/' },
    says: [
      { send: 'hello', hear: [json({ user: 'ada', length: 5 })] },
      { who: 'B', opens: true },
      { who: 'B', send: 'hi', hear: [json({ user: 'guest', length: 2 })] },
    ],
    once: true,
  },
  {
    name: 'slow-answers-with-ids',
    says: [
      { send: json({ queryId: 1, table: 'users' }) },
      { send: json({ queryId: 2, table: 'tags' }), hear: [json({ queryId: 2, rows: 50 }), json({ queryId: 1, rows: 900 })] },
      { send: json({ queryId: 3, table: 'chairs' }), hear: [json({ queryId: 3, error: 'no table chairs' })] },
    ],
    once: true,
  },
  { name: 'counts-in-silence', says: [{ send: 'page.views:1|c\npage.clicks:2|c' }, { waitMs: 20_000, send: 'nonsense' }] },
  {
    name: 'turns-of-a-game',
    says: [
      { send: 'start', hear: [json({ state: 'playing', moves: 0 })] },
      { send: 'move', hear: [json({ state: 'playing', moves: 1 })] },
      { send: 'dance', hear: [json({ state: 'playing', allowed: ['move', 'resign'] })] },
      { send: 'resign', hear: [json({ state: 'over' })] },
    ],
  },

  {
    name: 'says-sorry',
    closes: [1011],
    says: [{ send: json({ type: 'ping' }), hear: [json({ type: 'response', to: 'ping', data: 'Message received' })] }],
  },
  {
    name: 'token-then-talk',
    says: [
      { send: 'token-ada' },
      { send: 'tea', hear: ['hello ada', 'ada: tea'] },
      { who: 'B', opens: true },
      { who: 'B', send: 'guess', ends: 4401 },
    ],
    once: true,
  },
  { name: 'shuts-down-in-order', says: [{ send: 'tea', hear: ['up for 0 billion seconds, you said tea'] }] },
  {
    name: 'one-session-each',
    path: { A: '/device/7', B: '/device/7', '*': '/device/8' },
    says: [
      { send: 'tea', hear: [json({ device: '7', bytes: 3 })] },
      { who: 'B', opens: true },
      { who: 'A', ends: 4409 },
      { who: 'B', send: 'tea', hear: [json({ device: '7' })] },
    ],
    once: true,
  },
  {
    name: 'waits-until-it-is-ready',
    path: '/ada',
    says: [
      { send: 'Ada', hear: ['Good day, Ada!'] },
      { send: 'Bea', hear: ['Good day, Bea!'] },
    ],
  },
  {
    name: 'sends-the-whole-map',
    says: [
      { opens: true, hear: [ANY] },
      { send: '1,0', hear: ['#'] },
      { send: 'x', hear: ['nowhere'] },
    ],
  },
  {
    name: 'path-and-nothing-else',
    path: '/live/scores',
    says: [
      { send: 'score', hear: [json({ score: [0, 0] })] },
      { who: 'B', opens: true },
      { who: 'B', send: 'away', hear: { A: [json({ goal: 'away', score: [0, 1] })], B: [json({ goal: 'away' })] } },
    ],
    once: true,
  },
];
