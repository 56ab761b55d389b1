import { answersJson, type Client, type Draw, type Entry, json, outputs, scenario, stack, text } from 'socket-clinic/scenario';

export default scenario({
  title: 'noise is skipped, and a client that leaves takes its handler with it',
  talk: reading,
  script(draw) {
    const a = draw.client('A');
    const c = draw.client('C');
    const [d, e, f] = ['D', 'E', 'F'].map((name) => draw.client(name)) as [Client, Client, Client];
    return [
      left({ name: 'before-anybody', soft: true }),
      ...a.opens({ name: 'opens' }),
      ...a.asks(reading(draw, 0), { name: 'first-reading' }),
      ...noise(a, draw, 1),
      ...a.staysOpen(1_000, { name: 'no-answer-to-noise', summary: 'not quiet after the noise' }),
      ...a.asks(reading(draw, 1), { name: 'skipped-told' }),
      ...a.leaves({ name: 'goodbye' }),
      ...othersLive(draw, 'after-goodbye'),
      ...gone(),
      ...c.opens({ name: 'opens-again' }),
      ...noise(c, draw, 2),
      ...c.asks(reading(draw, 2), { name: 'skipped-told' }),
      ...c.staysOpen(60_000, { name: 'stays-open' }),
      ...noise(c, draw, 40),
      ...c.asks(reading(draw, 42), { name: 'skipped-told' }),
      ...c.resets(),
      ...othersLive(draw, 'after-reset'),
      ...gone(),
      // Who leaves with noise, or with an answer, still on its way.
      ...d.opens(),
      ...noise(d, draw, 2),
      ...d.resets({ promptly: true }),
      ...e.opens(),
      ...e.sends(reading(draw, 0).send),
      ...e.resets({ promptly: true }),
      ...f.opens(),
      ...f.asks(reading(draw, 0), { name: 'reading-after-resets' }),
      ...f.leaves({ code: 1001, name: 'goodbye' }),
      ...othersLive(draw, 'after-reset'),
      ...gone(),
    ];
  },
  feedback: [
    {
      id: 'logs-each-turn',
      when: { verdict: 'limit-exceeded', cause: 'limit-output' },
      say: 'Now you can see it: the same error, as often as a processor can print it. The loop still goes on after the one exception that should end it.',
    },
    {
      id: 'ends-on-any',
      when: { unmet: 'no-answer-to-noise', observed: 'ended' },
      say: 'The loop ends with its client now, and with the first noise, too. Two kinds of exception leave that line, and only one of them is an end.',
    },
    {
      id: 'counts-no-more',
      when: { unmet: 'skipped-told', observed: 'other-content' },
      say: 'Noise is skipped, and no longer counted: that was the work of the line that caught too much. It is still needed.',
    },
    {
      id: 'answers-the-noise',
      when: { unmet: 'no-answer-to-noise', observed: 'unsolicited' },
      say: 'A sensor that sends noise does not expect to be written to: it takes your error for the answer to its next reading. Count, and say nothing.',
    },
    {
      id: 'sleeps-between',
      when: { unmet: 'handler-ended', observed: 'left-behind' },
      say: 'A slower zombie. Everybody else is served again, and the handler of a client that left long ago still tries to receive, for ever. It has to end.',
    },
    {
      id: 'asks-once-more',
      when: { unmet: 'quiet-goodbye' },
      say: 'The disconnect was recognised, and then the loop went round once more and asked a connection that is gone. Leave the loop where you recognise it.',
    },
  ],
});

function reading(draw: Draw, skipped?: number) {
  const celsius = draw.pick([-12, 4, 21, 60, 61, 99]);
  const reply = { type: 'response', data: 'Message received', alarm: celsius > 60, ...(skipped === undefined ? {} : { skipped }) };
  return { send: json({ type: 'reading', celsius, from: draw.word() }), reply: answersJson(reply) };
}

function noise(client: Client, draw: Draw, count: number): Entry[] {
  return client.sends(
    Array.from({ length: count }, () => text(draw.badJson())),
    { name: 'noise' },
  );
}

/** The bystander, and somebody who comes when another has just left. */
function othersLive(draw: Draw, when: 'after-goodbye' | 'after-reset'): Entry[] {
  const b = draw.client('B');
  const visitor = draw.client(when === 'after-goodbye' ? 'V' : 'W');
  return [
    ...b.pings({ name: `bystander-pong-${when}` }),
    ...b.asks(reading(draw), { name: `bystander-${when}` }),
    ...visitor.opens({ name: `newcomer-${when}` }),
    ...visitor.asks(reading(draw, 0), { name: `newcomer-${when}` }),
    ...visitor.leaves(),
  ];
}

function left(more: { name: string; soft?: boolean; asAt?: string }): Entry {
  return {
    expect: 'left',
    ...more,
    sentence: 'nothing left of a connection that has ended',
    summary: 'the handler goes on without its client',
    withinMs: 3_000,
  };
}

/** Whoever has left: no handler, no timer, and no stack trace in the output. */
function gone(): Entry[] {
  const named = {
    name: 'quiet-goodbye',
    sentence: 'no stack trace in the output for a client that leaves',
    summary: 'a goodbye is told as an error',
  };
  return [left({ name: 'handler-ended', asAt: 'before-anybody' }), ...outputs({ lines: [], never: [stack()] }, named)];
}
