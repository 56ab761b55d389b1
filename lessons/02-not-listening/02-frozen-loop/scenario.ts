import { advance, answersJson, type Client, type Draw, type Entry, json, ping, scenario } from 'socket-clinic/scenario';

const OK = answersJson({ type: 'response', data: 'Message received' });
const REPORT_MS = 1_500;
/** What a report may take beyond that, and what anybody else may be kept waiting. */
const LATE_MS = 250;
const WAIT_MS = 125;
/** From one question to the next: with `WAIT_MS` on top, no stall of 300 ms fits between two. */
const GAP_MS = [100, 175] as const;
/** How often the bystander has asked when the newcomer asks for a report, too. */
const BEFORE_ANOTHER = 3;

export default scenario({
  title: 'a report in the making keeps nobody else waiting',
  talk: (draw) => ({ send: json({ type: 'hi', from: draw.word() }), reply: OK }),
  script(draw) {
    const a = draw.client('A');
    const b = draw.client('B');
    const c = draw.client('C');
    const [id, otherId, lastId] = [1, 2, 3].map((n) => `R${n} ${draw.word()}`);
    const first = draw.word();
    return [
      ...a.opens({ name: 'opens' }),
      // The ping goes ahead in the same write: when its pong comes, the handler has the report's message too.
      ...a.sends([ping(first), json({ type: 'report', id })], { name: 'asks-for-report' }),
      ...a.pongs(first, { name: 'has-the-message' }),
      ...a.staysOpen(0, { name: 'takes-its-time', sentence: 'the report not to be there at once', summary: 'the report was not made' }),
      ...asksAtOnce(b, draw, 'during'),
      ...c.opens({ name: 'newcomer-during', before: 'A', promptly: true }),
      ...untilTheEnd(b, draw, c.sends(json({ type: 'report', id: otherId }), { name: 'asks-for-another', promptly: true })),
      ...receivesReport(a, id, { name: 'report', asked: 'asks-for-report' }),
      ...asksAtOnce(b, draw, 'after'),
      ...receivesReport(c, otherId, { name: 'other-report', asked: 'asks-for-another' }),
      ...a.sends(json({ type: 'report', id: lastId }), { name: 'asks-again' }),
      ...receivesReport(a, lastId, { name: 'report-again', asked: 'asks-again' }),
      ...a.leaves({ name: 'goodbye' }),
      ...c.leaves(),
    ];
  },
  feedback: [
    {
      id: 'yields-once',
      when: { unmet: ['bystander-pong-midway', 'bystander-reply-midway'], observed: 'too-late' },
      say: 'The stall began one tick later: the thread was given back once, and then kept for the rest of the 1.5 s.',
    },
    {
      id: 'one-at-a-time',
      when: { unmet: 'other-report', observed: 'too-late' },
      say: 'Nobody is blocked now, but the reports wait in a queue: the second one had to wait for the first. Each connection can wait for its own.',
    },
    {
      id: 'skips-the-wait',
      when: { unmet: ['takes-its-time', 'report'], observed: ['unsolicited', 'too-early'] },
      say: 'Nobody waits now, and no report was made: a report takes its 1.5 s.',
    },
  ],
});

/** The bystander asks again and again until shortly before the report is due, and the newcomer asks for one meanwhile. */
function untilTheEnd(bystander: Client, draw: Draw, another: Entry[]): Entry[] {
  const entries: Entry[] = [];
  for (let atMs = 0, asked = 1; atMs + GAP_MS[1] < REPORT_MS - WAIT_MS; asked += 1) {
    atMs += draw.between(...GAP_MS);
    entries.push(advance(atMs, 'asks-for-report'), ...asksAtOnce(bystander, draw, 'midway'), ...(asked === BEFORE_ANOTHER ? another : []));
  }
  return entries;
}

/** Ping and message without waiting for anything before, so that a stall shows on both. */
function asksAtOnce(bystander: Client, draw: Draw, when: 'during' | 'midway' | 'after'): Entry[] {
  const payload = draw.word();
  const asked = `asks-${when}`;
  const inTime = { ...(when === 'after' ? {} : { before: 'A' }), noLaterThan: { entry: asked, ms: WAIT_MS } };
  const than = when === 'after' ? `within ${WAIT_MS} ms` : `before A's report, and within ${WAIT_MS} ms`;
  return [
    ...bystander.sends([ping(payload), json({ type: 'hi', text: draw.word() })], { name: asked, promptly: true }),
    ...bystander.pongs(payload, {
      name: `bystander-pong-${when}`,
      ...inTime,
      sentence: `the bystander's pong ${than}`,
      summary: 'the bystander was kept waiting',
    }),
    ...bystander.receives(OK, {
      name: `bystander-reply-${when}`,
      ...inTime,
      sentence: `the bystander's answer ${than}`,
      summary: 'the bystander was kept waiting',
    }),
  ];
}

function receivesReport(client: Client, id: string | undefined, { name, asked }: { name: string; asked: string }): Entry[] {
  return client.receives(answersJson({ type: 'report', id }), {
    name,
    notBefore: { entry: asked, ms: REPORT_MS },
    noLaterThan: { entry: asked, ms: REPORT_MS + LATE_MS },
    sentence: 'the report, 1.5 s after it was asked for',
    summary: 'the report is not right',
  });
}
