/** Which port a command is going to open, as its own words say it. Pure. */

export interface FoundPort {
  port: number;
  /** The words that say it: "--port 8000". */
  said: string;
}

const NAMES = /^(--port|-p|--bind|-b|--listen|--addr|--address|PORT)$/;

/** The last one counts, as it does for the command. */
export function findPort(words: readonly string[]): FoundPort | undefined {
  return words.flatMap((word, index) => readWord(word, words[index + 1])).at(-1);
}

function readWord(word: string, next: string | undefined): FoundPort[] {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(word) ?? [];
  if (name !== undefined && NAMES.test(name)) return portIn(value, word);
  if (word !== 'PORT' && NAMES.test(word)) return portIn(next, `${word} ${next}`);
  const [, attached] = /^-[pb](\S+)$/.exec(word) ?? [];
  return portIn(attached, word);
}

/** `8000`, `:8000`, `0.0.0.0:8000`, `[::]:8000`. */
function portIn(value: string | undefined, said: string): FoundPort[] {
  const port = Number(/^(?:\[?[\w.:*-]*\]?:)?(\d{1,5})$/.exec(value ?? '')?.[1]);
  return port > 0 && port < 65_536 ? [{ port, said }] : [];
}
