import { answersJson, type Client, type Draw, is, json, scenario } from 'socket-clinic/scenario';

type Version = 'chat.v1' | 'chat.v2';

export default scenario({
  title: 'each client gets a version out of its own list',
  talk: (draw) => says(draw, 'chat.v2'),
  connect: () => ({ subprotocols: ['chat.v2', 'chat.v1'], subprotocol: 'chat.v2' }),
  script(draw) {
    const a = draw.client('A');
    return [
      ...a.opens({ name: 'opens', summary: 'the 101 does not answer the offer' }),
      ...a.asks(says(draw, 'chat.v2'), { name: 'answer' }),
      ...visits(draw, draw.client('an old client'), ['chat.v1'], 'chat.v1', 'old-client'),
      ...visits(draw, draw.client('a client with another order'), ['chat.v1', 'chat.v2'], 'chat.v2', 'another-order'),
      ...visits(draw, draw.client('a client of another kind'), [draw.pick(['mqtt', 'graphql-ws']), 'chat.v20'], null, 'another-kind'),
      ...visits(draw, draw.client('a client without an offer'), [], null, 'no-offer'),
      ...visits(draw, draw.client('a client with a long list'), ['mqtt', 'chat.v3', 'chat.v1'], 'chat.v1', 'old-client'),
      ...a.asks(says(draw, 'chat.v2'), { name: 'answer' }),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'echoes-the-list',
      when: { unmet: 'opens', observed: 'protocol-error' },
      say: 'The answer names everything that was offered. A name is to be chosen, exactly one.',
    },
    {
      id: 'answers-none',
      when: { dialect: 'ws', unmet: 'opens', observed: 'other-content' },
      say: 'Now nobody gets a name that was not offered, and nobody gets one at all. A browser that has offered some fails at that, too.',
    },
    {
      id: 'always-the-newest',
      when: { dialect: ['fastapi', 'async'], unmet: 'old-client', observed: ['protocol-error', 'other-content'] },
      say: 'Clients of the second version are well. An old client has offered `chat.v1` alone and gets `chat.v2`, so it fails: choose out of its list.',
    },
    {
      id: 'the-first-offered',
      when: { unmet: 'another-order', observed: 'other-content' },
      say: 'Whatever a client names first is taken. This one speaks `chat.v2` as well, and its order is no promise that you know the name: go by your own list.',
    },
  ],
});

function says(draw: Draw, version: Version | null) {
  const text = draw.word();
  const reply = version === 'chat.v2' ? { type: 'said', text } : { said: text, type: is.absent };
  return { send: json({ text }), reply: answersJson(reply) };
}

function visits<Name extends string>(draw: Draw, client: Client, subprotocols: string[], subprotocol: Version | null, name: Name) {
  return [
    ...client.opens({ subprotocols, subprotocol, name, summary: `the 101 does not answer the offer of ${client.name}` }),
    ...client.asks(says(draw, subprotocol), { name: `${name}-answer` as const }),
    ...client.leaves(),
  ];
}
