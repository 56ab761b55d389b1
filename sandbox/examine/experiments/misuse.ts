/** Clients that say what makes no sense: whoever does so may be closed, and nobody else pays for it. */
import { advance, oneOf, text } from '../../scenario/entries.ts';
import type { Entry, FrameSpec } from '../../scenario/entry.ts';
import type { Client, Draw } from '../../scenario/language.ts';
import { type Manner, openingOf, type Word } from '../manner.ts';
import { enters } from './company.ts';
import { ANSWERED_MS, type Experiment, leaving, lives } from './experiment.ts';
import { survives } from './survives.ts';

export interface Misdeed {
  name: string;
  /** A clause: "a message that is not JSON". */
  what: string;
  frames(draw: Draw, manner: Manner): FrameSpec[];
  /** Any client says it once: whoever speaks JSON has to stand it. */
  isCommon?: true;
}

const KIBIBYTE = 1024;

export const MISDEEDS: readonly Misdeed[] = [
  {
    name: 'not-json',
    what: 'a message that is not JSON',
    frames: () => [text('{"type":"hello", oops'), text('no JSON at all')],
    isCommon: true,
  },
  { name: 'other-json', what: 'JSON that is no object', frames: () => ['null', '42', '[]', '"hi"', '{}'].map(text) },
  { name: 'empty', what: 'an empty message', frames: () => [text('')] },
  {
    name: 'other-kind',
    what: 'a message of the other kind, binary for text',
    frames: (_draw, { word }) => [word.frame.opcode === 'binary' ? text('hello') : { opcode: 'binary', hex: 'fffe0180' }],
  },
  {
    name: 'large',
    what: 'a message of 200 KiB',
    frames: () => [text(JSON.stringify({ type: 'message', text: 'a'.repeat(200 * KIBIBYTE) }))],
  },
  {
    name: 'over-limit',
    what: 'a message that is longer than its own limit',
    frames: (_draw, { limitBytes }) => (limitBytes === undefined ? [] : [text('a'.repeat(limitBytes + 1))]),
  },
];

/** Who is there all the time, and whom nobody may harm. */
export const BYSTANDER = 'B';
/** The one who does this misdeed. */
export const culprit = (index: number): string => `M${index + 1}`;

export const misuse: Experiment<Manner> = {
  id: 'misuse',
  title: 'Messages that make no sense',
  sends: `opens a connection for each of these, and another one beside them: ${MISDEEDS.map(({ what }) => what).join('; ')}; then asks for a path that is not there, and comes once with nothing to show and speaks as soon as it is let in`,
  decides: 'Is whoever sends nonsense told so or closed properly, and does nobody else pay for it?',
  script(draw, manner) {
    return [...besideAnother(MISDEEDS, manner, draw), ...atTheDoor(draw, manner)];
  },
};

/** Each misdeed by a connection of its own, and another one beside them. */
export function besideAnother(misdeeds: readonly Misdeed[], manner: Manner, draw: Draw): Entry[] {
  const bystander = draw.client(BYSTANDER);
  const each = misdeeds.flatMap((misdeed, index) => {
    const client = draw.client(culprit(index));
    return [
      ...enters(client.name, manner, draw),
      ...misdeed.frames(draw, manner).flatMap((frame) => client.sends(frame)),
      advance(ANSWERED_MS),
      ...survives(client, misdeed),
      ...lives(bystander, `${misdeed.name}-bystander`, `another client to live on when one sends ${misdeed.what}`),
    ];
  });
  const culprits = misdeeds.map((_misdeed, index) => culprit(index));
  return [...enters(BYSTANDER, manner, draw), ...each, ...leaving(draw, culprits)];
}

/** What it hears is set aside: an answer may be right, and may come too soon. */
function speaksAtOnce(client: Client, words: readonly Word[]): Entry[] {
  const any = { match: { anything: true } } as const;
  return [
    ...client.setsAside('messages', any),
    ...client.setsAside('bytes', { ...any, opcode: 'binary' }),
    ...client.reacts('open', client.sends(words.map(({ frame }) => frame))),
  ];
}

/** Who comes to the wrong door, and who brings nothing along and speaks as soon as it is let in. */
export const STRANGERS = ['D1', 'D2'] as const;

/** However it is answered: some answer has to come, and nobody else pays for it. */
function atTheDoor(draw: Draw, { door, opener, word }: Manner): Entry[] {
  const paths = [{ path: '/no/such/path' }, { ...openingOf(door, 'D2'), query: {}, headers: {} }];
  return STRANGERS.flatMap((name, index) => {
    const client = draw.client(name);
    const opening = paths[index] ?? {};
    const [open, opened] = client.opens({ ...opening, subprotocols: [] });
    const words = {
      name: `${name}-answered`,
      sentence: 'a request for another path, or with nothing to show, to be answered',
      summary: 'a request got no answer',
    };
    const refused = client.isRefused([...Array.from({ length: 400 }, (_, at) => 200 + at)]).slice(1);
    const hungUp = client.isHungUpOn().slice(1);
    const answered = oneOf([opened ? [opened] : [], refused, hungUp], words).map((entry) => ({ ...entry, soft: true }));
    const others = lives(draw.client(BYSTANDER), `${name}-bystander`, 'another client to live on when one is refused');
    return [...(index === 1 ? speaksAtOnce(client, [...opener, word]) : []), ...(open ? [open] : []), ...answered, ...others];
  });
}
