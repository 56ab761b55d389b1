/**
 * The probe: plays a script against whoever is behind the wire, and writes the timeline.
 *
 * Time passes only on the other side's virtual clock, and only while the probe waits and nothing can happen by itself: so a
 * loaded machine changes nothing. Each action first lets everything come to rest, unless it is to be prompt.
 */

import { type Action, type Entry, type ExpectationEntry, isExpectation, type Script } from '../scenario/entry.ts';
import type { Recorder } from '../timeline/recorder.ts';
import { describeMs } from '../timeline/wording.ts';
import { ProbeConnection } from './connection.ts';
import type { Intake, Peer, Rested } from './peer.ts';

/** How an expectation stands, as the judge sees it so far. */
export type Standing = 'pending' | 'met' | 'unmet' | 'not-reached';

export interface Playing {
  script: Script;
  peer: Peer;
  recorder: Recorder;
  intake: Intake;
  /** How the expectation with this index in the script stands. */
  standing(entry: number): Standing;
}

interface Due {
  atMs: number;
  act(): void;
}

/** Plays the whole script, or as much of it as there is somebody to play it against. */
export async function playScript(playing: Playing): Promise<void> {
  const probe = new Probe(playing);
  try {
    await probe.play();
  } finally {
    probe.dispose();
  }
}

class Probe {
  readonly #playing: Playing;
  readonly #connections = new Map<string, ProbeConnection>();
  readonly #pongDelays = new Map<string, number>();
  readonly #due: Due[] = [];
  /** What came in while the clock was jumping: taken in when the time is known. */
  #held: Iterator<void, void>[] | undefined;
  /** `moves` of the recorder when everything was seen at rest; nobody has to be asked again while it stays. */
  #restedAt: number | undefined;
  #asked: { given: string; answer: Promise<Rested | undefined> } | undefined;
  #acts = 0;
  #wake: () => void = () => {};
  #broken = false;
  readonly #failed = new Set<string>();
  /** When it turned to each named entry. */
  readonly #turned = new Map<string, number>();

  constructor(playing: Playing) {
    this.#playing = playing;
  }

  async play(): Promise<void> {
    for (const [index, entry] of this.#playing.script.entries.entries()) {
      if (this.#playing.peer.gone && !awaitsExit(entry)) continue;
      if (this.#broken && !this.#isStillAsked(entry)) continue;
      await this.#playEntry(index, entry);
    }
    await this.#settle();
    if (this.#playing.peer.gone) await this.#seeThemEnd();
  }

  /** After the first unmet expectation only the closing questions are. Who has failed one is asked nothing more but to leave. */
  #isStillAsked(entry: Entry): boolean {
    if (entry.question === undefined || !('connection' in entry) || !this.#failed.has(entry.connection))
      return entry.question !== undefined;
    return isExpectation(entry) ? entry.expect === 'ends' : entry.do === 'close';
  }

  /** When the process behind them has gone, every connection ends: how, belongs into the timeline. */
  async #seeThemEnd(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.seenToEnd()));
    await this.#playing.intake.idle();
  }

  dispose(): void {
    for (const connection of this.#connections.values()) connection.dispose();
  }

  /** Something came in: whoever waits looks again. */
  #arrived(): void {
    const wake = this.#wake;
    this.#wake = () => {};
    wake();
  }

  async #playEntry(index: number, entry: Entry): Promise<void> {
    const { recorder, peer, intake } = this.#playing;
    await intake.idle();
    if ('pauseMs' in entry && entry.pauseMs) await this.#advance(entry.pauseMs);
    if (isExpectation(entry) ? readsTestimony(entry) : !('promptly' in entry && entry.promptly)) await this.#settle();
    if (peer.gone && !awaitsExit(entry)) return;
    if (entry.name !== undefined) this.#turned.set(entry.name, recorder.nowMs);
    recorder.parent({ kind: 'entry-began', entry: index }, 'connection' in entry ? entry.connection : undefined);
    const how = isExpectation(entry) ? await this.#expect(index, entry) : await this.#act(entry);
    recorder.parent({ kind: 'entry-ended', entry: index, how: peer.gone && how !== 'done' ? 'cut-short' : how });
    if (isExpectation(entry) && !entry.soft && this.#playing.standing(index) === 'unmet') await this.#diverged(entry);
  }

  async #diverged(entry: ExpectationEntry): Promise<void> {
    this.#broken = true;
    if ('connection' in entry) this.#failed.add(entry.connection);
    await this.#settle();
  }

  async #act(action: Action): Promise<'done'> {
    this.#restedAt = undefined;
    this.#acts += 1;
    if (action.do === 'open') this.#open(action);
    else if (action.do === 'advance') await this.#advance(action.forMs, action.after);
    else if (action.do === 'signal') this.#playing.peer.signal(action.signal);
    else if (action.do === 'answer-pings-after') this.#pongDelays.set(action.connection, action.delayMs);
    else {
      const connection = this.#connections.get(action.connection);
      if (action.do === 'send') connection?.send(action.frames);
      if (action.do === 'close') connection?.close(action.code, action.reason);
      if (action.do === 'vanish') this.#vanish(action.connection, connection);
      if (action.do === 'return') this.#return(action.connection, connection);
      if (action.do === 'reset') connection?.reset();
    }
    return 'done';
  }

  #vanish(name: string, connection: ProbeConnection | undefined): void {
    this.#playing.recorder.parent({ kind: 'stopped-reading' }, name);
    connection?.vanish();
  }

  #return(name: string, connection: ProbeConnection | undefined): void {
    this.#playing.recorder.parent({ kind: 'reading-again' }, name);
    connection?.comeBack();
  }

  #open({ connection: name, path, headers, subprotocols, plain }: Extract<Action, { do: 'open' }>): void {
    this.#connections.get(name)?.dispose();
    const socket = this.#playing.peer.connect(name);
    if (!socket) {
      this.#playing.recorder.parent({ kind: 'connect-failed', problem: 'the process behind it has ended' }, name);
      return;
    }
    const connection = new ProbeConnection(socket, {
      report: (fact, received) => this.#playing.recorder.wire(fact, name, received),
      takeIn: (steps) => this.#takeIn(steps),
      contain: (callback) => this.#playing.intake.contain(callback),
      onPing: (payload) => this.#answerPing(name, connection, payload),
      isOver: () => this.#playing.recorder.isStopped,
    });
    this.#connections.set(name, connection);
    connection.open({ path, headers, subprotocols, plain });
  }

  #takeIn(steps: Iterator<void, void>): void {
    if (this.#held) this.#held.push(steps);
    else this.#playing.intake.add(steps);
    this.#playing.intake.onceIdle(() => this.#arrived());
  }

  #answerPing(name: string, connection: ProbeConnection, payload: Buffer): void {
    const delayMs = this.#pongDelays.get(name) ?? 0;
    if (delayMs === 0) connection.pong(payload);
    else
      this.#due.push({
        atMs: this.#playing.recorder.nowMs + delayMs,
        act: () => connection.pong(payload, `late, after ${describeMs(delayMs)}`),
      });
  }

  async #expect(index: number, entry: ExpectationEntry): Promise<'done' | 'deadline' | 'cut-short'> {
    const deadlineMs = this.#playing.recorder.nowMs + entry.withinMs;
    while (true) {
      if (entry.expect === 'left') await this.#takeStats();
      await this.#playing.intake.idle();
      if (this.#playing.standing(index) !== 'pending') return 'done';
      if (this.#playing.peer.gone) return 'cut-short';
      if ((await this.#waitABit(deadlineMs)) === 'deadline') return 'deadline';
    }
  }

  async #takeStats(): Promise<void> {
    const stats = await this.#playing.peer.stats();
    if (stats) this.#playing.recorder.process({ kind: 'stats', stats }, undefined);
  }

  async #advance(forMs: number, after?: string): Promise<void> {
    const { nowMs } = this.#playing.recorder;
    const untilMs = (after === undefined ? nowMs : (this.#turned.get(after) ?? nowMs)) + forMs;
    while (!this.#playing.peer.gone && (await this.#waitABit(untilMs)) !== 'deadline');
  }

  /** Until something arrives, or the clock has made one jump, or nothing can come before the deadline. */
  async #waitABit(deadlineMs: number): Promise<'again' | 'deadline'> {
    const resting = await this.#rest();
    if (resting !== 'resting') return 'again';
    const { recorder } = this.#playing;
    const due = this.#nextDue();
    const untilMs = Math.min(deadlineMs, due?.atMs ?? deadlineMs);
    if (recorder.nowMs >= untilMs) return this.#reached(untilMs, due, deadlineMs);
    const rested = await this.#jump(untilMs);
    if (!rested || this.#inFlight(rested)) return 'again';
    // It jumps from rest to rest: nobody has to be asked again.
    this.#restedAt = recorder.moves;
    return recorder.nowMs < untilMs ? 'again' : this.#reached(untilMs, due, deadlineMs);
  }

  #reached(untilMs: number, due: Due | undefined, deadlineMs: number): 'again' | 'deadline' {
    if (due && due.atMs <= untilMs) {
      this.#due.splice(this.#due.indexOf(due), 1);
      due.act();
      return 'again';
    }
    return untilMs >= deadlineMs ? 'deadline' : 'again';
  }

  #nextDue(): Due | undefined {
    return this.#due.reduce<Due | undefined>((first, due) => (first && first.atMs <= due.atMs ? first : due), undefined);
  }

  async #jump(untilMs: number): Promise<Rested | undefined> {
    this.#held = [];
    this.#restedAt = undefined;
    this.#playing.recorder.horizonMs = untilMs;
    const rested = await this.#playing.peer.rest(untilMs);
    if (rested && rested.nowMs > this.#playing.recorder.nowMs) this.#playing.recorder.moveClock(rested.nowMs);
    const held = this.#held;
    this.#held = undefined;
    for (const steps of held) this.#playing.intake.add(steps);
    await this.#playing.intake.idle();
    return rested;
  }

  /** Everything that was sent has been handled, everything that was answered has come, and nothing more happens by itself. */
  async #settle(): Promise<void> {
    while (!this.#playing.peer.gone && (await this.#rest()) !== 'resting');
    if (!this.#playing.peer.gone) this.#playing.recorder.settle();
  }

  /** One look: `resting`, or `arrived` when something came in or is still under way. */
  async #rest(): Promise<'resting' | 'arrived'> {
    const { recorder, peer, intake } = this.#playing;
    await intake.idle();
    if (this.#restedAt === recorder.moves) return 'resting';
    const arrival = new Promise<'arrived'>((resolve) => {
      this.#wake = () => resolve('arrived');
    });
    // An answer that is still to come counts for all that was given to the other side before it was asked.
    if (this.#asked?.given !== this.#given()) this.#asked = { given: this.#given(), answer: peer.rest() };
    const { given, answer } = this.#asked;
    const rested = await Promise.race([arrival, answer]);
    if (rested === 'arrived') return 'arrived';
    this.#asked = undefined;
    // What came with the answer is taken in before anything follows from it.
    const { moves } = recorder;
    await intake.idle();
    if (rested === undefined || recorder.moves !== moves) return 'arrived';
    if (rested.nowMs > recorder.nowMs) recorder.moveClock(rested.nowMs);
    if (this.#inFlight(rested)) {
      await this.#awaitWire(rested, arrival);
      return 'arrived';
    }
    if (this.#given() !== given) return 'arrived';
    this.#restedAt = recorder.moves;
    return 'resting';
  }

  /** Changes with everything that is done to the other side. */
  #given(): string {
    const connections = [...this.#connections.values()];
    return `${this.#acts} ${connections.map(({ sentBytes, sentEnd }) => `${sentBytes}${sentEnd ? ' ended' : ''}`).join()}`;
  }

  /** Where the handler has written what has not come yet, it will come; everything else shows at the next look. */
  async #awaitWire(rested: Rested, arrival: Promise<unknown>): Promise<void> {
    const coming = [...this.#connections].some(([name, connection]) => isComing(connection, rested.progress[name]));
    if (coming && !this.#playing.peer.gone) await arrival;
  }

  #inFlight(rested: Rested): boolean {
    return [...this.#connections].some(([name, connection]) => {
      const theirs = rested.progress[name];
      // It has not taken this connection yet; while it is deaf, it will not.
      if (theirs === undefined) return !connection.isOver && rested.blockedUntilMs === undefined;
      return isComing(connection, theirs) || isUnsent(connection, theirs) || isGoing(connection, theirs, rested);
    });
  }
}

/** The one thing that can still be seen of a process that has gone. */
function awaitsExit(entry: Entry): boolean {
  return isExpectation(entry) && entry.expect === 'process-exits';
}

/** What the process tells arrives on another way than what it sends: such an expectation looks when both are there. */
function readsTestimony({ expect }: ExpectationEntry): boolean {
  return expect === 'output' || expect === 'left' || expect === 'process-exits';
}

type Theirs = Rested['progress'][string] | undefined;

function isComing(connection: ProbeConnection, theirs: Theirs): boolean {
  if (!theirs || !connection.isReading) return false;
  return connection.receivedBytes < theirs.written || theirs.writeEnded;
}

/** The handler waits for the wire to take the rest: it has read on here, and goes on over there. */
function isUnsent(connection: ProbeConnection, theirs: NonNullable<Theirs>): boolean {
  return theirs.unsent && connection.isReading;
}

function isGoing(connection: ProbeConnection, theirs: NonNullable<Theirs>, { blockedUntilMs }: Rested): boolean {
  if (!theirs.reading || blockedUntilMs !== undefined) return false;
  return connection.sentBytes > theirs.read || (connection.sentEnd && !theirs.readEnded);
}
