import { answersJson, type Client, type Draw, type Entry, json, scenario } from 'socket-clinic/scenario';

const PRICES = [
  ['sencha', 12],
  ['matcha', 30],
  ['thé à la menthe', 9],
  [' Sencha', 12],
  ['MATCHA ', 30],
] as const;

export default scenario({
  title: 'a quote that fails costs one answer',
  talk: quote,
  script(draw) {
    const a = draw.client('A');
    const b = draw.client('B');
    const c = draw.client('C');
    const ask = (client: Client, name: string) => client.asks(quote(draw), { name });
    const othersLive = [...b.pings({ name: 'bystander-pong-after-fault' }), ...ask(b, 'bystander-lives')];
    return [
      ...a.opens({ name: 'opens' }),
      ...ask(a, 'good-before'),
      ...a.asks(failsAtOnce(draw, 0), { name: 'fails-at-once' }),
      ...a.pings({ name: 'pong-after-fault' }),
      ...ask(a, 'good-after'),
      ...othersLive,
      ...a.asks(failsLater(draw), { name: 'fails-later' }),
      ...ask(a, 'good-after'),
      ...ask(b, 'bystander-lives'),
      ...nothingPending(a),
      ...c.opens({ name: 'visitor-opens' }),
      ...c.sends(failsLater(draw).send),
      ...c.resets(),
      // At once, so that the visitor's quote fails while this one is worked on.
      ...ask(a, 'after-the-visitor').map((entry) => ('do' in entry ? { ...entry, pauseMs: 0 } : entry)),
      ...a.asksInOneGo(repeated(draw, failsLater(draw)), { name: 'fail-together' }),
      ...a.asksInOneGo(
        [0, 1, 2, 3, 4].map((kind) => failsAtOnce(draw, kind)),
        { name: 'fail-together' },
      ),
      ...nothingPending(a),
      ...sideBySide(a, b, draw),
      ...a.asksInOneGo(repeated(draw, quote(draw)), { name: 'good-together' }),
      ...nothingPending(a),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'try-around-the-start',
      when: { unmet: 'fails-later', cause: ['unhandled-rejection', 'task-threw'] },
      say: 'What fails while the work is being started is caught now. What fails later comes when that `try` has long been left: catch it inside the work, or wait for the work inside the `try`.',
    },
    {
      id: 'keeps-it-quiet',
      when: { unmet: 'fails-at-once', observed: 'silence', cause: ['answered-once', 'nobody-listens'] },
      say: 'Nobody else is harmed any more, and A still waits. Catch the exception where you still have A’s connection and the id, and answer from there.',
    },
    {
      id: 'closes-on-a-fault',
      when: { unmet: 'fails-at-once', cause: 'closed-on-purpose' },
      say: 'A fair goodbye, to A alone. But this message was at fault and not the connection: answer it, and go on.',
    },
    {
      id: 'ends-one-only',
      when: { unmet: 'fails-at-once', cause: 'handler-threw' },
      say: 'Now the exception has an owner, and only A pays: its handler ended, and its connection with it. One step more: a failing quote is an answer, not an end.',
    },
    {
      id: 'counts-for-ever',
      when: { unmet: 'nothing-pending', observed: 'other-content' },
      say: 'Each failure is answered, and each is still counted as being worked on: the line that ends the work is skipped by the exception. Put it where every way out goes through.',
    },
    {
      id: 'answers-the-departed',
      when: { unmet: 'after-the-visitor', cause: 'unhandled-rejection' },
      say: 'The error was caught, and the answer to it failed: the visitor had left. That second exception had no owner again, so everybody went.',
    },
  ],
});

function quote(draw: Draw) {
  const [item, price] = draw.pick([...PRICES]);
  const [id, amount] = [draw.word(), draw.between(1, 9)];
  return { send: json({ type: 'quote', id, item, amount }), reply: answersJson({ type: 'quote', id, total: price * amount }) };
}

/** No text to look a price up by; the first of these is one that is not there at all. */
function failsAtOnce(draw: Draw, kind: number) {
  const id = draw.word();
  const item = [undefined, null, 7, [], { item: 'sencha' }][kind];
  return { send: json({ type: 'quote', id, item, amount: 1 }), reply: answersJson({ type: 'error', id }) };
}

/** An item that no price list has. */
function failsLater(draw: Draw) {
  const id = draw.word();
  return { send: json({ type: 'quote', id, item: `cup of ${draw.word()}`, amount: 2 }), reply: answersJson({ type: 'error', id }) };
}

/** The same question again and again in one write: which answer comes first is the handler's own choice. */
function repeated<Item>(draw: Draw, item: Item): Item[] {
  return Array.from({ length: draw.between(6, 9) }, () => item);
}

function nothingPending(client: Client): Entry[] {
  return client.asks({ send: json({ type: 'status' }), reply: answersJson({ type: 'status', pending: 0 }) }, { name: 'nothing-pending' });
}

/** One that fails and one that does not, at the same time: each has its own id and its own end. */
function sideBySide(one: Client, other: Client, draw: Draw): Entry[] {
  const [bad, good] = [failsLater(draw), quote(draw)];
  return [
    ...one.sends(bad.send),
    ...other.sends(good.send, { promptly: true }),
    ...one.receives(bad.reply, { name: 'fails-beside' }),
    ...other.receives(good.reply, { name: 'succeeds-beside' }),
  ];
}
