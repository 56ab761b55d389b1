import { answersJson, type Client, type Draw, is, json, scenario, type Value } from 'socket-clinic/scenario';

const join = (room: string) => json({ type: 'join', room });

export default scenario({
  title: 'whoever is turned out learns why, by a code that may be sent',
  talk: joins,
  script(draw) {
    const a = draw.client('A');
    const number = draw.between(100, 999);
    const [long, wide] = [draw.between(150, 400), draw.between(31, 120)];
    return [
      ...a.opens({ name: 'opens' }),
      ...a.asks(joins(draw), { name: 'open-room' }),
      ...turnedOut(draw, draw.client('a guest'), { room: 'cellar', code: 4403, reason: 'cellar is for members', name: 'members-only' }),
      ...turnedOut(draw, draw.client('one too many'), { room: 'attic', code: 1013, reason: 'attic is full', name: 'full' }),
      ...turnedOut(draw, draw.client('a visitor'), {
        room: `garden ${number}`,
        code: 4404,
        reason: `no such room: garden ${number}`,
        name: 'unknown-room',
      }),
      ...turnedOut(draw, draw.client('a visitor with a long name'), {
        room: `${number}${'x'.repeat(long)}`,
        code: 4404,
        reason: is.matching(new RegExp(`^no such room: ${number}x{20}`), `“no such room: ${number}xxx…”`),
        name: 'long-name',
      }),
      ...turnedOut(draw, draw.client('a visitor with a wide name'), {
        room: `${number}${'🦊'.repeat(wide)}`,
        code: 4404,
        reason: is.matching(new RegExp(`^no such room: ${number}(🦊){10}`, 'u'), `“no such room: ${number}🦊🦊🦊…”`),
        name: 'in-bytes',
      }),
      ...a.asks(joins(draw), { name: 'open-room' }),
      ...a.leaves({ name: 'goodbye' }),
    ];
  },
  feedback: [
    {
      id: 'only-catches-it',
      when: { unmet: 'members-only', observed: 'still-open' },
      say: 'The exception is caught, and the process lives. The guest is still there: `close` refused its code, so nothing was sent and nothing was closed.',
    },
    {
      id: 'says-1000',
      when: { unmet: 'members-only', observed: 'other-close', cause: 'closed-on-purpose' },
      say: 'Now a close frame arrives, and it says something else than what happened. A client decides by the code whether to come back, to log in, or to tell its user: give each case its own.',
    },
    {
      id: 'leaves-the-reason',
      when: { unmet: 'long-name', cause: 'illegal-close' },
      say: 'The codes are right. A long name still makes `close` throw: the reason may have 123 bytes, and a client must not choose how long yours is.',
    },
    {
      id: 'cuts-characters',
      when: { unmet: 'in-bytes', cause: 'illegal-close' },
      say: '123 characters can be 492 bytes. Cut what travels, the bytes, and not the text.',
    },
  ],
});

function joins(draw: Draw) {
  const room = draw.pick(['lobby', 'kitchen']);
  return { send: join(room), reply: answersJson({ type: 'joined', room }) };
}

interface TurnedOut<Name extends string> {
  room: string;
  code: number;
  reason: string | Value;
  name: Name;
}

/** It has joined another room before: what ends is a connection that was well. */
function turnedOut<Name extends string>(draw: Draw, client: Client, { room, code, reason, name }: TurnedOut<Name>) {
  return [
    ...client.opens({ name: 'opens' }),
    ...client.asks(joins(draw), { name: 'open-room' }),
    ...client.sends(join(room)),
    ...client.ends(code, { reason, name, summary: `${client.name} did not learn why it was turned out` }),
  ];
}
