import { answersJson, type Draw, json, scenario } from 'socket-clinic/scenario';

/** A question and its answer; every value is drawn, so that each run has its own. */
function order(draw: Draw) {
  const id = draw.word();
  return { send: json({ type: 'order', id }), reply: answersJson({ type: 'accepted', id }) };
}

export default scenario({
  title: 'every order is accepted by its id',
  talk: order,
  script(draw) {
    const a = draw.client('A');
    return [
      ...a.opens({ name: 'opens' }),
      ...a.asks(order(draw), { name: 'first-order' }),
      ...Array.from({ length: draw.between(3, 6) }, () => a.asks(order(draw), { name: 'later-order' })).flat(),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'keeps-the-first-id',
      when: { unmet: 'later-order', observed: 'other-content' },
      say: 'There is an id now, and it is another order’s. Take it from the message that is being answered.',
    },
  ],
});
