/** The layers between learner code and the machine, and what the self-test found of them. Types and words only. */
import type { Isolation } from './command.ts';
import type { Missing } from './find-isolation.ts';

export type LayerId = 'L0' | 'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L6';

/** One attempt of the self-test. */
export interface AttackReport {
  /** What was attempted: "connect to the workshop's own loopback address". */
  attack: string;
  /** The attempt failed, as it has to. */
  held: boolean;
  /** What came of it. */
  observed: string;
  /** It could not be made, or said nothing: that proves neither. */
  unanswered?: true;
}

export interface LayerReport {
  id: LayerId;
  title: string;
  /** Every attack on it was held off. */
  holds: boolean;
  attacks: AttackReport[];
  /** The runtime has no such layer: others have to hold in its place. */
  isAbsent?: true;
  /** Why it does not hold, and what to do. */
  missing?: Missing;
}

/** For the handlers of one runtime. */
export interface SafetyReport {
  runtime: string;
  platform: string;
  isolation: Isolation['name'];
  layers: LayerReport[];
}

export const LAYER_TITLES: Record<LayerId, string> = {
  L0: 'a process of its own for each run, with a bound on time and nothing inherited',
  L1: 'the runtime’s own permission model: no files, no network, no processes, no addons',
  L2: 'no network at all',
  L3: 'no files but the runtime and the harness',
  L4: 'no other processes in sight, and none that outlives the workshop',
  L5: 'bounded memory, processes and descriptors',
  L6: 'a seccomp filter: no connecting, listening, tracing or mounting, by native code either',
};

export const LAYERS = Object.keys(LAYER_TITLES) as LayerId[];

const NEEDED: Record<'local' | 'hosted', readonly LayerId[]> = {
  local: ['L0', 'L1'],
  hosted: ['L0', 'L1', 'L2', 'L3', 'L4', 'L5'],
};

/**
 * The layers that do not hold, of those that a mode needs. L6 is not among them by itself: without it an inherited connection can be
 * connected elsewhere, so L2 does not hold either. Without its own permission model a runtime has nothing but L0 between its handlers
 * and the account, where no other layer holds.
 */
export function lacking({ layers }: SafetyReport, mode: 'local' | 'hosted'): LayerReport[] {
  return layers.filter(({ id, holds, isAbsent }) => NEEDED[mode].includes(id) && !holds && !isAbsent);
}

/** What is active, in one sentence for a learner. */
export function safetySentence(report: SafetyReport): string {
  if (lacking(report, 'local').length > 0) return 'The sandbox does not hold here: do not run code that you have not read.';
  if (lacking(report, 'hosted').length === 0) return 'Your handler runs isolated: no network, no files, no other processes.';
  const hasPermissionModel = !report.layers.some(({ isAbsent }) => isAbsent);
  const bounds = hasPermissionModel ? 'Limits against accidents' : 'Bounded in time and memory, and in nothing else';
  return `${bounds}; not isolated from your account.`;
}
