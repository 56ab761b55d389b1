import { advance, answersJson, type Client, json, line, outputs, place, scenario, stack, text } from 'socket-clinic/scenario';

const OK = answersJson({ type: 'response', data: 'Message received' });
const enter = (room: string) => json({ type: 'enter', room });

export default scenario({
  title: 'an unexpected fault is said with 1011, to its own connection only',
  talk: (draw) => ({ send: enter(draw.pick(['lobby', 'kitchen'])), reply: OK }),
  script(draw) {
    const a = draw.client('A');
    const c = draw.client('C');
    // Another room that is missing, and a message that cannot be read: no fault is the only one.
    const others = draw
      .shuffle(Array.from({ length: draw.between(3, 4) }, (_, index) => index === 0))
      .map((unreadable, index) => ({ client: draw.client(`D${index + 1}`), unreadable }));
    return [
      // First, since no error belongs in the output yet, however the handler words it later.
      ...c.opens({ name: 'visitor-opens' }),
      ...c.asks({ send: enter('lobby'), reply: OK }, { name: 'visitor-enters' }),
      ...c.leaves({ name: 'visitor-goodbye' }),
      ...outputs(
        { lines: [], never: [line('WebSocketDisconnect:'), stack(), line('💥')] },
        { name: 'quiet-goodbye', sentence: 'no error in the output for a client that leaves', summary: 'a goodbye is told as an error' },
      ),
      ...a.opens({ name: 'opens' }),
      ...Array.from({ length: draw.between(1, 3) }, () =>
        a.asks({ send: enter(draw.pick(['lobby', 'kitchen'])), reply: OK }, { name: 'known-room' }),
      ).flat(),
      ...a.sends(enter(draw.word()), { mark: 'fault 1' }),
      ...ends(a),
      ...traceback(1, 'no such room'),
      ...toldOnce([true]),
      ...others.flatMap(({ client, unreadable }, index) => [
        ...client.opens({ name: 'other-opens' }),
        ...client.sends(unreadable ? text(draw.badJson()) : enter(draw.word()), { mark: `fault ${index + 2}` }),
        ...ends(client),
        ...traceback(index + 2, unreadable ? 'Error' : 'no such room'),
      ]),
      // Nothing may come of it later, either.
      advance(60_000),
      ...toldOnce([true, ...others.map(({ unreadable }) => !unreadable)]),
    ];
  },
  feedback: [
    {
      id: 'sends-1006',
      when: { unmet: 'ends-1011', cause: ['illegal-close'] },
      say: '1006 cannot be sent: close itself throws, and nothing leaves. It is the name for a connection that ended without a word.',
    },
    {
      id: 'tells-too-much',
      when: { unmet: 'ends-1011', cause: 'closed-on-purpose' },
      say: 'A close frame, but not the agreed one. The code for a fault of yours is 1011; the reason says no more than “Internal server error”, since the client is no place for your internals.',
    },
    {
      id: 'swallows-it',
      when: { unmet: 'ends-1011', cause: ['swallowed-error', 'closed-without-code', 'answered-once'] },
      say: 'The exception is caught, and the client still learns nothing: no 1011 came.',
    },
    {
      id: 'survives-only',
      when: { unmet: 'ends-1011', observed: 'still-open' },
      say: 'The process survives, and A waits for ever, since nobody closed its connection.',
    },
    {
      id: 'closes-in-the-dark',
      when: { unmet: 'traceback' },
      say: 'The client knows that the server failed. Nobody knows why: log the error before you close.',
    },
    {
      id: 'says-it-twice',
      when: { unmet: 'told-once' },
      say: 'One fault, two stacks: it is logged, and then thrown again for somebody else to log. The next reader will count two faults.',
    },
    {
      id: 'blames-itself',
      when: { unmet: 'quiet-goodbye' },
      say: 'The server now reports a fault for every tab that closes. A client that leaves is an ordinary end.',
    },
  ],
});

function ends(client: Client) {
  return client.ends(1011, {
    reason: 'Internal server error',
    name: 'ends-1011',
    sentence: 'the connection to end with close 1011 “Internal server error”',
    summary: 'the client cannot know that it was us',
  });
}

function traceback(fault: number, message: string) {
  const since = `fault ${fault}`;
  const named = { name: 'traceback', sentence: 'the error with its stack in the output', summary: 'nobody can see the error' };
  return [...outputs({ lines: [{ ...line(message), since }] }, named), ...outputs({ lines: [{ ...place(), since }] }, named)];
}

/** Each fault has one stack until the next one, and the last one for good; one that is not of a room has none of the function that loads it. */
function toldOnce(areOfRooms: boolean[]) {
  const told = (isOfRoom: boolean) =>
    areOfRooms.flatMap((is, index) => {
      const before = index + 1 < areOfRooms.length ? { before: `fault ${index + 2}` } : {};
      return is === isOfRoom ? [{ ...line(['at loadRoom', ', in load_room']), since: `fault ${index + 1}`, ...before }] : [];
    });
  return outputs(
    { lines: [], once: told(true), never: told(false) },
    { name: 'told-once', sentence: 'one stack in the output for one fault', summary: 'one fault is told twice' },
  );
}
