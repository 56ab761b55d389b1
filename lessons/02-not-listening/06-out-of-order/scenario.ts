import { advance, answersJson, type Client, type Draw, type Entry, json, scenario } from 'socket-clinic/scenario';

/** What adding up takes. */
const COST_MS = { year: 120, month: 60, day: 5 };
const TOTALS = { year: 40_150, month: 3_410, day: 110 };
/** What a span that does not exist takes. */
const UNKNOWN_MS = 20;
/** What an answer may take beyond its own time and that of those before it. */
const LATE_MS = 50;

type Span = keyof typeof COST_MS;

interface Question {
  id: string;
  span: Span | string;
}

export default scenario({
  title: 'each connection gets its answers in the order of its questions',
  talk: (draw) => exchange({ id: draw.word(), span: 'day' }),
  script(draw) {
    const [a, b] = [draw.client('A'), draw.client('B')];
    const [c, d] = [draw.client('C'), draw.client('D')];
    const questions = (...spans: string[]) => spans.map((span) => ({ id: draw.word(), span }));
    const many = draw.shuffle<Span>([
      'year',
      'month',
      'day',
      'year',
      ...Array.from({ length: draw.between(1, 3) }, () => draw.pick(SPANS)),
    ]);
    return [
      ...a.opens({ name: 'opens' }),
      ...asks(a, questions('day'), { asked: 'asks-alone', names: ['day-alone'] }),
      ...asks(a, questions('year', 'month', 'day'), { asked: 'asks-three', meanwhile: asksMeanwhile(b, draw) }),
      ...asks(a, questions('day', ...many), { asked: 'asks-many', names: ['first-of-many'] }),
      ...asksInTwoMessages(a, draw),
      // More than one failure: the order is to stand each of them.
      ...Array.from({ length: draw.between(2, 3) }, () =>
        asks(a, questions('month', draw.word(), 'day', draw.pick(SPANS)), {
          asked: 'asks-with-a-failure',
          names: ['in-order', 'failure', 'after-failure', 'after-failure'],
        }),
      ).flat(),
      ...c.opens({ name: 'visitor-opens' }),
      ...c.sends(questions('year', draw.word(), 'day').map(ask)),
      ...c.resets(),
      ...d.opens({ name: 'visitor-opens' }),
      ...d.sends(questions('year').map(ask)),
      ...d.leaves({ name: 'visitor-leaves' }),
      // What comes of it comes within this time.
      advance(1_000),
      ...asks(a, questions('day'), { asked: 'asks-after-the-visitor', names: ['after-the-visitor'] }),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'pads-to-the-slowest',
      when: { unmet: 'day-alone', observed: 'too-late' },
      say: 'In order, since each answer now takes as long as the slowest one. A day alone is added up in 5 ms.',
    },
    {
      id: 'one-queue-for-all',
      when: { unmet: 'bystander-meanwhile', observed: 'too-late' },
      say: 'In order, and in one queue for everybody: the bystander had to wait for A’s year. Each connection has an order of its own.',
    },
    {
      id: 'sends-when-all-are-done',
      when: { unmet: 'first-of-many', observed: 'too-late' },
      say: 'Sorted at the end: an answer that was ready at once waited for all that came after it. Each can go as soon as the ones before it have gone.',
    },
    {
      id: 'breaks-the-chain',
      when: { unmet: ['failure', 'after-failure'] },
      say: 'The order holds until one question fails; then the chain is broken, and every later link fails, too. Turn the failure into an answer before the next one begins.',
    },
  ],
});

const SPANS = Object.keys(COST_MS) as Span[];

const ask = ({ id, span }: Question) => json({ type: 'sum', id, span });

function exchange({ id, span }: Question) {
  const reply = isSpan(span) ? { type: 'sum', id, total: TOTALS[span] } : { type: 'error', id };
  return { send: ask({ id, span }), reply: answersJson(reply) };
}

function isSpan(span: string): span is Span {
  return Object.hasOwn(COST_MS, span);
}

/** All in one write; the answers in their order, none before it is worked out, and none kept waiting for what comes after it. */
function asks(
  client: Client,
  questions: Question[],
  { asked, names = [], meanwhile = [] }: { asked: string; names?: string[]; meanwhile?: Entry[] },
): Entry[] {
  return [...client.sends(questions.map(ask), { name: asked }), ...meanwhile, ...answersTo(client, questions, { asked, names })];
}

function answersTo(client: Client, questions: Question[], { asked, names = [] }: { asked: string; names?: string[] }): Entry[] {
  let beforeMs = 0;
  return questions.flatMap((question, index) => {
    const costMs = isSpan(question.span) ? COST_MS[question.span] : UNKNOWN_MS;
    beforeMs += costMs;
    return client.receives(exchange(question).reply, {
      name: names[index] ?? 'in-order',
      ...(isSpan(question.span) ? { notBefore: { entry: asked, ms: costMs } } : {}),
      noLaterThan: { entry: asked, ms: beforeMs + LATE_MS },
      sentence: `the answer to ${JSON.stringify(question.id)} (${question.span}), in its turn`,
      summary: 'an answer is not in its turn',
    });
  });
}

function asksMeanwhile(bystander: Client, draw: Draw): Entry[] {
  const question = { id: draw.word(), span: 'day' };
  return [
    ...bystander.sends(ask(question), { name: 'bystander-asks', promptly: true }),
    ...bystander.receives(exchange(question).reply, {
      name: 'bystander-meanwhile',
      noLaterThan: { entry: 'bystander-asks', ms: COST_MS.day + LATE_MS },
      sentence: `the bystander's answer within ${COST_MS.day + LATE_MS} ms`,
      summary: 'the bystander was kept waiting',
    }),
  ];
}

/** The second one comes while the first one is worked on. */
function asksInTwoMessages(client: Client, draw: Draw): Entry[] {
  const [slow, quick] = [
    { id: draw.word(), span: 'year' },
    { id: draw.word(), span: 'day' },
  ];
  return [
    ...client.sends(ask(slow), { name: 'asks-first' }),
    advance(draw.between(10, 60), 'asks-first'),
    ...client.sends(ask(quick), { promptly: true }),
    ...answersTo(client, [slow, quick], { asked: 'asks-first' }),
  ];
}
