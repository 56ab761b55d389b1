/** What a source promises: lines from which it follows that a message is answered. Pure. */
import type { SourceLocation } from '../../timeline/timeline.ts';
import type { Word } from '../manner.ts';

/** How far behind a line its answer may stand, in characters. */
const NEAR = 160;

/** Whether the source answers this very message: it compares it with that text and sends, or sends whatever came. */
export function mustAnswer(source: string, { frame }: Word): boolean {
  const text = frame.text ?? '';
  return answersAll(source) || (text !== '' && text.length < 40 && answersText(source, text));
}

/** Behind the line that takes a message, a send stands before any condition. */
function answersAll(source: string): boolean {
  const takes =
    /\.on\(\s*['"]message['"]|addEventListener\(\s*['"]message['"]|onmessage\s*=|receive_?(?:text|json|bytes|Text|Json|Bytes)\(\)|iter_(?:text|json|bytes)\(\)/g;
  return [...source.matchAll(takes)].some(({ index }) => {
    const behind = source.slice(index, index + 3 * NEAR);
    const sends = behind.search(/\bsend\w*\(/);
    const asks = behind.search(/\b(?:if|switch|match|case|while|elif|catch|except|clients|broadcast)\b|\?\s|&&/);
    return sends >= 0 && (asks < 0 || sends < asks);
  });
}

function answersText(source: string, text: string): boolean {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:===?|case)\\s*['"\`]${escaped}['"\`][^\\n]{0,20}[\\s\\S]{0,${NEAR}}?\\bsend\\w*\\(`).test(source);
}

/** Where what a listener of `ws` got is compared as if it were a text. */
export function comparedBytes(source: string): SourceLocation | undefined {
  const listeners = [...source.matchAll(/\.on\(\s*['"]message['"]\s*,\s*(?:async\s*)?(?:function\s*\w*\s*)?\(?\s*(\w+)/g)];
  for (const { 1: name = '', index } of listeners) {
    const body = source.slice(index);
    const compared = new RegExp(
      `(?<![.\\w])${name}\\s*[!=]==?\\s*['"\`]|switch\\s*\\(\\s*${name}\\s*\\)|\\[\\s*${name}\\s*\\]|\\.(?:get|has|includes)\\(\\s*${name}\\s*\\)`,
    ).exec(body);
    const made = new RegExp(
      `\\b${name}\\s*=\\s|\\b${name}\\.toString\\(|String\\(\\s*${name}\\b|JSON\\.parse\\(\\s*${name}\\b|\\$\\{${name}\\}`,
    ).exec(body);
    if (!compared || (made && made.index < compared.index)) continue;
    const before = source.slice(0, index + compared.index).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
  return undefined;
}

/** Whether it listens for messages on anything but the server, which has none. */
export function listensOnSocket(source: string): boolean {
  if (
    /onmessage\s*=|addEventListener\(\s*['"]message|createWebSocketStream|\bon\(\s*\w+\s*,\s*['"]message|once\(\s*\w+\s*,\s*['"]message/.test(
      source,
    )
  )
    return true;
  const servers = [...source.matchAll(/\b(\w+)\s*(?::[^=\n]+)?=\s*new WebSocketServer/g)].map(([, name]) => name);
  const listeners = [...source.matchAll(/(\w+|\))\s*\.(?:on|once|addListener)\(\s*['"]message['"]/g)].map(([, name]) => name);
  return listeners.some((name) => !servers.includes(name)) || (listeners.length === 0 && /['"]message['"]/.test(source));
}
