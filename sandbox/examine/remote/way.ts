/** How an address is reached. Types only. */
import type { ParentFact } from '../../timeline/timeline.ts';
import type { Address } from './address.ts';

/** The addresses of a name, in the order in which they are tried. */
export type Lookup = (host: string) => Promise<string[]>;

export interface Way {
  /** The system's own when not given. */
  lookup?: Lookup;
  /** Certificates to trust in place of the system's, in PEM. */
  ca?: string;
}

export interface Reaching extends Way {
  address: Address;
  report(fact: ParentFact): void;
  /** All steps together. */
  withinMs: number;
  /** Nobody waits for it any more. */
  signal: AbortSignal;
}
