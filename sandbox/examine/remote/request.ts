/** What is asked of an address, and what was played of it. Types only. */
import type { Address } from './address.ts';
import type { Bounds } from './bounds.ts';
import type { NetworkExperiment } from './experiments.ts';
import type { PlayedOnNetwork } from './ground.ts';
import type { Asking } from './opening.ts';
import type { Way } from './way.ts';

export interface AddressRequest extends Way {
  address: Address;
  asking: Asking;
  /** Text messages to send; one of the clinic's own when there are none. */
  messages?: string[];
  expect?: unknown;
  /** For how long the connection is left in peace: so much longer the whole may take. */
  idleMs?: number;
  /** Nobody waits for it any more: all connections are cut, and nothing more is sent. */
  signal?: AbortSignal;
  /** An experiment begins. */
  onExperiment?: (title: string) => void;
  bounds?: Partial<Bounds>;
}

export interface PlayedExperiment extends PlayedOnNetwork {
  experiment: NetworkExperiment;
}
