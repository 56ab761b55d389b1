/** Examines an address: plays the experiments one after the other, as far as they can still say something, within one time. */

import type { Examination } from '../examination.ts';
import type { Example } from '../manner.ts';
import { type Planned, plan } from './announce.ts';
import { BOUNDS } from './bounds.ts';
import { conclude } from './conclude.ts';
import { exampleOfOne, scriptFor } from './example.ts';
import { type Manner, NETWORK_EXPERIMENTS } from './experiments.ts';
import { type PlayedOnNetwork, playOnNetwork } from './ground.ts';
import { openingOf } from './opening.ts';
import type { AddressRequest, PlayedExperiment } from './request.ts';

/** Two fields that no application gives a meaning of its own. */
const OWN_MESSAGE = '{"type":"clinic","data":"hello"}';

/** All that may be sent, before anything is. */
export function planOf(request: AddressRequest): Planned[] {
  const manner = mannerOf(request);
  return NETWORK_EXPERIMENTS.flatMap((experiment) => plan(experiment.script(manner)));
}

/** What proving an example sends, beside that. */
export function planOfProof(request: AddressRequest): Planned[] {
  const { address, messages: [text = OWN_MESSAGE] = [] } = request;
  return plan(scriptFor(exampleOfOne(address.path, text), request));
}

/** Plays it as the test that is kept will: the verdict is what that test says. */
export function proveExample(example: Example, request: AddressRequest): Promise<PlayedOnNetwork> {
  const { address, lookup, ca, signal, bounds, idleMs = 0 } = request;
  const { reachMs, totalMs } = { ...BOUNDS, ...bounds };
  const endMs = performance.now() + totalMs + idleMs;
  return playOnNetwork(scriptFor(example, request), { address, lookup, ca, signal, reachMs, leftMs: () => endMs - performance.now() });
}

/** Never rejects for anything that the other side does; rejects with the signal’s reason when that ends it. */
export async function examineAddress(request: AddressRequest): Promise<Examination> {
  const begunMs = performance.now();
  const played = await playAll(request);
  request.signal?.throwIfAborted();
  return conclude(request, played, performance.now() - begunMs);
}

async function playAll(request: AddressRequest): Promise<PlayedExperiment[]> {
  const { address, lookup, ca, signal, onExperiment } = request;
  const manner = mannerOf(request);
  const { bounds } = manner;
  const endMs = performance.now() + bounds.totalMs + bounds.idleMs;
  const leftMs = () => endMs - performance.now();
  const all: PlayedExperiment[] = [];
  for (const experiment of NETWORK_EXPERIMENTS) {
    if (leftMs() <= 0 || signal?.aborted || !all.every(staysPlayable)) break;
    onExperiment?.(experiment.title);
    const played = await playOnNetwork(experiment.script(manner), { address, lookup, ca, signal, reachMs: bounds.reachMs, leftMs });
    all.push({ ...played, experiment });
  }
  return all;
}

/** Whoever cannot be reached, or does not stay, cannot be talked with. */
function staysPlayable({ verdict, cutShort }: PlayedOnNetwork): boolean {
  return (
    !cutShort && (verdict.kind === 'working' || (verdict.kind === 'broken' && (verdict.name === 'idle' || verdict.name === 'goodbye')))
  );
}

function mannerOf({ address, asking, messages = [], expect, idleMs, bounds }: AddressRequest): Manner {
  return {
    opening: openingOf(address, asking),
    messages: messages.length > 0 ? messages : [OWN_MESSAGE],
    expect,
    bounds: { ...BOUNDS, ...bounds, ...(idleMs === undefined ? {} : { idleMs }) },
  };
}
