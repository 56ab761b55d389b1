/** One tab's talk: at most one at a time, and the newest takes the place of the one before. */
import type { Catalog } from '../../lessons/catalog.ts';
import {
  type Backend,
  type Batch,
  type Deed,
  reachBackend,
  readBackend,
  type Sandbox,
  SandboxError,
  type Talk,
  type TalkListener,
  talkBounds,
  type Upgrade,
} from '../../sandbox/index.ts';
import type { TalkAnswer, TalkRequestMessage } from '../talk-messages.ts';
import { logFailure } from './log-failure.ts';
import type { Mode } from './safety.ts';
import type { Talks } from './talks.ts';

export interface TalkTabParts {
  catalog: Catalog;
  sandbox: Sandbox;
  talks: Talks;
  mode: Mode;
  send(message: TalkAnswer): void;
  /** The tab does not take in what it is sent: frames are left out until it does. */
  isBehind(): boolean;
}

type Message<T extends TalkRequestMessage['type']> = Extract<TalkRequestMessage, { type: T }>;

/** What the tab talks to. */
interface Talking {
  /** The browser's number for it. */
  talk: number;
  /** undefined until it has begun. */
  live?: Talk;
  /** How a backend is called in its Host header. */
  backend?: Backend;
  /** Frames that were left out, and not told of yet. */
  leftOut: number;
  /** Why it is to end, where that was said before it had begun. */
  ended?: string;
  closeAddress(): void;
}

export class TalkTab {
  readonly #parts: TalkTabParts;
  #talking: Talking | undefined;

  constructor(parts: TalkTabParts) {
    this.#parts = parts;
  }

  take(message: TalkRequestMessage): void {
    if (message.type === 'talk') void this.#begin(message);
    else if (message.type === 'talk-to-backend') this.#reach(message);
    else if (this.#talking?.talk !== message.talk) return;
    else if (message.type === 'talk-end') this.#end(this.#talking, 'You ended it.');
    else if (message.type === 'talk-connect') this.#connect(this.#talking, message);
    else this.#act(this.#talking, message);
  }

  /** The tab has gone. */
  leave(): void {
    if (this.#talking) this.#end(this.#talking, 'The page that began it was closed.');
  }

  async #begin({ talk, step, dialect, source }: Message<'talk'>): Promise<void> {
    const { catalog, sandbox, talks } = this.#parts;
    const talking = this.#replace(talk);
    if (!catalog.step(step)?.exercises[dialect]) return this.#ended(talking, UNKNOWN_STEP);
    try {
      const started = await sandbox.talk({ source, dialect, ...this.#listener(talking) });
      if (!started.ok) return this.#ended(talking, started.why, started.diagnostics);
      talking.live = started.talk;
      if (talking.ended !== undefined) return void started.talk.end(talking.ended);
      const address = talks.open((upgrade) => this.#admit(talking, upgrade));
      talking.closeAddress = address.close;
      this.#parts.send({ type: 'talk-began', talk, path: address.path, most: MOST });
    } catch (failure) {
      this.#failed(talking, failure);
    }
  }

  #reach({ talk, address }: Message<'talk-to-backend'>): void {
    const talking = this.#replace(talk);
    if (this.#parts.mode === 'hosted') return this.#ended(talking, NOT_HOSTED);
    const read = readBackend(address);
    if (!read.ok) return this.#ended(talking, read.problem);
    talking.backend = read.backend;
    talking.live = reachBackend(read.backend, this.#listener(talking));
    this.#parts.send({ type: 'talk-began', talk, most: MOST });
  }

  #replace(talk: number): Talking {
    if (this.#talking) this.#end(this.#talking, 'A newer talk took its place.');
    this.#talking = { talk, leftOut: 0, closeAddress: () => {} };
    return this.#talking;
  }

  #listener(talking: Talking): TalkListener {
    return {
      onEvents: (batch) => this.#tellEvents(talking, batch),
      onEnd: ({ why, fault }) => {
        if (fault !== undefined) logFailure('The workshop failed in a talk', fault);
        this.#ended(talking, why);
      },
    };
  }

  #tellEvents(talking: Talking, { events, leftOut }: Batch): void {
    const { send, isBehind } = this.#parts;
    const told = isBehind() ? events.filter(({ kind }) => kind !== 'frame-sent' && kind !== 'frame-received') : events;
    talking.leftOut += leftOut + events.length - told.length;
    if (told.length === 0) return;
    send({ type: 'talk-events', talk: talking.talk, events: told, leftOut: talking.leftOut });
    talking.leftOut = 0;
  }

  #connect(talking: Talking, { path, headers, subprotocols }: Message<'talk-connect'>): void {
    const { backend } = talking;
    const own = backend ? [['Host', backend.authority] as const, ['Origin', `http://${backend.authority}`] as const] : [];
    const opening = { path: (backend?.prefix ?? '') + path, headers: Object.fromEntries([...own, ...headers]), subprotocols };
    const connection = talking.live?.connect(opening);
    if (connection === undefined) return this.#problem(talking, talking.live ? NO_MORE : NOT_BEGUN);
    this.#parts.send({ type: 'talk-connecting', talk: talking.talk, connection, path: opening.path, from: 'page' });
  }

  #admit(talking: Talking, upgrade: Upgrade): boolean {
    const connection = talking.live?.relay(upgrade);
    if (connection === undefined) this.#problem(talking, NO_MORE);
    else this.#parts.send({ type: 'talk-connecting', talk: talking.talk, connection, path: upgrade.path, from: 'elsewhere' });
    return connection !== undefined;
  }

  #act(talking: Talking, message: Message<'talk-send' | 'talk-close' | 'talk-drop'>): void {
    if (talking.live?.act(message.connection, deedOf(message))) return;
    this.#problem(talking, `Nothing was done: the connection ${message.connection} has ended, or is not the page’s own. Connect again.`);
  }

  #problem({ talk }: Talking, message: string): void {
    this.#parts.send({ type: 'talk-problem', talk, message });
  }

  #end(talking: Talking, why: string): void {
    talking.ended ??= why;
    // Whoever is cut off by the end and comes back finds nothing, however long the rest takes.
    talking.closeAddress();
    if (talking.live) void talking.live.end(why);
    else this.#ended(talking, why);
  }

  #ended(talking: Talking, why: string, diagnostics?: Extract<TalkAnswer, { type: 'talk-ended' }>['diagnostics']): void {
    talking.closeAddress();
    if (this.#talking === talking) this.#talking = undefined;
    this.#parts.send({ type: 'talk-ended', talk: talking.talk, why, diagnostics });
  }

  #failed(talking: Talking, failure: unknown): void {
    const isOurs = !(failure instanceof SandboxError) || failure.cause !== undefined;
    if (isOurs) logFailure('The workshop failed in a talk', failure instanceof SandboxError ? failure.cause : failure);
    this.#ended(talking, failure instanceof SandboxError ? failure.message : FAILED);
  }
}

const MOST = {
  connections: talkBounds.TALK_CONNECTIONS,
  minutes: talkBounds.TALK_LIFE_MS / 60_000,
  leftSeconds: talkBounds.TALK_LEFT_MS / 1000,
};
const UNKNOWN_STEP = 'Expected a step of the catalog in one of its dialects, got another one. Choose it from the list of lessons again.';
const NOT_HOSTED =
  'A hosted workshop connects to no backend: it would be one on the workshop’s machine, not on yours. Start your own workshop.';
const NO_MORE = `This talk has had its ${MOST.connections} connections. Begin another one.`;
const NOT_BEGUN = 'The talk has not begun yet. Connect again when it has.';
const FAILED = 'The workshop failed, not your handler. Connect again; if it stays, restart the workshop.';

function deedOf(message: Message<'talk-send' | 'talk-close' | 'talk-drop'>): Deed {
  if (message.type === 'talk-send') return { do: 'send', frame: message.frame };
  return message.type === 'talk-close' ? { do: 'close', code: message.code, reason: message.reason } : { do: 'drop' };
}
