import { answersJson, type Client, type Draw, json, outputs, scenario, stack } from 'socket-clinic/scenario';

const NAMES = ['first-order', 'second-order', 'third-order'];
const NEVER_LOUD = {
  name: 'quiet-end',
  sentence: 'no stack trace in the output when a conversation ends',
  summary: 'an ordinary end is told as an error',
};

export default scenario({
  title: 'every order is answered, until the table is done',
  talk: (draw) => {
    const id = draw.word();
    return { send: order(draw, id), reply: answersJson({ type: 'response', data: 'Message received', id }) };
  },
  script(draw) {
    const a = table(draw.client('A'), draw);
    const c = table(draw.client('C'), draw);
    const again = table(draw.client('R'), draw);
    return [
      ...a.client.opens({ name: 'opens' }),
      ...NAMES.flatMap((name) => a.orders(1, name)),
      ...c.client.opens({ name: 'other-table-opens' }),
      ...c.orders(1, 'other-table'),
      ...Array.from({ length: draw.between(3, 5) }, () => a.orders(1, 'more-orders')).flat(),
      ...a.orders(draw.between(20, 30), 'orders-together'),
      ...a.client.staysOpen(60_000, { name: 'stays-open' }),
      ...a.orders(1, 'more-orders'),
      ...c.orders(1, 'other-table'),
      ...a.isDone(),
      ...outputs({ lines: [], never: [stack()] }, NEVER_LOUD),
      ...again.client.opens({ name: 'opens-again', path: `/ws/${encodeURIComponent(a.client.id)}` }),
      ...again.orders(1, 'first-order-again'),
      ...c.orders(1, 'other-table'),
      ...again.isDone(),
      ...c.client.leaves({ name: 'goodbye' }),
      ...outputs({ lines: [], never: [stack()] }, NEVER_LOUD),
    ];
  },
  feedback: [
    {
      id: 'one-more',
      when: { unmet: 'third-order', cause: 'answered-once' },
      say: 'Two answers instead of one. And the third order? What you did for the second one has to happen for each, however many come.',
    },
    {
      id: 'two-listeners',
      when: { unmet: 'second-order', observed: 'unsolicited' },
      say: 'Both listeners heard the first order: it was answered twice, and the second one is still waiting. One listener for all orders is enough.',
    },
    {
      id: 'shared-list',
      when: { unmet: 'first-order', observed: 'other-content' },
      say: 'The orders keep coming now, and every table writes to the same list: this was its first order, and the number says otherwise.',
    },
    {
      id: 'starts-over',
      when: { unmet: 'second-order', observed: 'other-content' },
      say: 'It listens again, and it has forgotten the first order: the list starts over on each turn of the loop. What belongs to the table lives as long as its connection.',
    },
    {
      id: 'deaf-between',
      when: { unmet: 'orders-together', observed: 'silence' },
      say: 'One at a time works. When several arrive together only the first is heard: between two waits nobody is listening. Listen all the time.',
    },
    {
      id: 'never-ends',
      when: { unmet: 'closed-by-handler', observed: 'still-open' },
      say: 'Every order is answered, and a table that is done is never let go. The end was in the wrong place, and it is still needed in the right one.',
    },
    {
      id: 'runs-on',
      when: { unmet: 'quiet-end' },
      say: 'The table got its bill and its goodbye, and then the loop asked the closed connection for one more order. Stop after closing.',
    },
  ],
});

function order(draw: Draw, id: unknown) {
  return json({ type: 'order', id, dish: draw.word() });
}

/** A table that counts its own orders, as the handler has to. */
function table(client: Client, draw: Draw) {
  let made = 0;
  const next = () => {
    made += 1;
    // Ids are texts and numbers by turns: neither a fixed width nor a conversion gives them back as they were.
    const id = made % 3 === 2 ? draw.between(-9_999, 99_999) : draw.word();
    return { send: order(draw, id), reply: answersJson({ type: 'response', data: 'Message received', id, number: made }) };
  };
  return {
    client,
    orders: (count: number, name: string | undefined) => client.asksInOneGo(Array.from({ length: count }, next), { name }),
    isDone: () => [
      ...client.asks({ send: json({ type: 'done' }), reply: answersJson({ type: 'bill', orders: made }) }, { name: 'bill' }),
      ...client.ends(1000, { name: 'closed-by-handler' }),
    ],
  };
}
