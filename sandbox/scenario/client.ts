/** Builds the entries of one connection. */
import { callConnection, describeMs } from '../timeline/wording.ts';
import { ANSWER_MS, oneOf, ping } from './entries.ts';
import { type Entry, type Expectation, type FrameSpec, isExpectation, type Reaction } from './entry.ts';
import type { Client, Exchange, Named, Opening } from './language.ts';
import { describeAccepted, describeAsk, describeCount, describeEnd, describeMatch } from './sentences.ts';

type Given<Method extends keyof Client> = Client[Method] extends (...given: infer All) => unknown ? All : never;
type Open = Extract<Entry, { do: 'open' }>;

interface Parts {
  name: string;
  id: string;
  /** Draws the payloads of pings. */
  word: () => string;
  /** How the scenario opens its connections. */
  opening: () => Opening;
}

/** The same methods, for entries of any name. */
type Untyped = {
  [Member in keyof Client]: Client[Member] extends (...given: infer All) => unknown ? (...given: All) => Entry[] : Client[Member];
};

export class ConnectionEntries implements Untyped {
  readonly name: string;
  readonly id: string;
  readonly #word: () => string;
  readonly #opening: () => Opening;
  readonly #who: string;
  /** " of the bystander"; nothing for the connection under test. */
  readonly #whose: string;

  constructor({ name, id, word, opening }: Parts) {
    this.name = name;
    this.id = id;
    this.#word = word;
    this.#opening = opening;
    this.#who = callConnection(name);
    this.#whose = name === 'A' ? '' : ` of ${this.#who}`;
  }

  opens(...[options = {}]: Given<'opens'>): Entry[] {
    const { promptly, before } = options;
    const opening = this.#openingWith(options);
    const { subprotocol, answerHeaders: headers } = opening;
    const seen = { expect: 'opens' as const, connection: this.name, subprotocol, headers, before };
    return [
      { ...this.#open(opening, options.mark), promptly },
      { ...seen, ...named(options, `${this.#who} to open ${describeAccepted(opening)}`, `${this.#who} never opened`) },
    ];
  }

  isRefused(...[statuses, options = {}]: Given<'isRefused'>): Entry[] {
    const sentence = `the opening handshake${this.#whose} to be refused with ${statuses.join(' or ')}`;
    const opening = this.#openingWith(options);
    const seen = { expect: 'refused' as const, connection: this.name, statuses, headers: options.answerHeaders };
    return [
      { ...this.#open(opening, options.mark), plain: options.plain },
      { ...seen, ...named(options, sentence, `${this.#who} was not refused`) },
    ];
  }

  sends(...[frames, options = {}]: Given<'sends'>): Entry[] {
    return [{ do: 'send', connection: this.name, frames: [frames].flat(), ...options }];
  }

  asks(exchange: Exchange, options?: Named): Entry[] {
    return this.asksInOneGo([exchange], options);
  }

  asksInOneGo(exchanges: Exchange[], options?: Named): Entry[] {
    const frames: FrameSpec[] = exchanges.map(({ send }) => send);
    return [
      ...this.sends(frames, { mark: options?.mark }),
      ...exchanges.flatMap((exchange) => this.receives(exchange.reply, { ...describeAsk(exchange, this.#whose), ...options })),
    ];
  }

  receives(...[reply, options = {}]: Given<'receives'>): Entry[] {
    const { before, notBefore, noLaterThan } = options;
    const seen = { expect: 'receives' as const, connection: this.name, opcode: reply.opcode ?? 'text', match: reply.match };
    const words = named(options, `${this.#who} to receive ${describeMatch(reply.match)}`, `no such message for ${this.#who}`);
    return [{ ...seen, before, notBefore, noLaterThan, ...words }];
  }

  asksInAnyOrder(exchanges: Exchange[], options?: Named): Entry[] {
    const frames: FrameSpec[] = exchanges.map(({ send }) => send);
    const replies = exchanges.map(({ reply }) => reply);
    const words = {
      sentence: `${exchanges.length} messages${this.#whose} to be answered, in any order`,
      summary: `a message${this.#whose} got no proper answer`,
    };
    return [...this.sends(frames, { mark: options?.mark }), ...this.receivesInAnyOrder(replies, { ...words, ...options })];
  }

  receivesInAnyOrder(...[replies, options = {}]: Given<'receivesInAnyOrder'>): Entry[] {
    const sentence = `${this.#who} to receive in any order ${replies.map(({ match }) => describeMatch(match)).join(', ')}`;
    const words = named(options, sentence, `not all of the messages came for ${this.#who}`);
    return [{ expect: 'receives-all', connection: this.name, replies, ...words }];
  }

  setsAside(...[as, reply]: Given<'setsAside'>): Entry[] {
    return [{ do: 'set-aside', connection: this.name, as, ...reply }];
  }

  counts(...[as, { atLeast = 0, atMost = Number.POSITIVE_INFINITY, forMs }, options = {}]: Given<'counts'>): Entry[] {
    const sentence = `${this.#who} to receive ${describeCount(atLeast, atMost)} ${as} in ${describeMs(forMs)}`;
    const words = named(options, sentence, `not the right number of ${as} for ${this.#who}`);
    return [{ expect: 'counts', connection: this.name, as, atLeast, atMost, ...words, withinMs: forMs }];
  }

  pings(...[options = {}]: Given<'pings'>): Entry[] {
    const payload = this.#word();
    return [...this.sends(ping(payload), { promptly: options.promptly, mark: options.mark }), ...this.pongs(payload, options)];
  }

  pongs(...[payload, options = {}]: Given<'pongs'>): Entry[] {
    const { before, noLaterThan } = options;
    const words = named(options, `a ping${this.#whose} to get its pong`, `${this.#who} got no pong`);
    return [{ expect: 'pongs', connection: this.name, payload, before, noLaterThan, ...words }];
  }

  staysOpen(forMs: number, options?: Named): Entry[] {
    const words = named(options, `${this.#who} to stay open and quiet for ${describeMs(forMs)}`, `${this.#who} did not stay open`);
    return [{ expect: 'quiet', connection: this.name, ...words, withinMs: forMs }];
  }

  leaves(...[options = {}]: Given<'leaves'>): Entry[] {
    const { code = 1000, reason, mark } = options;
    const words = named(options, `the goodbye${this.#whose} to be answered with ${code}`, `the goodbye${this.#whose} was not answered`);
    return [
      { do: 'close', connection: this.name, code, reason, mark },
      { expect: 'ends', connection: this.name, codes: [code], by: 'probe', ...words },
    ];
  }

  ends(...[given, options = {}]: Given<'ends'>): Entry[] {
    const codes = given === 'any' ? given : [given].flat();
    const { reason, stream, by = 'handler' } = options;
    const words = named(options, `${this.#who} to end ${describeEnd(codes, options)}`, `${this.#who} did not end as it should`);
    return [{ expect: 'ends', connection: this.name, codes, reason, by, stream, ...words }];
  }

  isHungUpOn(...[options = {}]: Given<'isHungUpOn'>): Entry[] {
    const words = named(options, `${this.#who} to be hung up on before any answer`, `${this.#who} was not hung up on`);
    const open = { ...this.#open(this.#openingWith(options), options.mark), promptly: options.promptly };
    return [open, { expect: 'hung-up', connection: this.name, ...words }];
  }

  isLeftWaiting(...[forMs, options = {}]: Given<'isLeftWaiting'>): Entry[] {
    const words = named(options, `${this.#who} to get no answer for ${describeMs(forMs)}`, `${this.#who} got an answer`);
    const open = this.#open(this.#openingWith(options), options.mark);
    return [open, { expect: 'unanswered', connection: this.name, ...words, withinMs: forMs }];
  }

  isTurnedAway(...[{ statuses, codes }, options = {}]: Given<'isTurnedAway'>): Entry[] {
    const refused = this.isRefused(statuses, { ...options, name: undefined });
    const opens = this.opens({ ...options, name: undefined });
    const summary = `${this.#who} was not turned away`;
    return [...refused.slice(0, 1), ...oneOf([refused.slice(1), [...opens.slice(1), ...this.ends(codes)]], { summary, ...options })];
  }

  resets(...[options = {}]: Given<'resets'>): Entry[] {
    return [{ do: 'reset', connection: this.name, ...options }];
  }

  writes(...[hex, options = {}]: Given<'writes'>): Entry[] {
    return [{ do: 'write', connection: this.name, hex, ...options }];
  }

  readsSlowly(bytesPerSecond: number): Entry[] {
    return [{ do: 'read-slowly', connection: this.name, bytesPerSecond }];
  }

  reacts(...[kind, then, { has, afterMs = 0, times = 1 } = {}]: Given<'reacts'>): Entry[] {
    return [{ do: 'react', connection: this.name, to: { kind, has }, afterMs, times, actions: reactionsIn(then) }];
  }

  halfCloses(...[options = {}]: Given<'halfCloses'>): Entry[] {
    return [{ do: 'half-close', connection: this.name, ...options }];
  }

  vanishes(): Entry[] {
    return [{ do: 'vanish', connection: this.name }];
  }

  returns(): Entry[] {
    return [{ do: 'return', connection: this.name }];
  }

  #openingWith(given: Opening): Opening {
    const common = this.#opening();
    const { path, query, subprotocols, subprotocol, answerHeaders } = given;
    return {
      path: path ?? common.path,
      query: query ?? common.query,
      headers: { ...common.headers, ...given.headers },
      subprotocols: subprotocols ?? common.subprotocols,
      subprotocol: subprotocol === undefined ? common.subprotocol : subprotocol,
      answerHeaders: answerHeaders ?? common.answerHeaders,
    };
  }

  #open({ path = `/ws/${encodeURIComponent(this.id)}`, query, headers, subprotocols }: Opening, mark: string | undefined): Open {
    return { do: 'open', connection: this.name, path, query, headers, subprotocols, mark };
  }
}

function reactionsIn(entries: Entry[]): Reaction[] {
  return entries.flatMap((entry): Reaction[] => {
    if (isExpectation(entry)) return [];
    if (entry.do === 'advance' || entry.do === 'signal' || entry.do === 'set-aside' || entry.do === 'read-slowly')
      throw new TypeError(`Expected a reaction to be something that a client does at once, got “${entry.do}”.`);
    if (entry.do === 'react' || entry.do === 'answer-pings-after') throw new TypeError('Expected a reaction to hold no other one.');
    return [entry];
  });
}

function named(options: Named | undefined, sentence: string, summary: string): Expectation {
  return {
    ...(options?.name === undefined ? {} : { name: options.name }),
    sentence: options?.sentence ?? sentence,
    summary: options?.summary ?? summary,
    withinMs: options?.withinMs ?? ANSWER_MS,
  };
}
