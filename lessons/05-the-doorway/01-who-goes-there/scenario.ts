import {
  answersJson,
  type Client,
  capture,
  captured,
  type Draw,
  type Entry,
  is,
  json,
  type Opening,
  scenario,
} from 'socket-clinic/scenario';

const TOKENS = ['f2c81a90', '7be4d015'] as const;
/** The look-up of a token takes 150 ms; an answer may take longer, and may not take for ever. */
const ANSWER_MS = 1_000;

export default scenario({
  title: 'members are answered, and strangers are turned away before anything happens',
  talk: (draw) => payment(draw).exchange,
  connect: () => ({ query: { token: TOKENS[0] } }),
  script(draw) {
    const [a, program] = [draw.client('A'), draw.client('a program with its token in a header')];
    return [
      ...a.opens({ name: 'opens', withinMs: ANSWER_MS }),
      ...speaksAtOnce(a, draw),
      ...program.opens({ query: {}, headers: { Authorization: `Bearer ${TOKENS[1]}` }, name: 'header-opens', withinMs: ANSWER_MS }),
      ...speaksAtOnce(program, draw),
      ...a.asks(readsBalance(draw), { name: 'answer' }),
      ...silentStranger(draw),
      ...speakingStrangers(draw),
      ...a.asks(balanceIsAsBefore(draw), {
        name: 'nothing-changed',
        sentence: 'the balance to hold what members have paid, and nothing else',
        summary: 'a stranger has changed the balance',
      }),
      ...program.asks(payment(draw).exchange, { name: 'answer' }),
      ...program.leaves(),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'drops-until-known',
      when: { unmet: 'early-message', observed: 'silence' },
      say: 'No stranger is answered now. A member who speaks while the token is looked up is not answered either: the first message is thrown away. Keep it, or do not let anybody in before you know.',
    },
    {
      id: 'sends-401',
      when: { unmet: 'stranger', cause: 'illegal-close' },
      say: '401 is a status of HTTP, and not a close code: `close` itself throws, and no close frame leaves. After the 101 say 4401; before it you may still speak HTTP.',
    },
    {
      id: 'takes-any-token',
      when: { unmet: 'stranger', observed: 'still-open' },
      say: 'A stranger comes in and stays. It is not enough that there is a token, or that you find out: somebody has to turn the client away.',
    },
    {
      id: 'tells-before-closing',
      when: { unmet: 'stranger', observed: 'unsolicited' },
      say: 'A stranger that has said nothing gets a message. Put the reason into the close frame: a client that is turned away needs no data.',
    },
    {
      id: 'closes-and-goes-on',
      when: { unmet: ['nothing-changed'], observed: 'other-content' },
      say: 'The stranger got its 4401 and no answer. Its payment is in the book all the same: `close` ends the connection and not your code, which ran on with the message that it held.',
    },
  ],
});

/** What a client pays and what it reads of it; the text is drawn, so that no answer can be known beforehand. */
function payment(draw: Draw) {
  const [amount, text] = [draw.between(1, 90), draw.word()];
  return {
    amount,
    exchange: { send: json({ type: 'pay', amount, text }), reply: answersJson({ type: 'paid', text, balance: is.integer }) },
  };
}

/** In the moment in which the connection opens. */
function speaksAtOnce(client: Client, draw: Draw): Entry<'early-message'>[] {
  const { send, reply } = payment(draw).exchange;
  return [
    ...client.sends(send, { promptly: true }),
    ...client.receives(reply, {
      name: 'early-message',
      withinMs: ANSWER_MS,
      sentence: 'the message that a member sends as soon as the connection is open to be answered',
      summary: 'a member’s first message got no proper answer',
    }),
  ];
}

function readsBalance(draw: Draw) {
  const text = draw.word();
  return {
    send: json({ type: 'pay', amount: 1, text }),
    reply: answersJson({ type: 'paid', text, balance: capture('balance', is.integer) }),
  };
}

/** A payment of the same member: only it has been added. */
function balanceIsAsBefore(draw: Draw) {
  const { amount, exchange } = payment(draw);
  const { text } = JSON.parse(exchange.send.text ?? '{}') as { text: string };
  return { send: exchange.send, reply: answersJson({ type: 'paid', text, balance: captured('balance', { plus: amount }) }) };
}

/** The first is the same for each seed: who asks for any token at all tells it from one that asks for a right one. */
function strangers(draw: Draw): { whom: string; opening: Opening }[] {
  const query = (token: string): Opening => ({ query: { token } });
  const header = (value: string): Opening => ({ query: {}, headers: { Authorization: value } });
  return [
    { whom: 'a client with a token that nobody has', opening: query(draw.pick(['f2c81a91', '00000000', 'ffffffff'])) },
    ...draw.shuffle([
      { whom: 'a client without a token', opening: { query: {} } },
      { whom: 'a client with an empty token', opening: query('') },
      { whom: 'a client with a token in capitals', opening: query(TOKENS[0].toUpperCase()) },
      { whom: 'a client with half a token', opening: query(TOKENS[1].slice(0, 4)) },
      { whom: 'a client with a longer token', opening: query(`${TOKENS[0]}0`) },
      { whom: 'a client with a token of another kind in its header', opening: header(`Bearer ${draw.between(10_000_000, 99_999_999)}`) },
    ]),
  ];
}

/** One will do: it shows that nobody has to speak in order to be turned away. */
function silentStranger(draw: Draw) {
  return strangers(draw)
    .slice(0, 1)
    .flatMap((each) => turnedAway(draw.client('a silent stranger'), each, 'stranger'));
}

/** They speak as soon as they are let in, and once more while somebody may still be looking for their token. */
function speakingStrangers(draw: Draw) {
  return strangers(draw).flatMap((each, index) => {
    const client = draw.client(`stranger ${index + 1}`);
    const payments = Array.from({ length: draw.between(1, 3) }, () => payment(draw).exchange.send);
    return [
      ...client.reacts('open', client.sends(payments)),
      ...client.reacts('open', client.sends(payment(draw).exchange.send), { afterMs: draw.between(20, 120) }),
      ...turnedAway(client, each, 'stranger-speaks'),
    ];
  });
}

function turnedAway<Name extends string>(client: Client, { whom, opening }: { whom: string; opening: Opening }, name: Name) {
  return client.isTurnedAway(
    { statuses: [401, 403], codes: [4401] },
    {
      ...opening,
      name,
      sentence: `${whom} to be refused with 401 or 403, or closed with 4401, and to get no message`,
      summary: `${whom} was not turned away as it should be`,
      withinMs: ANSWER_MS,
    },
  );
}
