import { advance, json, ping, scenario } from 'socket-clinic/scenario';

export default scenario({
  title: 'one client asks for a report, another one pings, and a third one comes',
  questions: false,
  pauses: false,
  talk: () => ({ send: json({ type: 'time' }), reply: { match: { anything: true } } }),
  script(draw) {
    const [a, b, n] = [draw.client('A'), draw.client('B'), draw.client('N')];
    return [
      ...b.opens({ path: '/ws/ben' }),
      ...b.asks({ send: json({ type: 'time' }), reply: { match: { json: { type: 'time' } } } }),
      ...a.opens({ path: '/ws/ada' }),
      ...a.sends(json({ type: 'report' })),
      advance(200),
      ...b.sends([json({ type: 'time' }), ping('are you there?')], { promptly: true }),
      advance(200),
      ...n.opens({ path: '/ws/nora', promptly: true }),
      advance(3_000),
    ];
  },
});
