import { answersJson, type Client, type Draw, json, scenario } from 'socket-clinic/scenario';

const OK = answersJson({ type: 'response', data: 'Message received' });
/** How long somebody who asks for a connection is left without an answer. */
const ANSWER_MS = 1_000;

type Query = Record<string, string>;

export default scenario({
  title: 'known rooms are open, and everybody else is turned away',
  talk: greeting,
  connect: () => ({ query: { room: 'lobby' } }),
  script(draw) {
    const [a, keyed] = [draw.client('A'), draw.client('a guest with the key')];
    return [
      ...a.opens({ name: 'opens', withinMs: ANSWER_MS }),
      ...a.asks(greeting(draw), { name: 'answer' }),
      ...keyed.opens({ query: { room: 'cellar', key: 'grenache' }, name: 'right-key', withinMs: ANSWER_MS }),
      ...keyed.asks(greeting(draw), { name: 'right-key-answer' }),
      ...strangers(draw),
      ...keyed.asks(greeting(draw), { name: 'right-key-answer' }),
      ...keyed.leaves(),
      ...a.asks(greeting(draw), { name: 'answer' }),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'accepts-then-throws',
      when: { unmet: ['unknown-room', 'wrong-key'], observed: 'other-close', cause: 'handler-threw' },
      say: 'Now it opens and drops: the fault has moved behind the door. The client sees `open`, then 1006, and knows no more than before.',
    },
    {
      id: 'closes-politely',
      when: { unmet: ['unknown-room', 'wrong-key'], observed: 'other-close', cause: ['closed-on-purpose', 'closed-without-code'] },
      say: 'It is closed, without a word on why. A code of your own, 4404, says what was wrong.',
    },
    {
      id: 'lets-it-throw',
      when: { unmet: ['unknown-room', 'wrong-key'], cause: ['handler-threw', 'process-died'] },
      say: 'Those who may come in do. A wrong name still raises an exception before there is a connection, and the server answers for you, if it lives on. An exception is not a refusal.',
    },
    {
      id: 'returns-quietly',
      when: { unmet: ['unknown-room', 'wrong-key'], observed: 'refused', cause: 'never-accepted' },
      say: 'Still 500: nobody accepted and nobody refused, so the server says that it failed. Caught is not answered. Write the refusal.',
    },
    {
      id: 'leaves-it-waiting',
      when: { unmet: ['unknown-room', 'wrong-key'], observed: 'no-handshake' },
      say: 'A client that is not let in gets no answer at all, and waits until it gives up. Every path of an upgrade has to answer.',
    },
    {
      id: 'hangs-up',
      when: { unmet: ['unknown-room', 'wrong-key'], observed: 'hung-up' },
      say: 'The client sees “socket hang up” and not 403: TCP was cut before any answer. Write a status line first, then end.',
    },
    {
      id: 'takes-any-key',
      when: { unmet: 'wrong-key', observed: 'still-open' },
      say: 'The door opens now, also for those with a wrong key. Accept late enough: first look, then let in.',
    },
    {
      id: 'lets-all-in',
      when: { unmet: 'unknown-room', observed: 'still-open' },
      say: 'Everybody gets in now, even into rooms that do not exist. The client had its `open`, and believes that it is somewhere.',
    },
  ],
});

function greeting(draw: Draw) {
  return { send: json({ type: 'hi', text: draw.word() }), reply: OK };
}

/** Each of them several times over, since who is refused once may get in later. */
function strangers(draw: Draw) {
  const unknown: Query[] = [{ room: draw.word() }, {}, { room: 'Lobby' }, { room: 'attic', key: 'grenache' }];
  const wrong: Query[] = [{ room: 'cellar' }, { room: 'cellar', key: draw.word() }, { room: 'cellar', key: '' }];
  const all = draw.shuffle([
    ...unknown.map((query) => ({ query, name: 'unknown-room', whom: 'a visitor of a room that does not exist' })),
    ...wrong.map((query) => ({ query, name: 'wrong-key', whom: 'a visitor of the cellar without its key' })),
  ]);
  // One verdict whatever the seed: who answers neither is told of the unknown room.
  const first = all.find(({ name }) => name === 'unknown-room');
  return [...all]
    .sort((one, other) => Number(other === first) - Number(one === first))
    .flatMap((stranger, index) => turnedAway(draw.client(`stranger ${index + 1}`), stranger));
}

function turnedAway(client: Client, { query, name, whom }: { query: Query; name: string; whom: string }) {
  return client.isTurnedAway(
    { statuses: [403], codes: [4404] },
    {
      query,
      name,
      sentence: `${whom} to be refused with 403, or let in and closed with 4404`,
      summary: `${whom} was not turned away`,
      withinMs: ANSWER_MS,
    },
  );
}
