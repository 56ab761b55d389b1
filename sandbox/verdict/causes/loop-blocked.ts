/** A blocking call for one connection keeps every other one waiting. */
import type { Cause } from './cause.ts';

export const loopBlocked: Cause = {
  id: 'loop-blocked',
  find({ observedKind, observed }) {
    if (observedKind !== 'too-late') return undefined;
    return {
      confidence: 'certain',
      title: 'One connection’s work kept another one waiting',
      advice: `Even the pong, which needs no code of yours: ${observed}. Some call keeps the only thread while it works. Wait without blocking, or work in small slices.`,
      evidence: [],
    };
  },
};
