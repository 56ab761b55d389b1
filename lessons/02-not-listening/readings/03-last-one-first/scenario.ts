import { advance, json, scenario } from 'socket-clinic/scenario';

export default scenario({
  title: 'three questions in one go, and then one by one',
  questions: false,
  pauses: false,
  talk: () => ({ send: json({ type: 'ping' }), reply: { match: { anything: true } } }),
  script(draw) {
    const a = draw.client('A');
    const ask = (span: string) => json({ type: 'sum', span });
    return [
      ...a.opens({ path: '/ws/ada' }),
      ...a.sends(['year', 'month', 'day'].map(ask)),
      advance(1_000),
      ...a.sends(ask('year')),
      advance(1_000),
      ...a.sends(ask('day')),
      advance(1_000),
      ...a.leaves(),
    ];
  },
});
