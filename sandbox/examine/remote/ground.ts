/** An address as the ground of experiments: a script is played against it over the network, judged and diagnosed as any run is. */
import { playScript } from '../../probe/probe.ts';
import { Intake } from '../../process/intake.ts';
import type { Entry, Script } from '../../scenario/entry.ts';
import { Recorder } from '../../timeline/recorder.ts';
import { withoutSecrets } from '../../timeline/secrets.ts';
import { ShownTimeline } from '../../timeline/shown-timeline.ts';
import type { TimelineEvent } from '../../timeline/timeline.ts';
import { diagnose } from '../../verdict/diagnose.ts';
import { conclude } from '../../verdict/judge.ts';
import { Judging } from '../../verdict/judging.ts';
import type { Played } from '../examination.ts';
import type { Address } from './address.ts';
import { MOST_FRAMES, MOST_WIRE_BYTES } from './bounds.ts';
import { NetworkPeer } from './network-peer.ts';
import { reach } from './reach.ts';
import type { Way } from './way.ts';

/** What came of a script. */
export interface PlayedOnNetwork extends Played {
  /** The time was up before it was over: what is not met says nothing of the other side. */
  cutShort: boolean;
}

export interface GroundParts extends Way {
  address: Address;
  reachMs: number;
  /** Milliseconds that are left for all that is still to be played. */
  leftMs(): number;
  /** Cuts all connections. */
  signal?: AbortSignal;
}

export async function playOnNetwork(script: Script, parts: GroundParts): Promise<PlayedOnNetwork> {
  const { address, lookup, ca, reachMs, leftMs, signal: ended } = parts;
  const begunMs = performance.now();
  const nowMs = () => performance.now() - begunMs;
  const judging = new Judging(script);
  const opened = new Set<string>();
  const shown = new ShownTimeline();
  const flood = new Flood(() => peer.end());
  const recorder: Recorder = new Recorder((event) => {
    judging.take(event);
    shown.take(event);
    if (event.kind === 'handshake-accepted' && event.connection !== undefined) opened.add(event.connection);
    flood.look(event, recorder);
  });
  const peer: NetworkPeer = new NetworkPeer({
    recorder,
    nowMs,
    endMs: leftMs(),
    reach: (report, signal) => reach({ address, lookup, ca, report, withinMs: reachMs, signal }),
  });
  const end = () => peer.end();
  ended?.addEventListener('abort', end);
  try {
    await play({ script, judging, recorder, peer, opened });
    const cutShort = peer.gone && !flood.isOver;
    recorder.parent({ kind: 'script-ended' });
    const timeline = recorder.finish();
    const { verdict } = conclude(script, timeline, judging);
    const diagnoses = cutShort ? [] : diagnose(script, timeline, verdict, 'outside');
    return { script, verdict, diagnoses, timeline: withoutSecrets(shown.final(timeline)), cutShort };
  } finally {
    ended?.removeEventListener('abort', end);
    peer.end();
  }
}

interface Play {
  script: Script;
  judging: Judging;
  recorder: Recorder;
  peer: NetworkPeer;
  /** The connections that the other side has accepted. */
  opened: ReadonlySet<string>;
}

/** A connection that has never opened has no closing handshake. */
function isGoodbyeOfNobody(entry: Entry | undefined, opened: ReadonlySet<string>): boolean {
  return entry?.question === 'nothing-left' && 'connection' in entry && !opened.has(entry.connection);
}

/** Rejects when what came could not be taken in: a fault of the probe's. */
function play({ script, judging, recorder, peer, opened }: Play): Promise<void> {
  return new Promise((resolve, reject) => {
    const intake = peer.listening(new Intake(reject));
    recorder.parent({ kind: 'run-started' });
    playScript({
      script,
      peer,
      recorder,
      intake,
      standing: (entry) => judging.standing(entry),
      captured: (name) => judging.captured(name),
      isPassedOver: (entry) => isGoodbyeOfNobody(script.entries[entry], opened),
    }).then(resolve, reject);
  });
}

/** Ends an experiment in which the other side sends more than can be kept. */
class Flood {
  isOver = false;
  readonly #end: () => void;
  #frames = 0;
  #bytes = 0;

  constructor(end: () => void) {
    this.#end = end;
  }

  look(event: TimelineEvent, recorder: Recorder): void {
    if (event.kind !== 'frame-received' || this.isOver) return;
    this.#frames += 1;
    // Inflated: what is kept is what it came to.
    this.#bytes += Math.max(event.wire?.bytes ?? 0, event.bytes);
    const isTooMany = this.#frames > MOST_FRAMES;
    if (!isTooMany && this.#bytes <= MOST_WIRE_BYTES) return;
    this.isOver = true;
    const limit = isTooMany
      ? { what: 'frames' as const, max: MOST_FRAMES, unit: 'frames' as const }
      : { what: 'wire' as const, max: MOST_WIRE_BYTES, unit: 'bytes' as const };
    recorder.parent({ kind: 'limit-exceeded', limit });
    recorder.stop();
    this.#end();
  }
}
