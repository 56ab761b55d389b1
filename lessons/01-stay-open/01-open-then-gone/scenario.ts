import { answersJson, json } from '../../../sandbox/probe/draw.ts';
import { scenario } from '../../../sandbox/probe/scenario.ts';

const OK = answersJson({ type: 'response', data: 'Message received' });

export default scenario({
  title: 'the connection stays open and every message is answered',
  talk: (draw) => ({ send: json({ type: 'hi', from: draw.word() }), reply: OK }),
  script(draw) {
    const a = draw.client('A');
    const ask = (name: string) => a.asks({ send: json({ type: 'hi', text: draw.word() }), reply: OK }, { name });
    return [
      ...a.opens({ name: 'opens' }),
      ...a.staysOpen(60_000, { name: 'stays-open', summary: 'closed before the first message' }),
      ...a.pings({ name: 'pong' }),
      ...ask('first-message'),
      ...ask('second-message'),
      ...Array.from({ length: draw.between(1, 4) }, () => ask('more-messages')).flat(),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'busy-loop',
      when: { verdict: 'limit-exceeded', cause: 'loop-frozen' },
      say: 'Open, but even the ping is dead: the loop never lets the server breathe. Waiting for a message is what gives the others their turn.',
    },
    {
      id: 'sleeps',
      when: { unmet: 'first-message', observed: 'silence' },
      say: 'The line stays open, but nobody is listening: your ping is answered by the library, your message by no one.',
    },
    {
      id: 'greets',
      when: { unmet: 'stays-open', observed: 'unsolicited' },
      say: 'An answer before the question. It proves that the handler can send; whether it listens is still open. Send when a message has come.',
    },
    {
      id: 'prose',
      when: { unmet: 'first-message', observed: 'other-form' },
      say: 'You answered, but not in the agreed form: the client parses JSON, and prose is none. Send an object as JSON.',
    },
    {
      id: 'answers-once',
      when: { unmet: 'second-message', cause: 'answered-once' },
      say: 'One answer, then no more. Messages keep coming: what you did for the first one has to happen again for each.',
    },
  ],
});
