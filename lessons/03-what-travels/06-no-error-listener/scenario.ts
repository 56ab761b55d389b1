import {
  advance,
  answersJson,
  type Client,
  type Draw,
  type Entry,
  type FrameSpec,
  json,
  line,
  outputs,
  scenario,
} from 'socket-clinic/scenario';

/** A frame that RFC 6455 forbids, and the code that it is answered with. */
interface Broken {
  frame: FrameSpec;
  code: number;
}

export default scenario({
  title: 'a broken frame costs its own connection, and a reset costs nobody anything',
  talk: (draw) => post(draw.word()),
  script(draw) {
    const a = draw.client('A');
    const others = draw.shuffle(BROKEN.slice(1)).map((broken, index) => ({ broken, client: draw.client(`C${index + 1}`) }));
    return [
      ...a.opens({ name: 'opens' }),
      ...a.asks(post(draw.word()), { name: 'answer' }),
      ...breaks(a, BROKEN[0], draw),
      ...others.flatMap(({ client, broken }) => [
        ...client.opens({ name: 'opens-again' }),
        ...Array.from({ length: draw.between(0, 2) }, () => client.asks(post(draw.word()), { name: 'answer' })).flat(),
        ...breaks(client, broken, draw),
      ]),
      ...breaksAtOnce(draw),
      ...['D', 'E', 'F'].flatMap((name) => resetsInTheUpgrade(draw.client(name), draw)),
      ...leavesAsUsual(draw),
      ...toldOnce([a, ...others.map(({ client }) => client), ...['G', 'D', 'E', 'F'].map(draw.client)], draw.client('B')),
    ];
  },
  feedback: [
    {
      id: 'listens-after-the-wait',
      when: { verdict: 'crashed', unmet: 'at-once' },
      say: 'The listener is there, and it comes too late: between the opening and your listener there is a wait, and the broken frame came in that gap. Add it before anything is awaited.',
    },
    {
      id: 'forgets-the-upgrade',
      when: { verdict: 'crashed', unmet: 'in-the-upgrade' },
      say: 'The connections are safe. Before the handshake is answered there is no connection yet, only the stream that the upgrade event hands you, and while the account is looked up nobody listens to that.',
    },
    {
      id: 'hooks-the-process',
      when: { unmet: 'told', observed: 'output-missing' },
      say: 'The process lives, and the output does not say whose frame it was. A hook on the process cannot know that, and it keeps real faults alive as well. A listener on the connection knows.',
    },
    {
      id: 'looks-nobody-up',
      when: { unmet: 'waits-for-its-account' },
      say: 'There is no gap any more, since nobody is looked up: the account takes its 200 ms, and the handshake waits for it.',
    },
  ],
});

const BROKEN: [Broken, ...Broken[]] = [
  { frame: { opcode: 'text', text: '{"type":"post","text":"hi"}', rsv1: true, note: 'a reserved bit is set' }, code: 1002 },
  { frame: { opcode: 'text', hex: '7b22c3287d', note: 'not UTF-8' }, code: 1007 },
  { frame: { opcode: 3, hex: '00', note: 'a reserved opcode' }, code: 1002 },
  { frame: { opcode: 'text', text: 'hi', masked: false, note: 'not masked' }, code: 1002 },
];

function post(value: string) {
  return { send: json({ type: 'post', text: value }), reply: answersJson({ type: 'posted', text: value }) };
}

function breaks(client: Client, { frame, code }: Broken, draw: Draw): Entry[] {
  const mark = `${client.name} breaks`;
  return [
    // What a handler does when a connection opens is over.
    advance(draw.between(50, 500)),
    ...client.sends(frame, { mark }),
    ...client.ends(code, {
      name: 'ends',
      sentence: `the broken frame to be answered with close ${code}`,
      summary: 'a broken frame is not answered as it should be',
    }),
    ...others(draw, 'bystander-lives'),
    ...told(client, mark, 'told'),
  ];
}

/** In the moment in which the connection opens. */
function breaksAtOnce(draw: Draw): Entry[] {
  const client = draw.client('G');
  const { frame, code } = draw.pick(BROKEN);
  return called('at-once', [
    ...client.opens(),
    ...client.sends(frame, { promptly: true, mark: 'G breaks' }),
    ...client.ends(code),
    ...others(draw, 'at-once'),
    ...told(client, 'G breaks', 'at-once'),
  ]);
}

/** While its account is looked up. */
function resetsInTheUpgrade(client: Client, draw: Draw): Entry[] {
  const mark = `${client.name} resets`;
  return [
    ...client.isLeftWaiting(draw.between(10, 190), {
      name: 'waits-for-its-account',
      sentence: 'the handshake to wait for the account, which takes 200 ms',
      summary: 'the account is not looked up',
    }),
    ...called('in-the-upgrade', [
      ...client.resets({ mark, promptly: true }),
      ...others(draw, 'in-the-upgrade'),
      ...told(client, mark, 'in-the-upgrade'),
    ]),
  ];
}

/** The bystander lives on, and a newcomer gets in. */
function others(draw: Draw, name: string): Entry[] {
  const summary = 'others paid for it';
  return draw.client('B').asks(post(draw.word()), { name, sentence: 'the bystander to be answered as before', summary });
}

function told({ id }: Client, since: string, name: string): Entry[] {
  return outputs(
    { lines: [{ ...line('⚡', id), since }], once: [line('⚡', id)] },
    { name, sentence: `one line with ⚡ and ${id} in the output`, summary: 'an incident is not told' },
  );
}

/** Nothing was said of one client for what another did. */
function toldOnce(clients: Client[], bystander: Client): Entry[] {
  return outputs(
    { lines: [], once: clients.map(({ id }) => line('⚡', id)), never: [line('⚡', bystander.id)] },
    {
      name: 'told-once',
      sentence: 'one line with ⚡ for each incident, with the id of its own client',
      summary: 'an incident is told of others',
    },
  );
}

/** No incident. */
function leavesAsUsual(draw: Draw): Entry[] {
  const visitor = draw.client('V');
  return [
    ...visitor.opens({ name: 'opens-again' }),
    ...visitor.asks(post(draw.word()), { name: 'answer' }),
    ...visitor.leaves({ name: 'goodbye' }),
    advance(1_000),
    ...outputs(
      { lines: [], never: [line('⚡', visitor.id)] },
      { name: 'no-incident', sentence: 'no ⚡ for a client that leaves', summary: 'a goodbye is told as an incident' },
    ),
  ];
}

const called = (name: string, entries: Entry[]): Entry[] => entries.map((entry) => ({ ...entry, name }));
