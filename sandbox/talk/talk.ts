/**
 * A talk: connections by hand, and from elsewhere, to a handler or to a backend, in real time, for as long as somebody talks. Every frame
 * is an event as in a run. It ends once, and says why.
 */
import type { Socket } from 'node:net';
import { ProbeConnection } from '../probe/connection.ts';
import type { Intake } from '../probe/peer.ts';
import type { Request } from '../probe/websocket/handshake.ts';
import type { FrameSpec } from '../scenario/entry.ts';
import type { Recorder } from '../timeline/recorder.ts';
import type { TimelineEvent, WireFact } from '../timeline/timeline.ts';
import { TALK_AWAITS_MS, TALK_CONNECTIONS, TALK_LEFT_MS, TALK_LIFE_MS } from './bounds.ts';
import type { LiveEvents } from './live-events.ts';
import { Relay, type Upgrade } from './relay.ts';

/** What is at the other end of a talk's connections. */
export interface FarSide {
  /** A connection to it, or why there is none. */
  connect(name: string): Promise<Socket | string> | Socket | string;
  /** Milliseconds since the talk began. */
  nowMs(): number;
  /** Something is about to be done to it. */
  ready(): Promise<void>;
  /** Something was sent to it, or came from it. */
  stirred(): void;
  /** Ends it; resolves when it has ended. */
  end(): Promise<void>;
}

export interface TalkParts {
  far: FarSide;
  recorder: Recorder;
  intake: Intake;
  live: LiveEvents;
  onEnd(why: string): unknown;
}

/** What a person does on a connection by hand. */
export type Deed =
  | { do: 'send'; frame: FrameSpec }
  /** Without a code the close frame has no body. */
  | { do: 'close'; code?: number; reason: string }
  /** Cut TCP, with no close frame. */
  | { do: 'drop' };

const OVER = new Set<TimelineEvent['kind']>(['closed', 'handshake-refused', 'handshake-invalid', 'connect-failed']);

export class Talk {
  readonly #parts: TalkParts;
  /** Those that the page opened itself, and all of them. */
  readonly #byHand = new Map<string, ProbeConnection>();
  readonly connections = new Map<string, ProbeConnection | Relay>();
  /** Neither ended nor refused. */
  readonly #open = new Set<string>();
  #count = 0;
  /** What is done by hand is done in its order. */
  #turn: Promise<void> = Promise.resolve();
  #alone: NodeJS.Timeout | undefined;
  readonly #life: NodeJS.Timeout;
  #isOver = false;

  constructor(parts: TalkParts) {
    this.#parts = parts;
    this.#life = setTimeout(
      () => void this.end(`It has lived for ${TALK_LIFE_MS / 60_000} minutes, the longest that a talk lives.`),
      TALK_LIFE_MS,
    );
    this.#life.unref();
    this.#awaitSomebody(TALK_AWAITS_MS, `Nobody connected for ${TALK_AWAITS_MS / 60_000} minutes.`);
  }

  /** For the recorder: an event has come. */
  look(event: TimelineEvent): void {
    if (this.#isOver) return;
    this.#parts.live.came((callback) => this.#parts.intake.contain(callback));
    if (event.connection === undefined || !OVER.has(event.kind) || !this.#open.delete(event.connection)) return;
    if (this.#open.size === 0) this.#awaitSomebody(TALK_LEFT_MS, `Everybody has left for ${TALK_LEFT_MS / 1000} s.`);
  }

  /** Opens a connection; its name, or undefined when there may be no more. */
  connect(request: Request): string | undefined {
    const name = this.#newName();
    if (name === undefined) return undefined;
    this.#do(async () => {
      const socket = await this.#socketFor(name);
      if (!socket) return;
      const connection: ProbeConnection = new ProbeConnection(socket, {
        ...this.#reporting(name),
        onPing: (payload) => connection.pong(payload),
        isOver: () => this.#parts.recorder.isStopped,
      });
      this.connections.set(name, connection);
      this.#byHand.set(name, connection);
      connection.open(request);
    });
    return name;
  }

  /** Lets somebody else's client talk; its name, or undefined when there may be no more. */
  relay(upgrade: Upgrade): string | undefined {
    const name = this.#newName();
    if (name === undefined) return undefined;
    this.#do(async () => {
      const socket = await this.#socketFor(name);
      if (!socket) return void upgrade.socket.destroy();
      const reporting = { ...this.#reporting(name), ready: () => this.#parts.far.ready(), onEnd: () => this.#open.delete(name) };
      const relay = new Relay(upgrade, socket, reporting);
      this.connections.set(name, relay);
      relay.begin();
    });
    return name;
  }

  /** false where there is no such connection by hand, or it has ended. */
  act(name: string, deed: Deed): boolean {
    const connection = this.#byHand.get(name);
    if (deed.do === 'drop') {
      connection?.reset();
      return connection !== undefined;
    }
    if (!this.#open.has(name) || (connection === undefined && !this.#isComing(name))) return false;
    this.#do(async () => {
      const opened = this.#byHand.get(name);
      if (deed.do === 'send') opened?.send([deed.frame]);
      else opened?.close(deed.code, deed.reason);
      this.#parts.far.stirred();
    });
    return true;
  }

  /** Ends everything, and says why; once. `quietly`: how the connections end then is the workshop's doing, and not told. */
  async end(why: string, { quietly = true } = {}): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#life);
    clearTimeout(this.#alone);
    if (quietly) this.#parts.recorder.stop();
    await this.#parts.far.end();
    await Promise.all([...this.connections.values()].map((connection) => connection.seenToEnd()));
    await this.#parts.intake.idle();
    this.#parts.live.flush();
    for (const connection of this.connections.values()) connection.dispose();
    this.#parts.onEnd(why);
  }

  #newName(): string | undefined {
    if (this.#isOver || this.#count === TALK_CONNECTIONS) return undefined;
    clearTimeout(this.#alone);
    const name = String.fromCharCode(65 + this.#count);
    this.#count += 1;
    this.#open.add(name);
    return name;
  }

  /** Its opening has been asked for, and waits for its turn. */
  #isComing(name: string): boolean {
    return !this.connections.has(name);
  }

  async #socketFor(name: string): Promise<Socket | undefined> {
    const socket = this.#isOver ? 'the talk has ended' : await this.#parts.far.connect(name);
    if (typeof socket !== 'string') return socket;
    this.#parts.recorder.moveClock(this.#parts.far.nowMs());
    this.#parts.recorder.parent({ kind: 'connect-failed', problem: socket }, name);
    return undefined;
  }

  #reporting(name: string) {
    const { far, recorder, intake } = this.#parts;
    return {
      report: (fact: WireFact, received?: number) => {
        far.stirred();
        recorder.moveClock(Math.max(recorder.nowMs, far.nowMs()));
        recorder.wire(fact, name, received);
      },
      takeIn: (steps: Iterator<void, void>) => intake.add(steps),
      contain: <A extends unknown[]>(callback: (...given: A) => unknown) => intake.contain(callback),
    };
  }

  #do(act: () => Promise<void>): void {
    const { far, intake } = this.#parts;
    const done = this.#turn.then(() => far.ready()).then(act);
    this.#turn = done.catch(
      intake.contain((fault: unknown) => {
        throw fault;
      }),
    );
  }

  #awaitSomebody(ms: number, why: string): void {
    clearTimeout(this.#alone);
    this.#alone = setTimeout(() => void this.end(why), ms);
    this.#alone.unref();
  }
}
