import { answersJson, type Draw, json, scenario } from 'socket-clinic/scenario';

const SHELF = [
  ['sencha', 12],
  ["earl's blend", 3],
  ['thé à la menthe', 0],
] as const;

export default scenario({
  title: 'every answer is wrapped once',
  talk: stock,
  script(draw) {
    const a = draw.client('A');
    const list = () =>
      a.asks({ send: json({ type: 'list' }), reply: answersJson({ type: 'list', data: SHELF.map(([item]) => item) }) }, { name: 'list' });
    // Both kinds of quotes: what is cut out of a text by its quotes breaks on them.
    const unknown = () => {
      const item = `"${draw.word()}" isn't here`;
      const reply = answersJson({ type: 'error', data: `no such item: ${item}` });
      return a.asks({ send: json({ type: 'stock', item }), reply }, { name: 'unknown-item' });
    };
    return [
      ...a.opens({ name: 'opens' }),
      ...a.asks(stock(draw), { name: 'stock' }),
      ...list(),
      ...unknown(),
      ...Array.from({ length: draw.between(2, 4) }, () =>
        draw.pick([unknown, list, () => a.asks(stock(draw), { name: 'stock' })])(),
      ).flat(),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'sends-the-object',
      when: { verdict: 'crashed', cause: 'process-died' },
      say: 'No longer wrapped twice, and now not at all: send takes text or bytes. It threw, and the whole process ended.',
    },
    {
      id: 'sends-bytes',
      when: { unmet: ['bystander-before', 'stock'], observed: 'other-opcode' },
      say: 'The content is right, and it left in a binary frame: a browser gets a Blob where it expects text. JSON travels as text.',
    },
    {
      id: 'half-unwrapped',
      when: { unmet: ['bystander-before', 'stock'], observed: 'other-content' },
      say: 'The outer wrapping is right. Look at `data` now: parse the message once and see whether each value in it is what was agreed.',
    },
    {
      id: 'one-branch-only',
      when: { unmet: 'list', observed: 'other-form' },
      say: 'The stock is right now, and the list is still not: another branch reaches the wire in another way. Repair both, or what they share.',
    },
    {
      id: 'text-surgery',
      when: { unmet: 'unknown-item', observed: 'other-form' },
      say: 'It holds until somebody writes a quote. JSON cannot be repaired by replacing characters: make it once, from the object.',
    },
  ],
});

function stock(draw: Draw) {
  const [item, count] = draw.pick([...SHELF]);
  return { send: json({ type: 'stock', item }), reply: answersJson({ type: 'stock', data: { item, count } }) };
}
