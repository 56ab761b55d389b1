/** What compiling comes to, and the messages between the workshop and its compiler process. Types only. */

import type { Compiled } from '../../runtime.ts';

export interface ToCompiler {
  job: number;
  source: string;
  dialect: string;
}

/** Without `compiled` the compiler itself failed, not the source. */
export type FromCompiler = { job: number; compiled?: Compiled } | 'ready';
