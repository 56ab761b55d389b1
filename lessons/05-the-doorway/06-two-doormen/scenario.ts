import { answersJson, type Client, type Draw, json, scenario } from 'socket-clinic/scenario';

export default scenario({
  title: 'each path has its own server, and all others are refused',
  talk: (draw) => asksForOrder(draw),
  connect: () => ({ path: '/orders' }),
  script(draw) {
    const [a, buyer] = [draw.client('A'), draw.client('a client of /prices')];
    const talk = draw.shuffle([a, a, a, buyer, buyer, buyer]);
    return [
      ...a.opens({ name: 'opens' }),
      ...a.asks(asksForOrder(draw), { name: 'order' }),
      ...buyer.opens({ path: '/prices', name: 'prices-open', summary: 'the client of /prices never opened' }),
      ...talk.flatMap((client) =>
        client === a
          ? a.asks<'order' | 'price'>(asksForOrder(draw), { name: 'order' })
          : buyer.asks<'order' | 'price'>(asksForPrice(draw), { name: 'price' }),
      ),
      ...visits(draw.client('a client with a query'), '/orders', asksForOrder(draw), draw),
      ...visits(draw.client('another client with a query'), '/prices', asksForPrice(draw), draw),
      ...otherPaths(draw).flatMap((path, index) => isRefused(draw.client(`stranger ${index + 1}`), path)),
      ...buyer.asks(asksForPrice(draw), { name: 'price' }),
      ...a.asks(asksForOrder(draw), { name: 'order' }),
      ...buyer.leaves(),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'swaps-the-order',
      when: { unmet: ['bystander-opens', 'opens'], observed: 'refused' },
      say: 'Now the prices hear about each upgrade first, and `/orders` gets their 400. Whoever comes second writes into what the first has decided: the order does not matter, the number does.',
    },
    {
      id: 'drops-the-path',
      when: { verdict: 'crashed' },
      say: 'Without a path both servers want every client, and both upgrade the same stream. The second one finds it taken, and throws.',
    },
    {
      id: 'no-other-branch',
      when: { unmet: 'other-path', observed: 'no-handshake' },
      say: 'Both paths are served by one listener now. A client of any other path gets no answer at all and waits until it gives up: with a listener of your own, every branch must answer.',
    },
    {
      id: 'destroys-the-rest',
      when: { unmet: 'other-path', observed: 'hung-up' },
      say: 'Both paths work. A client of any other path is hung up on without a word, and cannot tell a wrong path from a dead server: say 404 first.',
    },
  ],
});

function asksForOrder(draw: Draw) {
  const order = draw.word();
  return { send: json({ id: order }), reply: answersJson({ order, state: 'packed' }) };
}

function asksForPrice(draw: Draw) {
  const [article, count] = [draw.word(), draw.between(2, 9)];
  return { send: json({ article, count }), reply: answersJson({ article, total: count * 3 }) };
}

function visits(client: Client, path: string, exchange: ReturnType<typeof asksForOrder>, draw: Draw) {
  return [
    ...client.opens({ path, query: { since: String(draw.between(1, 99)) }, name: 'with-query' }),
    ...client.asks(exchange, { name: 'with-query-answer' }),
    ...client.leaves(),
  ];
}

function otherPaths(draw: Draw): string[] {
  return draw.shuffle(['/', draw.pick(['/order', '/ordersbook']), draw.pick(['/prices/7', '/pricesold']), '/ws/7']);
}

function isRefused(client: Client, path: string) {
  return client.isRefused([400, 404], {
    path,
    name: 'other-path',
    sentence: `a client of ${path} to be refused with 404 or 400`,
    summary: `a client of ${path} was not refused`,
  });
}
