/** Messages of a form that no client is waiting for. */
import type { EventOf } from '../../timeline/timeline.ts';
import { quote } from '../../timeline/wording.ts';
import { hearings, isData } from '../hearing.ts';
import { type Found, type Known, placeOf } from './sign.ts';

type Came = EventOf<'frame-received'>;

/** How much of a message is looked at, in characters. */
const LOOKED_AT = 4_000;

export function form(known: Known): Found[] {
  for (const [experiment, { timeline }] of known.runs) {
    if (experiment === 'misuse') continue;
    for (const { turns, greetings } of hearings(timeline).values()) {
      const exchanges = [
        ...greetings.map((came) => ({ came, sent: undefined })),
        ...turns.flatMap(({ sent, heard }) => heard.map((came) => ({ came, sent }))),
      ];
      for (const { came, sent } of exchanges) {
        const found = oddForm(came, sent, known);
        if (found) return [{ ...found, experiment, evidence: sent ? [sent.seq, came.seq] : [came.seq], at: came.sentBy ?? found.at }];
      }
    }
  }
  return [];
}

type Odd = Omit<Found, 'experiment' | 'evidence'>;

function oddForm(came: Came, sent: EventOf<'frame-sent'> | undefined, known: Known): Odd | undefined {
  const text = came.text?.slice(0, LOOKED_AT);
  if (came.opcode === 'binary') return asBytes(came, sent, known);
  if (text === undefined || !isData(came.opcode) || isEcho(text, sent)) return undefined;
  return notReady(text, sent, known) ?? twice(text, sent) ?? pythonWords(text, known);
}

/** It says what it was told. */
function isEcho(text: string, sent: EventOf<'frame-sent'> | undefined): boolean {
  return sent?.text !== undefined && (sent.text === text || sent.text === safeParse(text));
}

/** Text came in and the same text leaves as bytes. */
function asBytes(came: Came, sent: EventOf<'frame-sent'> | undefined, { source }: Known): Odd | undefined {
  if (sent?.opcode !== 'text' || !sent.text) return undefined;
  const read = came.hex === undefined ? (came.text ?? '') : Buffer.from(came.hex, 'hex').toString('utf8');
  const isText = read !== '' && read.isWellFormed() && !/[\p{Cc}\ufffd]/u.test(read.replace(/\s/g, ''));
  if (!isText || MEANT.test(source) || (!read.includes(sent.text) && safeParse(read) === undefined)) return undefined;
  return {
    cause: 'text-as-bytes',
    confidence: read.includes(sent.text) ? 'certain' : 'likely',
    title: 'Text was sent, and a binary frame came back',
    advice:
      'Bytes that are sent leave as a binary frame, even where they hold text. Make a string of what came as text, on the way in, and send a string.',
    at: placeOf(source, /\.send\(\s*(?:data|message|msg|raw|buffer|payload)\b/),
  };
}

/** Bytes that somebody makes are meant as bytes. */
const MEANT = /Buffer\.(?:from|alloc|concat)|new Uint8Array|createWebSocketStream|TextEncoder|send_bytes|sendBytes|\.pack\(/;

function notReady(text: string, sent: EventOf<'frame-sent'> | undefined, known: Known): Odd | undefined {
  const found =
    /\[object (?:Promise|Object|Map|Set)\]|<coroutine object|<Future |<Task /.exec(text) ??
    (text === '{}' || (/:\{\}[,}]/.test(text) && callsUnawaited(known.source)) ? ['{}'] : undefined);
  // Whoever makes a text of what it was told may be told an object; whoever wants certain keys may be told others.
  const isObject =
    sent?.text?.startsWith('{"type":"message","text":"sample') && /JSON\.parse|receiveJson|receive_json|json\.loads/.test(known.source);
  const isPlain = sent?.text?.startsWith('hello sample') && known.words.some(({ from }) => from !== 'a guess');
  if (!found || ((isObject || isPlain) && /^(?:\[object Object\]|\{\})$/.test(found[0] ?? ''))) return undefined;
  return {
    cause: 'promise-sent',
    confidence: text === '{}' ? 'likely' : 'certain',
    title: `What was sent is ${quote(text)}: a value that was not ready, or not serialised`,
    advice:
      'A promise or an object that is turned into text gives such words, and {} as JSON. Await the value first, then send it, as JSON.',
  };
}

/** JSON in a string of JSON. */
function twice(text: string, sent: EventOf<'frame-sent'> | undefined): Odd | undefined {
  const outer = safeParse(text);
  const inner = typeof outer === 'string' && /^\s*[{[]/.test(outer) ? safeParse(outer) : undefined;
  if (inner === undefined || outer === sent?.text) return undefined;
  return {
    cause: 'double-json',
    confidence: 'certain',
    title: `JSON was made of what was JSON already: ${quote(text)}`,
    advice:
      'A client that parses it gets a string and no object. Encode once: send_json, sendJson and JSON.stringify take the value, not its text.',
  };
}

/** `{'type': 'x'}`, `True`, `None`: how Python shows a value to people. */
function pythonWords(text: string, { dialect }: Known): Odd | undefined {
  if (dialect !== 'fastapi' || safeParse(text) !== undefined || !/^\s*[{[]\s*'|^\{.*\b(?:None|True|False)\b.*\}$/s.test(text))
    return undefined;
  return {
    cause: 'wrong-form',
    confidence: 'certain',
    title: `What was sent is Python’s own way to show a value, and no JSON: ${quote(text)}`,
    advice: 'str() of a dict has single quotes, None and True: no client can parse it. Send it with send_json, or with json.dumps.',
  };
}

/** undefined for what is no JSON; no JSON means undefined. */
function safeParse(text: string): unknown {
  if (text.length > LOOKED_AT) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A function that is declared as async is called within what is made JSON or sent, and not awaited. */
function callsUnawaited(source: string): boolean {
  const names = [...source.matchAll(/async function (\w+)|(?:const|let) (\w+)\s*(?::[^=\n]+)?=\s*async\b/g)].map(
    ([, one, other]) => one ?? other ?? '',
  );
  return names.some((name) => new RegExp(`(?:stringify|sendJson|send)\\([^;\\n]*?(?<!await )\\b${name}\\(`).test(source));
}
