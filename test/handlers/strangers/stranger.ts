/** What stands in the manifests of the strangers: handlers that nobody wrote for a step. */
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { CauseId } from '../../../sandbox/scenario/names.ts';

/** Causes that have no diagnosis yet, by the names that they would have. */
export type WantedCause =
  | 'changed-while-sending' // a collection changes while a broadcast walks over it
  | 'hidden-by-a-hook' // a hook for the process logs what nobody catches, and the client waits
  | 'never-pruned' // a list of connections keeps those that have gone
  | 'plain-def' // an endpoint that is no coroutine function
  | 'two-servers'; // two upgrade listeners answer one handshake

/** An issue or a pull request. */
export function issue(repository: string, number: number): string {
  return `https://github.com/${repository}/issues/${number}`;
}

/** Text as it is, JSON of which these keys and values are asked for, bytes, or any text. */
export type Message = string | { json: unknown } | { hex: string } | { anything: true };

/** What one client does, and what is heard then. */
export interface Say {
  /** `A` when not given. */
  who?: string;
  /** `who` comes; `A` has come before the first line, unless that says so. */
  opens?: boolean;
  waitMs?: number;
  send?: Message;
  /** What `who` hears, in this order, or what each of several hears. */
  hear?: Message[] | Record<string, Message[]>;
  /** How long that may take on the run's clock. */
  withinMs?: number;
  /** The handler ends the connection of `who` with this code. */
  ends?: number;
  /** `who` says goodbye. */
  leaves?: boolean;
  /** No more timers than these are left. */
  timers?: number;
}

export interface Working {
  /** The file's name, without its dialect. */
  name: string;
  dialect: Dialect;
  /** Where a client opens it, `/ws/a` for client A when not given; of a list, each client by its name, `*` being all others. */
  path?: string | Record<string, string>;
  subprotocol?: string;
  /** What it sends without being asked, beside what is heard: never an answer. */
  pushes?: Message;
  /** Codes with which it ends connections on purpose, beside the usual ones. */
  closes?: number[];
  /** The lines up to the first answer hold for whoever comes later, too, unless this says otherwise. */
  once?: boolean;
  says: Say[];
}

export interface Broken extends Pick<Working, 'dialect' | 'name' | 'path' | 'subprotocol'> {
  fault: string;
  /** Every connection lives as long as its own client deserves: what is wrong is told as a remark. */
  harmsNobodyElse?: true;
  /** Each of them is right as a first diagnosis. */
  cause: readonly [CauseId | WantedCause, ...(CauseId | WantedCause)[]];
  /** The public report that it was written from. */
  source: string;
  /** What would hold if it were repaired, where a visit of rude clients does not show the fault. */
  says?: Say[];
}

export const json = (value: unknown): Message => ({ json: value });
export const hex = (bytes: string): Message => ({ hex: bytes });
export const ANY: Message = { anything: true };
