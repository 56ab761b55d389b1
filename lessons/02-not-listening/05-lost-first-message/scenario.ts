import { advance, answersJson, type Client, type Draw, type Entry, json, scenario } from 'socket-clinic/scenario';

/** What looking an account up takes. */
const LOOKUP_MS = 200;
/** What an answer may take: the look-up, and a little. */
const LATEST_MS = LOOKUP_MS + 50;

export default scenario({
  title: 'a client that speaks at once is heard as one that waits',
  talk: (draw) => post(draw.word()),
  script(draw) {
    const [a, c, d] = [draw.client('A'), draw.client('C'), draw.client('D')];
    const many = Array.from({ length: draw.between(3, 4) }, (_, index) => draw.client(`E${index + 1}`));
    return [
      // C waits before it sends and is answered, so that the two can be compared.
      ...c.opens({ name: 'patient-opens' }),
      advance(draw.between(300, 900)),
      ...c.asks(post(draw.word(), c), { name: 'patient-client' }),
      ...a.opens({ name: 'opens' }),
      ...asksAtOnce(a, draw),
      ...Array.from({ length: draw.between(1, 3) }, () => a.asks(post(draw.word(), a), { name: 'second-message' })).flat(),
      ...speaksOn(d, draw),
      ...allAtOnce(many, draw),
      ...guests(draw),
      ...leavesEarly(draw),
      ...a.asks(post(draw.word(), a), { name: 'after-all' }),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'answers-a-stranger',
      when: { unmet: ['first-message', 'guest-turned-away'], observed: ['too-early', 'unsolicited'] },
      say: 'The handler listens immediately now, and it also answers immediately, before it knows who asks: a guest would get its post through. Listen first, and act when the account is known.',
    },
    {
      id: 'keeps-the-first-only',
      when: { unmet: 'early-messages', observed: ['silence', 'other-content'] },
      say: 'The first message is kept, and those right behind it are lost: between it and your listener nobody listens. Keep whatever comes until the account is known.',
    },
    {
      id: 'one-queue-for-all',
      when: { unmet: 'all-at-once', observed: ['silence', 'other-content', 'unsolicited'] },
      say: 'Several clients wait for their accounts at the same time, and their messages share one queue. What is kept for a connection belongs to that connection.',
    },
  ],
});

/** `by`: whoever posted it. */
function post(text: string, by?: Client) {
  return {
    send: json({ type: 'post', text }),
    reply: answersJson({ type: 'posted', text, ...(by ? { by: by.id } : {}) }),
  };
}

/** In the moment in which the connection opens. */
function asksAtOnce(client: Client, draw: Draw): Entry[] {
  const { send, reply } = post(draw.word(), client);
  return [
    ...client.sends(send, { name: 'asks-at-once', promptly: true }),
    ...client.receives(reply, {
      name: 'first-message',
      notBefore: { entry: 'opens', ms: LOOKUP_MS },
      noLaterThan: { entry: 'asks-at-once', ms: LATEST_MS },
      sentence: 'the message that was sent as soon as the connection was open to be answered, once the account is known',
      summary: 'the first message got no proper answer',
    }),
  ];
}

/** Some at once, some while the account is looked up, one after. */
function speaksOn(client: Client, draw: Draw): Entry[] {
  const groups = [draw.between(2, 4), 1, draw.between(1, 2), 1].map((count) =>
    Array.from({ length: count }, () => post(draw.word(), client)),
  );
  const [first = [], ...later] = groups;
  let atMs = 0;
  return [
    ...client.opens({ name: 'opens-again' }),
    ...client.sends(
      first.map(({ send }) => send),
      { name: 'begins', promptly: true },
    ),
    ...later.flatMap((group) => {
      atMs += draw.between(30, 80);
      return [
        advance(atMs, 'begins'),
        ...client.sends(
          group.map(({ send }) => send),
          { promptly: true },
        ),
      ];
    }),
    ...groups.flat().flatMap(({ reply }) =>
      client.receives(reply, {
        name: 'early-messages',
        sentence: 'each early message to be answered, in their order',
        summary: 'an early message is lost',
        noLaterThan: { entry: 'begins', ms: LATEST_MS + 240 },
      }),
    ),
    ...client.leaves({ name: 'goodbye' }),
  ];
}

/** They open and speak together; each gets its own. */
function allAtOnce(clients: Client[], draw: Draw): Entry[] {
  const opens = clients.map((client) => client.opens({ name: 'opens-again' }));
  const posts = clients.map((client) => ({ client, exchange: post(draw.word(), client) }));
  return [
    ...opens.flatMap(([open]) => (open ? [open] : [])),
    ...opens.flatMap(([, opened]) => (opened ? [opened] : [])),
    ...posts.flatMap(({ client, exchange }) => client.sends(exchange.send, { promptly: true })),
    ...posts.flatMap(({ client, exchange }) => client.receives(exchange.reply, { name: 'all-at-once' })),
    ...posts.flatMap(({ client }) => client.staysOpen(500, { name: 'all-at-once' })),
    ...posts.flatMap(({ client }) => client.leaves({ name: 'goodbye' })),
  ];
}

/** They have no account, whatever they say. */
function guests(draw: Draw): Entry[] {
  return ['G', 'G2'].flatMap((name) => {
    const guest = draw.client(name);
    const posts = Array.from({ length: draw.between(1, 2) }, () => post(draw.word()).send);
    return [
      ...guest.opens({ path: `/ws/guest-${guest.id}`, name: 'guest-opens' }),
      ...guest.sends(posts, { promptly: true }),
      ...guest.ends(4401, {
        name: 'guest-turned-away',
        sentence: 'a guest to be turned away with close 4401, and no answer',
        summary: 'a guest is not turned away',
      }),
    ];
  });
}

function leavesEarly(draw: Draw): Entry[] {
  const visitor = draw.client('V');
  return [
    ...visitor.opens({ name: 'opens-again' }),
    ...visitor.sends(post(draw.word()).send, { promptly: true }),
    ...visitor.resets({ promptly: true }),
    advance(1_000),
  ];
}
