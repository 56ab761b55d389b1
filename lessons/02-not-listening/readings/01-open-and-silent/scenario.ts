import { advance, json, ping, scenario } from 'socket-clinic/scenario';

export default scenario({
  title: 'a client sends, waits, pings, and leaves',
  questions: false,
  pauses: false,
  talk: () => ({ send: json({ type: 'ping' }), reply: { match: { anything: true } } }),
  script(draw) {
    const a = draw.client('A');
    return [
      ...a.opens({ path: '/ws/ada' }),
      ...a.sends(json({ type: 'order', id: 'tea' })),
      advance(30_000),
      ...a.sends(json({ type: 'order', id: 'cake' })),
      ...a.sends(ping('are you there?')),
      advance(1_000),
      ...draw.client('N').opens({ path: '/ws/nora' }),
      advance(30_000),
      ...a.leaves(),
    ];
  },
});
