import { advance, json, scenario, text } from 'socket-clinic/scenario';

export default scenario({
  title: 'two clients talk, one of them sends half a message, and a third one comes',
  questions: false,
  pauses: false,
  talk: () => ({ send: json({ type: 'ping' }), reply: { match: { anything: true } } }),
  script(draw) {
    const [a, b] = [draw.client('A'), draw.client('B')];
    return [
      ...b.opens({ path: '/ws/ben' }),
      ...a.opens({ path: '/ws/ada' }),
      ...b.sends(json({ type: 'say', text: 'hello' })),
      advance(2_000),
      ...a.sends(text('{"type":"say","te')),
      advance(1_000),
      ...draw.client('N').opens({ path: '/ws/nora' }),
      advance(1_000),
    ];
  },
});
