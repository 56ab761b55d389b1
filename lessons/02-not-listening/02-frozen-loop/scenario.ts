import { advance, answersJson, type Client, type Draw, json, ping } from '../../../sandbox/probe/draw.ts';
import { scenario } from '../../../sandbox/probe/scenario.ts';

const OK = answersJson({ type: 'response', data: 'Message received' });
const REPORT_MS = 1_500;

export default scenario({
  title: 'a report in the making keeps nobody else waiting',
  talk: (draw) => ({ send: json({ type: 'hi', from: draw.word() }), reply: OK }),
  script(draw) {
    const a = draw.client('A');
    const b = draw.client('B');
    const c = draw.client('C');
    const id = draw.word();
    const first = draw.word();
    return [
      ...a.opens({ name: 'opens' }),
      // The ping goes ahead in the same write: when its pong comes, the handler has the report's message too.
      ...a.sends([ping(first), json({ type: 'report', id })], { name: 'asks-for-report' }),
      ...a.pongs(first, { name: 'has-the-message' }),
      ...a.staysOpen(0, { name: 'takes-its-time', sentence: 'the report not to be there at once', summary: 'the report was not made' }),
      ...asksAtOnce(b, draw, 'bystander', 'during'),
      ...c.opens({ name: 'newcomer-during', before: 'A', promptly: true }),
      advance(draw.between(200, 1_000)),
      ...asksAtOnce(b, draw, 'bystander', 'midway'),
      ...a.receives(answersJson({ type: 'report', id }), {
        name: 'report',
        notBefore: { entry: 'asks-for-report', ms: REPORT_MS },
        sentence: 'the report, no sooner than 1.5 s after it was asked for',
        summary: 'the report is not right',
      }),
      ...a.leaves({ name: 'goodbye' }),
      ...c.leaves(),
    ];
  },
  feedback: [
    {
      id: 'async-label',
      when: { unmet: ['bystander-pong-during', 'bystander-reply-during', 'newcomer-during'], observed: 'too-late' },
      say: 'One thread serves everybody, and the report keeps it. An async label on a call, or an await in front of it, does not make it give the thread back.',
    },
    {
      id: 'yields-once',
      when: { unmet: ['bystander-pong-midway', 'bystander-reply-midway'], observed: 'too-late' },
      say: 'The stall moved by one tick: you gave way once, and then kept the thread for the rest of the 1.5 s.',
    },
    {
      id: 'skips-the-wait',
      when: { unmet: ['takes-its-time', 'report'], observed: ['unsolicited', 'too-early'] },
      say: 'Nobody waits now, and no report was made: it takes its 1.5 s, whoever waits for it.',
    },
  ],
});

/** Ping and message without waiting for anything before, so that a stall shows on both. */
function asksAtOnce(client: Client, draw: Draw, who: string, when: string) {
  const payload = draw.word();
  return [
    ...client.sends(ping(payload), { promptly: true }),
    ...client.sends(json({ type: 'hi', text: draw.word() }), { promptly: true }),
    ...client.pongs(payload, {
      name: `${who}-pong-${when}`,
      before: 'A',
      sentence: `the ${who}'s pong before A's report`,
      summary: `the ${who} was kept waiting`,
    }),
    ...client.receives(OK, {
      name: `${who}-reply-${when}`,
      before: 'A',
      sentence: `the ${who}'s answer before A's report`,
      summary: `the ${who} was kept waiting`,
    }),
  ];
}
