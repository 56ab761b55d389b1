/** Clients that say what makes no sense, and what the protocol forbids: whoever does so may be closed, and nobody else pays for it. */
import { advance, oneOf, text } from '../../scenario/entries.ts';
import type { Entry, FrameSpec } from '../../scenario/entry.ts';
import type { Client, Draw } from '../../scenario/language.ts';
import { type Manner, openingOf } from '../manner.ts';
import { enters } from './company.ts';
import { ANSWERED_MS, type Experiment, lives } from './experiment.ts';

/** Every code that says something, and none at all: 1006 is no close frame. */
const GOODBYES = [
  1005,
  ...Array.from({ length: 16 }, (_, index) => 1000 + index),
  ...Array.from({ length: 2_000 }, (_, index) => 3000 + index),
].filter((code) => code !== 1006);

interface Misdeed {
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
    name: 'illegal',
    what: 'a frame that the protocol forbids',
    frames: () => [{ opcode: 'text', text: 'hi', rsv1: true, note: 'a reserved bit is set' }],
  },
  { name: 'not-utf8', what: 'text that is not UTF-8', frames: () => [{ opcode: 'text', hex: 'c328', note: 'not UTF-8' }] },
];

/** Who is there all the time, and whom nobody may harm. */
export const BYSTANDER = 'B';
/** The one who does this misdeed. */
export const culprit = (index: number): string => `M${index + 1}`;

export const misuse: Experiment<Manner> = {
  id: 'misuse',
  title: 'Messages that make no sense',
  sends: `opens a connection for each of these, and another one beside them: ${MISDEEDS.map(({ what }) => what).join('; ')}`,
  decides: 'Is whoever sends nonsense told so or closed properly, and does nobody else pay for it?',
  script(draw, manner) {
    const bystander = draw.client(BYSTANDER);
    const each = MISDEEDS.flatMap((misdeed, index) => {
      const client = draw.client(culprit(index));
      return [
        ...enters(client.name, manner, draw),
        ...misdeed.frames(draw, manner).flatMap((frame) => client.sends(frame)),
        advance(ANSWERED_MS),
        ...survives(client, misdeed),
        ...lives(bystander, `${misdeed.name}-bystander`, `another client to live on when one sends ${misdeed.what}`),
        ...client.resets(),
      ];
    });
    return [...enters(BYSTANDER, manner, draw), ...each, ...atTheDoor(draw, manner)];
  },
};

/** Its ping gets a pong, or it was closed with a close frame. */
function survives(client: Client, { name, what }: Misdeed): Entry[] {
  const asked = client.pings({ name });
  const [pong] = asked.filter((entry) => 'expect' in entry);
  const ends = client.ends(GOODBYES, { by: 'anyone' });
  const words = {
    name,
    sentence: `the connection to live, or to be closed with a code, after ${what}`,
    summary: `${what} ended its connection without a word`,
  };
  const lives = pong ? oneOf([[pong], ends], words).map((entry) => ({ ...entry, soft: true })) : [];
  return [...asked.filter((entry) => !('expect' in entry)), ...lives];
}

/** Who comes to the wrong door, and who brings nothing along. */
export const STRANGERS = ['D1', 'D2'] as const;

/** However it is answered: some answer has to come, and nobody else pays for it. */
function atTheDoor(draw: Draw, { door }: Manner): Entry[] {
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
    return [...(open ? [open] : []), ...answered, ...others, ...client.resets()];
  });
}
