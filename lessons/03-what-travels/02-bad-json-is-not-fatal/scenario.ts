import { answersJson, type Client, type Draw, type Entry, json, scenario, text } from 'socket-clinic/scenario';

const INVALID = answersJson({ type: 'error', reason: 'invalid JSON' });
const NO_SCORE = answersJson({ type: 'error', reason: 'not a score' });
const OVER = answersJson({ type: 'error', reason: 'over 100' });

export default scenario({
  title: 'a malformed message gets an answer, and the connection lives',
  talk: (draw) => {
    const player = draw.word();
    return {
      send: json({ type: 'score', player, points: draw.between(1, 9) }),
      reply: answersJson({ type: 'response', data: 'Message received', player }),
    };
  },
  script(draw) {
    // Whatever the seed deals: one name has blanks at both ends, and one a letter that is not ASCII.
    const players = [` ${draw.word()} `, `ñ ${draw.word()}`];
    const a = scorer(draw.client('A'), draw, players);
    const c = scorer(draw.client('C'), draw, players);
    return [
      ...a.client.opens({ name: 'opens' }),
      ...a.scores('good-before'),
      ...a.scores('good-before'),
      ...a.asks('not-json', text(draw.badJson()), INVALID),
      ...a.client.pings({ name: 'pong-after-bad' }),
      ...a.scores('good-after'),
      ...c.client.opens({ name: 'other-opens' }),
      ...c.scores('other-connection'),
      ...Array.from({ length: draw.between(3, 5) }, () => a.asks('not-json', text(draw.badJson()), INVALID)).flat(),
      // First the one that no field can be read of, whatever the language.
      ...['null', ...draw.shuffle(otherValues(draw))].flatMap((value) => a.asks('not-an-object', text(value), NO_SCORE)),
      ...a.scores('good-after'),
      ...draw.shuffle(otherObjects(draw, players[0])).flatMap((value) => a.asks('wrong-fields', json(value), NO_SCORE)),
      ...a.scores('good-after'),
      ...a.scores('good-after'),
      ...a.asks('zero-points', json({ type: 'score', player: players[0], points: 0 }), a.total(players[0])),
      ...a.asks('over-the-limit', json({ type: 'score', player: players[1], points: 101 }), OVER),
      ...a.scores('good-after'),
      ...a.scores('good-after'),
      ...manyTogether(a.client, draw),
      ...a.scores('good-after'),
      ...c.scores('other-connection'),
      ...a.client.leaves({ name: 'goodbye' }),
      ...c.scores('other-connection'),
      ...c.client.leaves(),
    ];
  },
  feedback: [
    {
      id: 'guards-the-parse-only',
      when: { unmet: 'not-an-object', cause: ['handler-threw', 'process-died'] },
      say: 'The parse is guarded. `null` went through it, since `null` is JSON, and the next line asked it for a field. Ask first what you have been given.',
    },
    {
      id: 'leaves-them-waiting',
      when: { unmet: 'not-json', observed: 'silence' },
      say: 'The connection lives, and the sender of that message waits for ever. One message, one answer: say what is wrong with it.',
    },
    {
      id: 'closes-at-once',
      when: { unmet: 'not-json', cause: ['closed-on-purpose', 'closed-without-code'] },
      say: 'A clear goodbye, and a harsh one: one bad message still costs a connection. Answer it, and listen for the next.',
    },
    {
      id: 'calls-it-all-invalid',
      when: { unmet: 'not-an-object', observed: 'other-content' },
      say: 'Its sender now looks for a missing bracket in `null`, which is JSON. Your `catch` is wider than its sentence: parse inside it, and check the shape after it.',
    },
    {
      id: 'looks-at-the-type-only',
      when: { unmet: 'wrong-fields' },
      say: 'The type said score, and the rest did not. What you add up has to be a number, and what you name has to be a text: check each field that you use.',
    },
    {
      id: 'asks-for-truth',
      when: { unmet: 'zero-points', observed: 'other-content' },
      say: 'Nothing is missing here: 0 is a number. Ask for the type of a field, not whether it is true.',
    },
  ],
});

/** One whose totals are known here, as the handler has to know them. */
function scorer(client: Client, draw: Draw, players: string[]) {
  const totals = new Map<string | undefined, number>();
  const total = (player: string | undefined) =>
    answersJson({ type: 'response', data: 'Message received', player, total: totals.get(player) ?? 0 });
  const asks = (name: string, send: ReturnType<typeof text>, reply: ReturnType<typeof answersJson>) =>
    client.asks({ send, reply }, { name });
  let turn = 0;
  return {
    client,
    asks,
    total,
    scores(name: string): Entry[] {
      const player = players[turn++ % players.length];
      const points = draw.between(1, 9);
      totals.set(player, (totals.get(player) ?? 0) + points);
      return asks(name, json({ type: 'score', player, points }), total(player));
    },
  };
}

/** JSON that is not an object. */
function otherValues(draw: Draw): string[] {
  return [
    '42',
    '[]',
    'true',
    '""',
    ` ${JSON.stringify(draw.word())} `,
    JSON.stringify([{ type: 'score', player: draw.word(), points: 1 }]),
  ];
}

/** Objects that are no score. Some would be added to a total by a language that adds anything. */
function otherObjects(draw: Draw, player: string | undefined): object[] {
  return [
    {},
    { type: 'score' },
    { type: null, player, points: 1 },
    { type: draw.word(), player, points: 1 },
    { player, points: 1 },
    { type: 'score', player },
    { type: 'score', points: 1 },
    { type: 'score', player: null, points: 1 },
    { type: 'score', player: [player], points: 1 },
    { type: 'score', player: 7, points: 1 },
    { type: 'score', player, points: '3' },
    { type: 'score', player, points: null },
    { type: 'score', player, points: [1] },
    { type: 'score', player, points: {} },
  ];
}

/** More than anybody's patience, and each with its own answer. */
function manyTogether(client: Client, draw: Draw): Entry[] {
  const exchanges = Array.from({ length: draw.between(18, 25) }, (_, index) =>
    index % 5 === 4 ? { send: text('null'), reply: NO_SCORE } : { send: text(draw.badJson()), reply: INVALID },
  );
  return client.asksInOneGo(exchanges, { name: 'bad-together' });
}
