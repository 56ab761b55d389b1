/** What a scenario draws its values from, and the builders that put them into entries. */
import { callConnection, describeMs } from '../timeline/wording.ts';
import { createRandom, type Random } from './random.ts';
import type { Entry, Exchange, FrameSpec, LinePattern, Matcher, Since } from './scenario.ts';
import { drawClientId, drawWords, type Words } from './words.ts';

/** How long an answer may take on the run's clock. Virtual time passes only while the handler waits, so this is generous. */
const ANSWER_MS = 5_000;

export interface Draw extends Random, Words {
  /** The builder for the connection of this name; asking again gives the same one. */
  client(name: string): Client;
}

export interface Named {
  name?: string;
  sentence?: string;
  summary?: string;
  withinMs?: number;
  /** For the action that begins it: see `LinePattern`. */
  mark?: string;
}

/** Builds the entries of one named connection. Every method gives entries; none does anything. */
export interface Client {
  readonly name: string;
  /** The last part of the path: what the handler gets as its client id. */
  readonly id: string;
  opens(
    options?: Named & {
      path?: string;
      headers?: Record<string, string>;
      subprotocols?: string[];
      subprotocol?: string;
      before?: string;
      promptly?: boolean;
    },
  ): Entry[];
  isRefused(
    statuses: number[],
    options?: Named & { path?: string; headers?: Record<string, string>; subprotocols?: string[]; plain?: boolean },
  ): Entry[];
  /** Sends frames without waiting for anything. `promptly`: without first letting the sandbox come to rest. */
  sends(frames: FrameSpec | FrameSpec[], options?: { promptly?: boolean; name?: string; mark?: string }): Entry[];
  /** Sends one message and expects its answer. */
  asks(exchange: Exchange, options?: Named): Entry[];
  /** Sends several messages in one write and expects their answers in order: as cheap as one. */
  asksInOneGo(exchanges: Exchange[], options?: Named): Entry[];
  receives(reply: Exchange['reply'], options?: Named & { before?: string; notBefore?: Since; noLaterThan?: Since }): Entry[];
  /** Sends a ping and expects its pong. */
  pings(options?: Named & { before?: string; promptly?: boolean }): Entry[];
  /** Expects the pong to a ping that was sent before with this payload. */
  pongs(payload: string, options?: Named & { before?: string; noLaterThan?: Since }): Entry[];
  staysOpen(forMs: number, options?: Named): Entry[];
  /** Starts the closing handshake with 1000 and expects it to be completed. */
  leaves(options?: Named & { code?: number; reason?: string }): Entry[];
  ends(codes: number | number[], options?: Named & { reason?: string }): Entry[];
  resets(options?: { promptly?: boolean; mark?: string }): Entry[];
  vanishes(): Entry[];
  returns(): Entry[];
}

/** The same seed gives the same values. Ids come from a stream for each connection: they say nothing about what is drawn elsewhere. */
export function createDraw(seed: string): Draw {
  const random = createRandom(seed, 'script');
  const clients = new Map<string, Client>();
  const draw: Draw = {
    ...random,
    ...drawWords(random),
    client(name) {
      const known = clients.get(name);
      if (known) return known;
      const made = createClient(name, drawClientId(createRandom(seed, `the id of ${name}`)), draw);
      clients.set(name, made);
      return made;
    },
  };
  return draw;
}

/** Text frame with this text. */
export const text = (value: string): FrameSpec => ({ opcode: 'text', text: value });
/** Text frame with this value as JSON. */
export const json = (value: unknown): FrameSpec => ({ opcode: 'text', text: JSON.stringify(value) });
export const ping = (payload: string): FrameSpec => ({ opcode: 'ping', text: payload });
/** A text frame whose parsed content holds these keys and values. */
export const answersJson = (value: unknown): { match: Matcher } => ({ match: { json: value } });
export const answersText = (value: string): { match: Matcher } => ({ match: { text: value } });

/** Expects lines of output: see the `output` expectation of the scenario. */
export function outputs(
  seen: { lines: LinePattern[]; never?: LinePattern[]; once?: LinePattern[] },
  options: Named & { sentence: string },
): Entry[] {
  const { name, sentence, summary = 'the output is not as it should be', withinMs = ANSWER_MS } = options;
  return [{ expect: 'output', ...seen, ...(name === undefined ? {} : { name }), sentence, summary, withinMs }];
}

/** A line that holds all of these texts. */
export const line = (...has: string[]): LinePattern => ({ has });
/** A place in the learner's file, on the line of the pattern before it or below it. */
export const place = (): LinePattern => ({ has: ['handler.ts:'], sameLine: true });

/** Lets so much time pass on the run's clock, from now or from the entry `after`. */
export const advance = (forMs: number, after?: string): Entry => ({ do: 'advance', forMs, ...(after === undefined ? {} : { after }) });

function createClient(name: string, id: string, draw: Draw): Client {
  const who = callConnection(name);
  const whose = name === 'A' ? '' : ` of ${who}`;
  const named = (options: Named | undefined, sentence: string, summary: string) => ({
    ...(options?.name === undefined ? {} : { name: options.name }),
    sentence: options?.sentence ?? sentence,
    summary: options?.summary ?? summary,
    withinMs: options?.withinMs ?? ANSWER_MS,
  });
  const client: Client = {
    name,
    id,
    opens: (options = {}) => [
      {
        do: 'open',
        connection: name,
        path: options.path ?? `/ws/${encodeURIComponent(id)}`,
        headers: options.headers,
        subprotocols: options.subprotocols,
        promptly: options.promptly,
        mark: options.mark,
      },
      {
        expect: 'opens',
        connection: name,
        subprotocol: options.subprotocol,
        before: options.before,
        ...named(options, `${who} to open (101)`, `${who} never opened`),
      },
    ],
    isRefused: (statuses, options = {}) => [
      {
        do: 'open',
        connection: name,
        path: options.path ?? `/ws/${encodeURIComponent(id)}`,
        headers: options.headers,
        subprotocols: options.subprotocols,
        plain: options.plain,
        mark: options.mark,
      },
      {
        expect: 'refused',
        connection: name,
        statuses,
        ...named(options, `the opening handshake${whose} to be refused with ${statuses.join(' or ')}`, `${who} was not refused`),
      },
    ],
    sends: (frames, options = {}) => [{ do: 'send', connection: name, frames: [frames].flat(), ...options }],
    asks: (exchange, options) => [
      ...client.sends(exchange.send, { mark: options?.mark }),
      ...client.receives(exchange.reply, { ...describeAsk(exchange, whose), ...options }),
    ],
    asksInOneGo: (exchanges, options) => [
      ...client.sends(
        exchanges.map(({ send }) => send),
        { mark: options?.mark },
      ),
      ...exchanges.flatMap((exchange) => client.receives(exchange.reply, { ...describeAsk(exchange, whose), ...options })),
    ],
    receives: (reply, options = {}) => [
      {
        expect: 'receives',
        connection: name,
        opcode: reply.opcode ?? 'text',
        match: reply.match,
        before: options.before,
        notBefore: options.notBefore,
        noLaterThan: options.noLaterThan,
        ...named(options, `${who} to receive ${describeMatch(reply.match)}`, `no such message for ${who}`),
      },
    ],
    pings(options = {}) {
      const payload = draw.word();
      return [...client.sends(ping(payload), { promptly: options.promptly, mark: options.mark }), ...client.pongs(payload, options)];
    },
    pongs: (payload, options = {}) => [
      {
        expect: 'pongs',
        connection: name,
        payload,
        before: options.before,
        noLaterThan: options.noLaterThan,
        ...named(options, `a ping${whose} to get its pong`, `${who} got no pong`),
      },
    ],
    staysOpen: (forMs, options) => [
      {
        expect: 'quiet',
        connection: name,
        forMs,
        ...named(options, `${who} to stay open and quiet for ${describeMs(forMs)}`, `${who} did not stay open`),
        withinMs: forMs,
      },
    ],
    leaves(options = {}) {
      const code = options.code ?? 1000;
      return [
        { do: 'close', connection: name, code, reason: options.reason, mark: options.mark },
        {
          expect: 'ends',
          connection: name,
          codes: [code],
          by: 'probe',
          ...named(options, `the goodbye${whose} to be answered with ${code}`, `the goodbye${whose} was not answered`),
        },
      ];
    },
    ends: (codes, options = {}) => {
      const list = [codes].flat();
      return [
        {
          expect: 'ends',
          connection: name,
          codes: list,
          reason: options.reason,
          by: 'handler',
          ...named(options, `${who} to end with ${list.join(' or ')}`, `${who} did not end as it should`),
        },
      ];
    },
    resets: (options = {}) => [{ do: 'reset', connection: name, ...options }],
    vanishes: () => [{ do: 'vanish', connection: name }],
    returns: () => [{ do: 'return', connection: name }],
  };
  return client;
}

function describeAsk(exchange: Exchange, whose: string): Named {
  return {
    sentence: `the message ${exchange.send.text ?? 'of bytes'}${whose} to be answered with ${describeMatch(exchange.reply.match)}`,
    summary: `a message${whose} got no proper answer`,
  };
}

/** What a matcher asks for, as a noun. */
export function describeMatch(match: Matcher): string {
  if ('json' in match) return JSON.stringify(match.json);
  if ('text' in match) return JSON.stringify(match.text);
  if ('hex' in match) return `the bytes ${match.hex}`;
  return 'a message';
}
