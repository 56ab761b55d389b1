import { answersJson, type Draw, type FrameSpec, json, scenario, text } from 'socket-clinic/scenario';

const NAMES = ['first-message', 'second-message', 'more-messages'];
const OK = answersJson({ type: 'response', data: 'Message received' });

/** Every message is answered, whatever it holds. All of them are JSON objects: a handler may parse what it gets, as most do. */
const MESSAGES: readonly ((draw: Draw) => FrameSpec)[] = [
  (draw) => json({ type: 'hi', text: draw.word() }),
  (draw) => json({ text: draw.word(), type: 'hi' }),
  (draw) => json({ type: 'hi', to: [draw.word(), null, { type: 'nested' }] }),
  (draw) => text(` { "type" : ${JSON.stringify(draw.word())} } `),
  (draw) => json({ type: 'count', n: draw.between(-99, 99) }),
  (draw) => json({ type: 'hi', text: draw.word().repeat(40) }),
  () => text('{}'),
];

export default scenario({
  title: 'the connection stays open and every message is answered',
  talk: (draw) => ({ send: draw.pick(MESSAGES)(draw), reply: OK }),
  script(draw) {
    const a = draw.client('A');
    const asked = draw.shuffle(MESSAGES).map((message) => ({ send: message(draw), reply: OK }));
    return [
      ...a.opens({ name: 'opens' }),
      ...a.staysOpen(60_000, { name: 'stays-open', summary: 'closed before the first message' }),
      ...a.pings({ name: 'pong' }),
      ...asked.slice(0, 3).flatMap((exchange, index) => a.asks(exchange, { name: NAMES[index] })),
      ...a.asksInOneGo(asked.slice(3), { name: 'more-messages' }),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'busy-loop',
      when: { verdict: 'limit-exceeded', cause: 'loop-frozen' },
      say: 'The connection is open, and not even a ping is answered: the loop never gives the thread back. Waiting for a message gives everybody else a turn.',
    },
    {
      id: 'sleeps',
      when: { unmet: 'first-message', observed: 'silence', seen: ['ping', 'handler-started'], cause: 'nobody-listens' },
      say: 'The connection stays open, and nobody is listening: the library answers your ping, and no one answers your message.',
    },
    {
      id: 'greets',
      when: { unmet: 'stays-open', observed: 'unsolicited' },
      say: 'An answer before the question. It proves that the handler can send, and says nothing about whether it listens. Send when a message has come.',
    },
    {
      id: 'prose',
      when: { unmet: 'first-message', observed: 'other-form' },
      say: 'You answered, but not in the agreed form: the client parses JSON, and prose is not JSON. Send an object as JSON.',
    },
    {
      id: 'answers-once',
      when: { unmet: 'second-message', cause: 'answered-once' },
      say: 'One answer, then no more. Messages keep coming: what you did for the first one has to happen again for each.',
    },
  ],
});
