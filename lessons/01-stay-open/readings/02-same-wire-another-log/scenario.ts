import { advance, json, scenario } from 'socket-clinic/scenario';

export default scenario({
  title: 'a client connects, waits a second, and another one tries',
  questions: false,
  pauses: false,
  talk: () => ({ send: json({ type: 'ping' }), reply: { match: { anything: true } } }),
  script(draw) {
    const a = draw.client('A');
    return [...a.opens({ path: '/ws/ada' }), advance(1_000), ...draw.client('N').opens({ path: '/ws/nora' }), advance(1_000)];
  },
});
