/** Makes a scenario of the conversation that the author of a strange handler has in mind, and of what strangers do besides. */
import { advance, answersJson, type Client, type Draw, type Entry, type Scenario, scenario } from 'socket-clinic/scenario';
import type { Message, Say, Working } from '../handlers/strangers/stranger.ts';

type Exchange = ReturnType<Scenario['talk']>;
type Reply = Exchange['reply'];
type Sent = Exchange['send'];

/** A client that does one of these is answered, or closed with a code that says why; nobody else notices. */
const RUDE: Sent[] = [
  ...['nonsense', '', '{"type":', '[]', 'null', '42', '"x"', '{"type":"__proto__","method":"constructor","id":[]}'].map(asText),
  ...['[1,2,3,4,5]', `{"deep":${'['.repeat(500)}${']'.repeat(500)}}`, 'x'.repeat(200_000), 'naïve \u{1f98a}\n\n\0'].map(asText),
  ...['', '00', '00ff00ff00ff00ff', 'ff'.repeat(5_000)].map((bytes): Sent => ({ opcode: 'binary', hex: bytes })),
];

/** So long a silence must be stood. */
const IDLE_MS = 61_000;

/** The conversation; then rude clients, a silence, somebody who comes late, and everybody leaves. */
export function conversation(working: Working): Scenario {
  const script = (draw: Draw) => [...talk(working, draw), ...rudeness(working, draw), ...after(working, draw)];
  return scenario({
    title: working.name,
    questions: false,
    pauses: false,
    talk: () => ({ send: asText(''), reply: { match: { anything: true } } }),
    script,
  });
}

function talk(working: Working, draw: Draw): Entry[] {
  const begun = working.says.some(({ who = 'A', opens }) => opens && who === 'A') ? [] : comes(working, draw, 'A');
  return [...begun, ...working.says.flatMap((say) => entriesOf(working, draw, say))];
}

function entriesOf(
  working: Working,
  draw: Draw,
  { who = 'A', opens, waitMs, send, hear = [], withinMs, ends, leaves, timers }: Say,
): Entry[] {
  const client = draw.client(who);
  const heard = Array.isArray(hear) ? { [who]: hear } : hear;
  return [
    ...(opens ? comes(working, draw, who) : []),
    ...(waitMs ? [advance(waitMs)] : []),
    ...(send === undefined ? [] : client.sends(asFrame(send))),
    ...Object.entries(heard).flatMap(([name, messages]) =>
      messages.flatMap((message) => draw.client(name).receives(asReply(message), { withinMs })),
    ),
    ...(ends ? client.ends(ends) : []),
    ...(leaves ? client.leaves() : []),
    ...(timers === undefined ? [] : [left({ timers })]),
  ];
}

function rudeness(working: Working, draw: Draw): Entry[] {
  const first = working.says.find(({ send }) => send !== undefined)?.send ?? '';
  const visitors = RUDE.flatMap((frame, index) => {
    const visitor = draw.client(`R${index}`);
    return [...comes(working, draw, visitor.name), ...visitor.sends(frame), advance(200), ...leaves(visitor)];
  });
  const gone = draw.client('G');
  return [...visitors, ...comes(working, draw, 'G'), ...gone.sends(asFrame(first)), ...gone.resets(), advance(1_000)];
}

function after(working: Working, draw: Draw): Entry[] {
  const gone = goneIn(working);
  const present = [...new Set(['A', ...working.says.map(({ who = 'A' }) => who)])].filter((name) => !gone.has(name));
  const late = working.once ? [...comes(working, draw, 'L'), ...draw.client('L').pings()] : beginning(working, draw);
  return [
    advance(IDLE_MS),
    ...present.flatMap((name) => draw.client(name).pings()),
    ...late,
    ...[...present, 'L'].flatMap((name) => leaves(draw.client(name))),
    advance(IDLE_MS),
    left({ handlers: 0 }),
  ];
}

function left(most: { handlers?: number; timers?: number }): Entry {
  return { expect: 'left', ...most, sentence: 'no more to be left than that', withinMs: 1_000 };
}

/** What whoever comes later says and hears, too: up to the first answer. */
function beginning(working: Working, draw: Draw): Entry[] {
  const own = working.says.filter(({ who = 'A' }) => who === 'A');
  const end = own.findIndex(({ send }) => send !== undefined) + 1;
  const says = own.slice(0, end).map((say) => ({ ...say, who: 'L' }));
  const begun = says[0]?.opens ? [] : comes(working, draw, 'L');
  return [...begun, ...says.flatMap((say) => entriesOf(working, draw, say))];
}

function goneIn({ says }: Working): Set<string> {
  return new Set(says.flatMap(({ who = 'A', ends, leaves }) => (ends || leaves ? [who] : [])));
}

function comes({ path = {}, subprotocol, pushes }: Working, draw: Draw, name: string): Entry[] {
  const client = draw.client(name);
  const at = typeof path === 'string' ? path : (path[name] ?? path['*'] ?? `/ws/${name.toLowerCase()}`);
  const spoken = subprotocol ? { subprotocols: [subprotocol], subprotocol } : {};
  return [...client.opens({ path: at, ...spoken }), ...(pushes ? client.setsAside('pushes', asReply(pushes)) : [])];
}

/** Whether or not it has been closed before. */
function leaves(client: Client): Entry[] {
  return [{ do: 'close', connection: client.name, code: 1000 }];
}

function asText(text: string): Sent {
  return { opcode: 'text', text };
}

function asFrame(message: Message): Sent {
  if (typeof message === 'string') return asText(message);
  if ('json' in message) return asText(JSON.stringify(message.json));
  if ('hex' in message) return { opcode: 'binary', hex: message.hex };
  throw new TypeError('Expected a message to send, got any.');
}

function asReply(message: Message): Reply {
  if (typeof message === 'string') return { match: { text: message } };
  if ('anything' in message) return { match: message };
  return 'hex' in message ? { opcode: 'binary', match: { hex: message.hex } } : answersJson(message.json);
}
