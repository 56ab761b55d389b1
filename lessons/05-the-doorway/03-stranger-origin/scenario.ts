import { answersJson, type Client, type Draw, json, scenario } from 'socket-clinic/scenario';

const [PAGE, OTHER_PAGE] = ['https://app.example.test', 'https://admin.example.test'];
const COOKIE = 'theme=dark; session=81f0c2aa';
const ANSWER_MS = 1_000;

export default scenario({
  title: 'pages of ours and programs with a token are let in, and no other page',
  talk: (draw) => reads(draw, 'Ana'),
  connect: () => ({ headers: { Cookie: COOKIE, Origin: PAGE ?? null } }),
  script(draw) {
    const [a, admin, program] = [draw.client('A'), draw.client('the other page'), draw.client('a program')];
    return [
      ...a.opens({ name: 'opens', withinMs: ANSWER_MS }),
      ...a.asks(reads(draw, 'Ana'), { name: 'answer' }),
      ...admin.opens({ headers: { Origin: OTHER_PAGE ?? null, Cookie: 'session=3d94e671' }, name: 'other-page', withinMs: ANSWER_MS }),
      ...admin.asks(reads(draw, 'Ben'), { name: 'answer' }),
      ...program.opens({
        headers: { Origin: null, Cookie: null, Authorization: 'Bearer 5b07c3d9' },
        name: 'program',
        withinMs: ANSWER_MS,
      }),
      ...program.asks(reads(draw, 'the backup'), { name: 'answer' }),
      // First anything that turns it away, so that one that comes late is told apart from none.
      ...draw.client('a foreign page').isTurnedAway(
        { statuses: [401, 403], codes: [1000, 1008, 4401, 4403] },
        {
          headers: { Origin: 'https://evil.example' },
          name: 'foreign-page',
          sentence: 'a page of https://evil.example to be turned away',
          summary: 'a foreign page was let in',
          withinMs: ANSWER_MS,
        },
      ),
      ...refused(draw.client('the same page'), 'https://evil.example', 'before-the-101'),
      ...lookAlikes(draw).flatMap((origin, index) => refused(draw.client(`page ${index + 1}`), origin, 'look-alike')),
      ...refused(draw.client('a client with a cookie and no Origin'), null, 'no-origin'),
      ...program.leaves(),
      ...a.asks(reads(draw, 'Ana'), { name: 'answer' }),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'asks-for-referer',
      when: { unmet: ['opens', 'bystander-opens'], observed: 'refused' },
      say: 'Your own page is turned away: a handshake need not have a `Referer`, and a WebSocket’s has none. The header for this question is `Origin`.',
    },
    {
      id: 'forgets-programs',
      when: { unmet: 'program', observed: 'refused' },
      say: 'No foreign page comes in. Neither does the program with its token, since it sends no `Origin`: who brings a token instead of a cookie cannot be a page that borrows one.',
    },
    {
      id: 'closes-after-accept',
      when: { unmet: 'before-the-101', observed: 'still-open' },
      say: 'The foreign page is thrown out again. It had its `open` before that, and knows that its visitor has an account here. Refuse in the handshake.',
    },
    {
      id: 'takes-the-similar',
      when: { unmet: 'look-alike', observed: 'still-open' },
      say: 'A page with a similar name comes in. Anybody can have a host whose name begins or ends as yours does: compare the whole origin.',
    },
    {
      id: 'trusts-no-origin',
      when: { unmet: 'no-origin', observed: 'still-open' },
      say: 'Pages are told apart now. A client with a cookie and no `Origin` still comes in: it cannot say what page it is, so its cookie does not count.',
    },
  ],
});

function reads(draw: Draw, owner: string) {
  const box = draw.word();
  return { send: json({ type: 'read', box }), reply: answersJson({ type: 'mail', owner, box }) };
}

function lookAlikes(draw: Draw): string[] {
  return draw.shuffle([
    'https://app.example.test.evil.example',
    draw.pick(['https://evil-app.example.test', 'https://evilapp.example.test']),
    draw.pick(['http://app.example.test', 'https://app.example.test:8443']),
    draw.pick(['null', 'https://example.test']),
  ]);
}

function refused<Name extends string>(client: Client, origin: string | null, name: Name) {
  const whom = origin === null ? 'a client with a cookie and no Origin' : `a page of ${origin}`;
  return client.isRefused([403], {
    headers: { Origin: origin },
    name,
    sentence: `${whom} to be refused with 403`,
    summary: `${whom} was not refused`,
    withinMs: ANSWER_MS,
  });
}
