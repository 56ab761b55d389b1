/** A client that talks: at once, slowly, and in a burst. */
import { advance } from '../../scenario/entries.ts';
import { type Manner, opens, says } from '../manner.ts';
import { ANSWERED_MS, type Experiment, leaving, lives } from './experiment.ts';

export const BURST = 6;

/** Who speaks in the same moment in which the connection opens; who takes its time; who sends several at once. */
export const [PROMPT, SLOW, RAPID] = ['P', 'A', 'R'];

export const conversation: Experiment<Manner> = {
  id: 'conversation',
  title: 'A client that talks',
  sends: `sends a message as soon as the connection is open, another client one that it sends three times with pauses, and a third ${BURST} of them in one go`,
  decides: 'Is each message answered as the first one was, however soon and however fast it comes?',
  script(draw, { door, opener, word }) {
    const [prompt, slow, rapid] = [PROMPT, SLOW, RAPID].map((name) => draw.client(name as string));
    if (!prompt || !slow || !rapid) return [];
    const three = [0, 1, 2].flatMap(() => [...says(draw, slow.name, [word]), advance(ANSWERED_MS)]);
    const begun = (name: string) => [
      ...opens(draw, name, door),
      ...opener.flatMap((first) => [...says(draw, name, [first]), advance(ANSWERED_MS)]),
    ];
    const frames = Array.from({ length: BURST }, (_, index) => ({
      ...word.frame,
      ...(word.frame.text === undefined ? {} : { text: marked(word.frame.text, index).text }),
    }));
    return [
      ...opens(draw, prompt.name, door),
      ...[...opener, word].flatMap(({ frame }) => prompt.sends(frame, { promptly: true })),
      ...lives(prompt, 'prompt-pong'),
      ...says(draw, prompt.name, [word]),
      ...lives(prompt, 'prompt-again'),
      ...begun(slow.name),
      ...three,
      ...lives(slow, 'slow-pong'),
      ...begun(rapid.name),
      ...rapid.sends(frames),
      // One after the other, each may take its time.
      advance(ANSWERED_MS * BURST),
      ...lives(rapid, 'rapid-pong'),
      ...leaving(draw, [prompt.name, slow.name, rapid.name]),
    ];
  },
};

/**
 * The same message with a number in it that no other one has, where its values were made up: a later one asks for less, so that whoever
 * works on all of them at the same time is done with it first. `sign`: what an answer to it may repeat; empty where nothing could be put in.
 */
export function marked(text: string, index: number): { text: string; sign: string } {
  const sign = String(FIRST_SIGN + index);
  const numbered = text.replace(/"(id|seq)":\s*(?:"[^"]*"|\d+)/g, (_whole, key: string) => `"${key}":${sign}`);
  const less = numbered.replace(/"(\w+)":2\b/g, (_whole, key: string) => `"${key}":${2 * (BURST - index)}`);
  const named = less.replaceAll(SAMPLE, `${SAMPLE} ${sign}`);
  return { text: named, sign: named.includes(sign) ? sign : '' };
}

const FIRST_SIGN = 7_201;
/** What stands for a text that a client would choose. */
const SAMPLE = 'sample';
