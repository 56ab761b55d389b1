/**
 * The probe: plays a script against whoever is behind the wire, and writes the timeline.
 *
 * Time passes only on the other side's virtual clock, and only while the probe waits and nothing can happen by itself: so a
 * loaded machine changes nothing. Each action first lets everything come to rest, unless it is to be prompt.
 */

import type { Socket } from 'node:net';
import { type Action, type Entry, type ExpectationEntry, type FrameSpec, isExpectation, type Script, within } from '../scenario/entry.ts';
import { fill } from '../scenario/value.ts';
import type { Recorder } from '../timeline/recorder.ts';
import { describeMs } from '../timeline/wording.ts';
import { ProbeConnection } from './connection.ts';
import type { Intake, Peer, Unreachable } from './peer.ts';
import { Reactions } from './reactions.ts';
import { Waiting } from './waiting.ts';

/** How an expectation stands, as the judge sees it so far. */
export type Standing = 'pending' | 'met' | 'unmet' | 'not-reached';

export interface Playing {
  script: Script;
  peer: Peer;
  recorder: Recorder;
  intake: Intake;
  /** How the expectation with this index in the script stands. */
  standing(entry: number): Standing;
  /** What an expectation has captured by this name. */
  captured(name: string): unknown;
  /** Whether the entry with this index is passed over, by what has come so far; none is when not given. */
  isPassedOver?(entry: number): boolean;
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
  readonly #waiting: Waiting;
  readonly #connections = new Map<string, ProbeConnection>();
  readonly #reactions: Reactions;
  readonly #pongDelays = new Map<string, number>();
  #broken = false;
  readonly #failed = new Set<string>();
  /** When it turned to each named entry. */
  readonly #turned = new Map<string, number>();

  constructor(playing: Playing) {
    this.#playing = playing;
    this.#waiting = new Waiting({ ...playing, connections: this.#connections });
    this.#reactions = new Reactions(
      (delayMs, act) => this.#waiting.later(delayMs, act),
      (action) => void this.#act(action),
    );
  }

  async play(): Promise<void> {
    for (const [index, entry] of this.#playing.script.entries.entries()) {
      if (this.#playing.peer.gone && !awaitsExit(entry)) continue;
      if ((this.#broken && !this.#isStillAsked(entry)) || this.#playing.isPassedOver?.(index)) continue;
      await this.#playEntry(index, entry);
    }
    await this.#waiting.settle();
    if (this.#playing.peer.gone) await this.#seeThemEnd();
  }

  /** After the first unmet expectation only the closing questions are. Who has failed one is asked nothing more but to leave. */
  #isStillAsked(entry: Entry): boolean {
    if (entry.question === undefined || !('connection' in entry) || !this.#failed.has(entry.connection))
      return entry.question !== undefined;
    return isExpectation(entry) ? within(entry).some(({ expect }) => expect === 'ends') : entry.do === 'close';
  }

  /** When the process behind them has gone, every connection ends: how, belongs into the timeline. */
  async #seeThemEnd(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.seenToEnd()));
    await this.#playing.intake.idle();
  }

  dispose(): void {
    for (const connection of this.#connections.values()) connection.dispose();
  }

  async #playEntry(index: number, entry: Entry): Promise<void> {
    const { recorder, peer, intake } = this.#playing;
    await intake.idle();
    if ('pauseMs' in entry && entry.pauseMs) await this.#advance(entry.pauseMs);
    if (isExpectation(entry) ? readsTestimony(entry) : !('promptly' in entry && entry.promptly)) await this.#waiting.settle();
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
    await this.#waiting.settle();
  }

  async #act(action: Action): Promise<'done'> {
    if (reachesTheOtherSide(action)) this.#waiting.act();
    if (action.do === 'open') await this.#open(action);
    else if (action.do === 'advance') await this.#advance(Number(this.#fill(action.forMs)) || 0, action.after);
    else if (action.do === 'signal') this.#playing.peer.signal(action.signal);
    else if (action.do === 'react') this.#reactions.add(action);
    else if (action.do === 'answer-pings-after') this.#pongDelays.set(action.connection, action.delayMs);
    else {
      const connection = this.#connections.get(action.connection);
      if (action.do === 'send') await this.#send(connection, action);
      if (action.do === 'write') connection?.write(action.hex, action.note);
      if (action.do === 'read-slowly') this.#readSlowly(action, connection);
      if (action.do === 'close') connection?.close(action.code, action.reason);
      if (action.do === 'half-close') this.#halfClose(action.connection, connection);
      if (action.do === 'vanish') this.#vanish(action.connection, connection);
      if (action.do === 'return') this.#return(action.connection, connection);
      if (action.do === 'reset') connection?.reset();
    }
    return 'done';
  }

  async #send(connection: ProbeConnection | undefined, { frames, cutAfter }: Extract<Action, { do: 'send' }>): Promise<void> {
    if (cutAfter === undefined) connection?.send(this.#filled(frames));
    else
      await connection?.sendInParts(this.#filled(frames), cutAfter, () => {
        this.#waiting.act();
        return this.#waiting.settle();
      });
  }

  #readSlowly({ connection: name, bytesPerSecond }: Extract<Action, { do: 'read-slowly' }>, connection: ProbeConnection | undefined): void {
    if (!connection) return;
    this.#playing.recorder.parent({ kind: 'reading-slowly', bytesPerSecond }, name);
    connection.allow(bytesPerSecond);
    const again = () => {
      if (!connection.readsSlowly || this.#connections.get(name) !== connection) return;
      connection.allow(bytesPerSecond);
      this.#waiting.later(1_000, again);
    };
    this.#waiting.later(1_000, again);
  }

  #halfClose(name: string, connection: ProbeConnection | undefined): void {
    this.#playing.recorder.parent({ kind: 'stopped-writing' }, name);
    connection?.halfClose();
  }

  #vanish(name: string, connection: ProbeConnection | undefined): void {
    this.#playing.recorder.parent({ kind: 'stopped-reading' }, name);
    connection?.vanish();
  }

  #return(name: string, connection: ProbeConnection | undefined): void {
    this.#playing.recorder.parent({ kind: 'reading-again' }, name);
    connection?.comeBack();
  }

  /** Without a wait where the other side is at hand: what is to be prompt is. */
  #open(open: Extract<Action, { do: 'open' }>): void | Promise<void> {
    this.#connections.get(open.connection)?.dispose();
    const connected = this.#playing.peer.connect(open.connection);
    return connected instanceof Promise ? connected.then((came) => this.#openOn(came, open)) : this.#openOn(connected, open);
  }

  #openOn(socket: Socket | Unreachable | undefined, open: Extract<Action, { do: 'open' }>): void {
    const { connection: name, path, query, headers, subprotocols, plain } = open;
    if (!socket || 'why' in socket) {
      const failed = socket ?? { problem: 'the process behind it has ended' };
      this.#playing.recorder.parent({ kind: 'connect-failed', ...failed }, name);
      return;
    }
    const connection = new ProbeConnection(socket, {
      report: (fact, received) => {
        this.#playing.recorder.wire(fact, name, received);
        this.#reactions.see(name, fact);
      },
      takeIn: (steps) => this.#waiting.takeIn(steps),
      contain: (callback) => this.#playing.intake.contain(callback),
      onPing: (payload) => this.#answerPing(name, connection, payload),
      isOver: () => this.#playing.recorder.isStopped,
    });
    this.#connections.set(name, connection);
    connection.open({ path, query: query && (this.#fill(query) as Record<string, string>), headers, subprotocols, plain });
  }

  #filled(frames: FrameSpec[]): FrameSpec[] {
    return frames.map((frame) => (frame.json === undefined ? frame : { ...frame, text: JSON.stringify(this.#fill(frame.json)) }));
  }

  #fill(given: unknown): unknown {
    return fill(given, (name) => this.#playing.captured(name));
  }

  #answerPing(name: string, connection: ProbeConnection, payload: Buffer): void {
    const delayMs = this.#pongDelays.get(name) ?? 0;
    if (delayMs === 0) connection.pong(payload);
    else this.#waiting.later(delayMs, () => connection.pong(payload, `late, after ${describeMs(delayMs)}`));
  }

  async #expect(index: number, entry: ExpectationEntry): Promise<'done' | 'deadline' | 'cut-short'> {
    const deadlineMs = this.#playing.recorder.nowMs + entry.withinMs;
    while (true) {
      if (entry.expect === 'left') await this.#takeStats();
      await this.#playing.intake.idle();
      if (this.#playing.standing(index) !== 'pending') return 'done';
      if (this.#playing.peer.gone) return 'cut-short';
      if ((await this.#waiting.aBit(deadlineMs)) === 'deadline') return 'deadline';
    }
  }

  async #takeStats(): Promise<void> {
    const stats = await this.#playing.peer.stats();
    if (stats) this.#playing.recorder.process({ kind: 'stats', stats }, undefined);
  }

  async #advance(forMs: number, after?: string): Promise<void> {
    const { nowMs } = this.#playing.recorder;
    const untilMs = (after === undefined ? nowMs : (this.#turned.get(after) ?? nowMs)) + forMs;
    while (!this.#playing.peer.gone && (await this.#waiting.aBit(untilMs)) !== 'deadline');
  }
}

/** After others, rest that was seen before is rest still. */
function reachesTheOtherSide(action: Action): boolean {
  return action.do !== 'advance' && action.do !== 'answer-pings-after' && action.do !== 'set-aside' && action.do !== 'react';
}

/** The one thing that can still be seen of a process that has gone. */
function awaitsExit(entry: Entry): boolean {
  return isExpectation(entry) && entry.expect === 'process-exits';
}

/** What the process tells arrives on another way than what it sends: such an expectation looks when both are there. */
function readsTestimony({ expect }: ExpectationEntry): boolean {
  return expect === 'output' || expect === 'left' || expect === 'process-exits';
}
