import { advance, json, scenario } from 'socket-clinic/scenario';

const pay = (amount: number, text: string) => json({ type: 'pay', amount, text });

export default scenario({
  title: 'a member pays, a stranger comes by, and the member pays again',
  questions: false,
  pauses: false,
  talk: () => ({ send: json({ type: 'pay' }), reply: { match: { anything: true } } }),
  script(draw) {
    const [a, s] = [draw.client('A'), draw.client('S')];
    return [
      ...a.opens({ path: '/ws/ana', query: { token: 'f2c81a90' } }),
      ...a.sends(pay(40, 'rent')),
      advance(1_000),
      ...s.opens({ path: '/ws/sam' }),
      ...s.sends(pay(500, 'a gift'), { promptly: true }),
      advance(1_000),
      ...a.sends(pay(5, 'tea')),
      advance(1_000),
    ];
  },
});
