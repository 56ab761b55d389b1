import {
  advance,
  answersJson,
  type Client,
  type Draw,
  type Entry,
  json,
  line,
  outputs,
  place,
  scenario,
  stack,
} from 'socket-clinic/scenario';

const SKIES = { Bergen: 'rain', Nîmes: 'sun', 'São Paulo': 'storm' };
/** What a forecast takes. */
const LOOKUP_MS = 100;
/** What a handler learns of a reset; newer versions of uvicorn say 1005. */
const NO_CLOSE_FRAME = ['1006', '1005'];

export default scenario({
  title: 'a client that leaves makes no error, and leaves nothing behind',
  talk: (draw) => forecast(draw),
  script(draw) {
    const [a, b, g] = [draw.client('A'), draw.client('B'), draw.client('G')];
    const [c, d, e] = [draw.client('C'), draw.client('D'), draw.client('E')];
    const code = draw.between(3_000, 4_999);
    return [
      left({ name: 'before-anybody', soft: true }),
      ...a.opens({ name: 'opens' }),
      ...asksForForecast(a, draw),
      ...asksWhoIsOnline(a, 2, 'online'),
      ...a.leaves({ code: 1001, name: 'goodbye', mark: 'A leaves' }),
      ...told(a, ['1001']),
      ...isGone(b, 1),
      // Several at a time, each with another goodbye, and one with none.
      ...[c, d, e].flatMap((client) => client.opens({ name: 'opens-again' })),
      ...asksWhoIsOnline(draw.pick([c, d, e]), 4, 'online'),
      ...draw
        .shuffle([
          [...c.leaves({ name: 'goodbye', mark: 'C leaves' }), ...told(c, ['1000'])],
          [...d.leaves({ code, name: 'goodbye', mark: 'D leaves' }), ...told(d, [String(code)])],
          [...e.resets({ mark: 'E leaves' }), ...told(e, NO_CLOSE_FRAME)],
        ])
        .flatMap((entries, index) => [...entries, ...isGone(b, 3 - index)]),
      ...leavesInTheMiddle(draw),
      // No goodbye at all: a fault is still one.
      ...g.opens({ name: 'opens-again' }),
      ...g.sends(json({ type: 'forecast', city: draw.word() }), { mark: 'fault' }),
      ...fault(g),
      ...asksWhoIsOnline(b, 1, 'online-after-fault'),
      left({ name: 'nothing-left', asAt: 'before-anybody' }),
    ];
  },
  feedback: [
    {
      id: 'closes-a-closed-door',
      when: { unmet: ['nothing-thrown', 'fault-handled'] },
      say: 'The goodbye is reported as a goodbye now, and then the handler closes a connection that has ended. The output shows what that call throws. `finally` is for what you hold; there is nobody left to close.',
    },
    {
      id: 'guards-the-receive-only',
      when: { unmet: ['late-goodbye', 'nothing-thrown-late', 'nothing-logged-late'], observed: 'output-extra' },
      say: 'The client can leave while its answer is being prepared, too. Then it is the send that fails, and that is not a fault either. A check before the wait does not help: the client goes after it.',
    },
    {
      id: 'tells-no-code',
      when: { unmet: 'goodbye-told', observed: 'output-missing' },
      say: 'The goodbye is quiet. Now let the output tell which one it was: the client id and the close code that came, 1006 where none did.',
    },
    {
      id: 'returns-too-soon',
      when: { unmet: 'online-after', observed: 'other-content' },
      say: 'The goodbye is quiet, and the handler goes without clearing up: the client that left is still counted as online. Every way out has to pass the cleanup.',
    },
    {
      id: 'passes-silently',
      when: { unmet: ['fault-answered', 'fault-1011'], observed: ['ended', 'other-close', 'still-open', 'silence'] },
      say: 'Now real faults are silent, too: an unknown city is no goodbye. Name the one exception that is ordinary, and leave the others as they were.',
    },
    {
      id: 'cleans-up-after-goodbyes',
      when: { unmet: 'online-after-fault', observed: 'other-content' },
      say: 'After a goodbye the list is right, after a fault it is not: that way out does not pass the cleanup. `finally` (with `ws` the close event) is where they all meet.',
    },
  ],
});

function forecast(draw: Draw) {
  const [city, sky] = draw.pick(Object.entries(SKIES));
  return { send: json({ type: 'forecast', city }), reply: answersJson({ type: 'forecast', city, sky }) };
}

function asksForForecast(client: Client, draw: Draw): Entry[] {
  const { send, reply } = forecast(draw);
  return [
    ...client.sends(send, { name: 'asks-for-forecast' }),
    ...client.receives(reply, {
      name: 'forecast',
      notBefore: { entry: 'asks-for-forecast', ms: LOOKUP_MS },
      noLaterThan: { entry: 'asks-for-forecast', ms: LOOKUP_MS + 50 },
      sentence: 'the forecast, 100 ms after it was asked for',
      summary: 'the forecast is not right',
    }),
  ];
}

function asksWhoIsOnline(client: Client, count: number, name: string): Entry[] {
  return client.asks(
    { send: json({ type: 'online' }), reply: answersJson({ type: 'online', count }) },
    {
      name,
      sentence: `${count} to be online`,
      summary: name === 'online' ? 'the count is wrong' : 'somebody who has left is still online',
    },
  );
}

/** One 👋 with the id and one of the codes, and no 💥. */
function told({ id, name }: Client, codes: string[]): Entry[] {
  const since = `${name} leaves`;
  return outputs(
    { lines: [{ ...line('👋', id, codes), since }], once: [line('👋', id)], never: [line('💥')] },
    {
      name: 'goodbye-told',
      sentence: `one 👋 with ${id} and ${codes.join(' or ')}, and no 💥`,
      summary: 'a goodbye is not told as it should be',
      withinMs: 1_000,
    },
  );
}

/** Not counted any more; and, a moment later, nothing that was thrown. */
function isGone(bystander: Client, count: number): Entry[] {
  return [
    ...asksWhoIsOnline(bystander, count, 'online-after').map(atOnce),
    advance(1_000),
    ...nothingThrown('nothing-thrown'),
    ...nothingLogged('nothing-logged'),
  ];
}

/** They ask for a forecast and do not wait for it: one says goodbye, the other just goes. */
function leavesInTheMiddle(draw: Draw): Entry[] {
  const [b, f, h] = [draw.client('B'), draw.client('F'), draw.client('H')];
  const asks = (client: Client) => [...client.opens({ name: 'opens-again' }), ...client.sends(forecast(draw).send)];
  return [
    ...asks(f),
    ...f.leaves({ name: 'goodbye', mark: 'F leaves' }),
    ...toldLate(f, b),
    ...asks(h),
    ...h.resets({ mark: 'H leaves' }),
    ...toldLate(h, b),
  ];
}

function toldLate({ id, name }: Client, bystander: Client): Entry[] {
  return [
    ...outputs(
      { lines: [{ ...line('👋', id), since: `${name} leaves` }], once: [line('👋', id)], never: [line('💥')] },
      {
        name: 'late-goodbye',
        sentence: `one 👋 with ${id}, which left before its forecast was there, and no 💥`,
        summary: 'a goodbye is not told as it should be',
        withinMs: 1_000,
      },
    ),
    ...asksWhoIsOnline(bystander, 1, 'online-after-late').map(atOnce),
    advance(1_000),
    ...nothingThrown('nothing-thrown-late'),
    ...nothingLogged('nothing-logged-late'),
  ];
}

/** Whatever leaves the handler, the server prints. */
function nothingThrown(name: string): Entry[] {
  return outputs(
    { lines: [], never: [line(['Exception in ASGI application', 'Exception in handler'])] },
    { name, sentence: 'no exception to leave the handler', summary: 'the handler throws at the end' },
  );
}

function nothingLogged(name: string): Entry[] {
  return outputs(
    { lines: [], never: [line('💥'), line('ERROR'), stack()] },
    { name, sentence: 'no error and no stack in the output for a client that leaves', summary: 'a goodbye is told as an error' },
  );
}

function fault(client: Client): Entry[] {
  const named = { name: 'fault-told', sentence: 'the fault with its stack in the output', summary: 'nobody can see the fault' };
  return [
    ...client.receives(answersJson({ type: 'error' }), { name: 'fault-answered', summary: 'a fault is not told any more' }),
    ...client.ends(1011, {
      reason: 'Internal server error',
      name: 'fault-1011',
      sentence: 'an unknown city to end the connection with close 1011 “Internal server error”',
      summary: 'a fault is not told any more',
    }),
    ...outputs({ lines: [{ ...line('no such city'), since: 'fault' }] }, named),
    ...outputs({ lines: [{ ...place(), since: 'fault' }] }, named),
    advance(1_000),
    ...nothingThrown('fault-handled'),
  ];
}

/** The bystander is here: one handler, and room for a timer of its own and one of the whole program. */
function left(named: { name: string; asAt?: string; soft?: boolean }): Entry {
  return {
    expect: 'left',
    handlers: 1,
    timers: 2,
    sentence: 'nothing to be left of the clients that have gone',
    summary: 'something outlived its connection',
    withinMs: 1_000,
    ...named,
  };
}

const atOnce = (entry: Entry): Entry => ('do' in entry ? { ...entry, pauseMs: 0 } : entry);
