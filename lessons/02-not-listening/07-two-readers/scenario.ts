import { answersJson, type Client, type Draw, type Entry, json, outputs, scenario, stack } from 'socket-clinic/scenario';

const TICK_MS = 100;
/** What chat may take while others are counted down to. */
const AT_ONCE_MS = 50;

export default scenario({
  title: 'no message is lost, and chat waits for nobody',
  // Of one kind: chat may overtake moves that came before it.
  talk: (draw) => move(draw),
  script(draw) {
    const a = draw.client('A');
    const c = draw.client('C');
    const d = draw.client('D');
    let moves = 0;
    const moved = (name: string) => a.asks(move(draw, ++moves), { name });
    const said = (name: string) => a.asks(chat(draw), { name });
    const either = [0, 1, 0, 1, 1, 0].slice(0, draw.between(4, 6));
    return [
      left({ name: 'before-anybody', soft: true }),
      ...a.opens({ name: 'opens' }),
      ...moved('first-move'),
      ...said('first-chat'),
      ...moved('second-move'),
      ...moved('move-after-move'),
      ...moved('move-after-move'),
      ...said('chat-after-move'),
      ...said('chat-after-chat'),
      ...said('chat-after-chat'),
      ...draw.shuffle(either).flatMap((kind) => (kind === 0 ? moved('any-order') : said('any-order'))),
      ...a.asksInOneGo(
        Array.from({ length: draw.between(5, 8) }, () => move(draw, ++moves)),
        { name: 'moves-together' },
      ),
      ...duringCountdown(a, draw, [++moves, ++moves]),
      ...moved('after-the-countdown'),
      ...a.leaves({ name: 'goodbye' }),
      ...gone(),
      ...countsForLong(c, [...c.leaves({ name: 'goodbye-in-a-countdown' })]),
      ...gone(),
      ...countsForLong(d, d.resets()),
      ...gone(),
    ];
  },
  feedback: [
    {
      id: 'one-part-only',
      when: { unmet: 'first-chat', observed: 'silence' },
      say: 'One reader now, and nobody does what the other one did. The reader has to know both kinds of messages.',
    },
    {
      id: 'locks-the-receive',
      when: { unmet: 'move-after-move', observed: 'silence', cause: 'answered-once' },
      say: 'There are no two receives at the same time any more, and messages are lost as before: the loop that holds the lock takes what comes, and that may be for the other one. Read in one place.',
    },
    {
      id: 'waits-in-the-loop',
      when: { unmet: 'chat-during-countdown' },
      say: 'Nothing is lost, and chat waits for the countdown now: the loop that reads is the one that counts. Let it hand the command on and read again.',
    },
    {
      id: 'all-at-the-same-time',
      when: { unmet: 'counts-first', observed: 'other-content' },
      say: 'Chat waits for nothing now, and neither do commands: the move was made in the middle of the countdown. Commands go one after another, so one task takes them out of one queue.',
    },
    {
      id: 'leaves-the-counter',
      when: { unmet: 'nothing-left', observed: 'left-behind' },
      say: 'The reader has ended, and the counter counts on for nobody. The code that started it has to stop it, on every way out.',
    },
  ],
});

function move(draw: Draw, moves?: number) {
  const id = draw.word();
  return { send: json({ type: 'move', id }), reply: answersJson({ type: 'moved', id, ...(moves === undefined ? {} : { moves }) }) };
}

function chat(draw: Draw) {
  const said = { type: 'chat', id: draw.word(), text: draw.word() };
  return { send: json(said), reply: answersJson(said) };
}

const tick = (number: number) => answersJson({ type: 'tick', left: number });

/** A countdown and moves in one write, and chat with them and between the ticks. */
function duringCountdown(client: Client, draw: Draw, moves: number[]): Entry[] {
  const [beside, between] = [chat(draw), chat(draw)];
  const after = moves.map((number) => move(draw, number));
  const atOnce = (asked: string) => ({ name: 'chat-during-countdown', noLaterThan: { entry: asked, ms: AT_ONCE_MS } });
  const ticks = (name: string, number: number, asked: string) =>
    client.receives(tick(number), { name, notBefore: { entry: asked, ms: TICK_MS * (3 - number) } });
  return [
    ...client.sends([json({ type: 'countdown', from: 3 }), beside.send, ...after.map(({ send }) => send)], { name: 'asks-for-countdown' }),
    ...client.receives(beside.reply, atOnce('asks-for-countdown')),
    ...ticks('counts-first', 2, 'asks-for-countdown'),
    ...unpaused(client.sends(between.send, { name: 'asks-between' })),
    ...client.receives(between.reply, atOnce('asks-between')),
    ...ticks('counts-first', 1, 'asks-for-countdown'),
    ...ticks('counts-first', 0, 'asks-for-countdown'),
    ...after.flatMap(({ reply }) => client.receives(reply, { name: 'move-after-countdown' })),
  ];
}

/** Who leaves when most of a countdown is still to come. */
function countsForLong(client: Client, leaving: Entry[]): Entry[] {
  return [
    ...client.opens(),
    ...client.asks({ send: json({ type: 'countdown', from: 900 }), reply: tick(899) }, { name: 'first-tick' }),
    ...unpaused(leaving),
  ];
}

/** What follows is a matter of milliseconds: no time is let pass before it. */
function unpaused(entries: Entry[]): Entry[] {
  return entries.map((entry) => ('do' in entry ? { ...entry, pauseMs: 0 } : entry));
}

function left(more: { name: string; soft?: boolean; asAt?: string }): Entry {
  return {
    expect: 'left',
    ...more,
    sentence: 'nothing left of a connection that has ended',
    summary: 'something goes on without its client',
    withinMs: 1_000,
  };
}

function gone(): Entry[] {
  const named = {
    name: 'quiet-goodbye',
    sentence: 'no stack trace in the output for a client that leaves',
    summary: 'a goodbye is told as an error',
  };
  return [left({ name: 'nothing-left', asAt: 'before-anybody' }), ...outputs({ lines: [], never: [stack()] }, named)];
}
