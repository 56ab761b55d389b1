import { answersJson, type Client, type Draw, json, scenario } from 'socket-clinic/scenario';

const BOARD = '/live/board';

export default scenario({
  title: 'each path leads to its own handler, and every other one to a refusal',
  talk: (draw) => asksBoard(draw),
  // The newcomers come with a slash.
  connect: (_draw, { name }) => ({ path: name.startsWith('N') ? `${BOARD}/` : BOARD }),
  script(draw) {
    const [number, other] = [`${draw.between(10, 499)}`, `${draw.between(500, 999)}`];
    const strangers = otherPaths(draw);
    const [a, train] = [draw.client('A'), draw.client('the client of a train')];
    return [
      ...a.opens({ name: 'opens' }),
      ...a.asks(asksBoard(draw), { name: 'board' }),
      ...train.opens({ path: `/live/trains/${number}`, name: 'train-opens', summary: 'the client of a train never opened' }),
      ...train.asks(asksTrain(draw, number), { name: 'train' }),
      ...visits(draw.client('a client with a query'), 'with-query', { path: BOARD, query: { since: draw.word() } }, asksBoard(draw)),
      ...visits(draw.client('a client with a slash'), 'with-slash', { path: `/live/trains/${other}/` }, asksTrain(draw, other)),
      // First anything that turns it away, so that one that comes late is told apart from none.
      ...isTurnedAway(draw.client('a stranger'), '/live/boards'),
      ...strangers.flatMap((path, index) => isRefused(draw.client(`stranger ${index + 1}`), path)),
      ...draw.client('a plain GET').isRefused([400, 404, 405, 426], { path: BOARD, plain: true, name: 'plain-get' }),
      ...train.asks(asksTrain(draw, number), { name: 'train' }),
      ...train.leaves(),
      ...a.asks(asksBoard(draw), { name: 'board' }),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'one-spelling',
      when: { unmet: 'with-slash' },
      say: 'The paths are right now, in one spelling. A path with a slash at its end is another one, and no route has it.',
    },
    {
      id: 'begins-with',
      when: { unmet: 'other-path', observed: 'still-open' },
      say: 'Everybody who was meant to comes in. So does a client of a path that only begins in the same way: compare the whole of it.',
    },
    {
      id: 'lets-in-and-closes',
      when: { unmet: 'before-the-101', observed: 'still-open' },
      say: 'A client of another path is let in and thrown out. It had its `open` and believes that the path is right: refuse it in the handshake, where a status can say so.',
    },
    {
      id: 'no-other-branch',
      when: { dialect: 'ws', unmet: 'other-path', observed: 'no-handshake' },
      say: 'All of yours come in. Whoever asks for another path gets no answer and waits: each branch of an upgrade listener has to end in one.',
    },
  ],
});

function asksBoard(draw: Draw) {
  const station = draw.word();
  return { send: json({ station }), reply: answersJson({ board: station }) };
}

function asksTrain(draw: Draw, train: string) {
  const stop = draw.word();
  return { send: json({ stop }), reply: answersJson({ train, stop }) };
}

function visits<Name extends string>(
  client: Client,
  name: Name,
  opening: { path: string; query?: Record<string, string> },
  exchange: ReturnType<typeof asksBoard>,
) {
  return [
    ...client.opens({ ...opening, name, summary: `a client of ${opening.path} never opened` }),
    ...client.asks(exchange, { name: `${name}-answer` as const }),
    ...client.leaves(),
  ];
}

/** The first is the same for each seed. */
function otherPaths(draw: Draw): string[] {
  return [
    '/live/trains/7/stops',
    draw.pick(['/', '/live', '/board', '/trains/7', '/ws/7', '/live/live/board', '/old/live/board', '/live/board/7', '/live/trains']),
  ];
}

function isTurnedAway(client: Client, path: string) {
  return client.isTurnedAway(
    { statuses: [400, 403, 404], codes: [1000, 1008, 4403, 4404] },
    {
      path,
      name: 'other-path',
      sentence: `a client of ${path} to be turned away`,
      summary: `a client of ${path} was not turned away`,
    },
  );
}

function isRefused(client: Client, path: string) {
  return client.isRefused([400, 403, 404], {
    path,
    name: 'before-the-101',
    sentence: `a client of ${path} to be refused with 403, 404 or 400`,
    summary: `a client of ${path} was not refused`,
  });
}
