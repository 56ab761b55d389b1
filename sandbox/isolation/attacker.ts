/** The self-test's own program in the language of a runtime: it attempts what learner code in that language must not be able to do. */
import type { Program } from './command.ts';
import type { Missing } from './find-isolation.ts';

export interface Attacker {
  runtime: string;
  /** The names of the environment that a handler's process is given. */
  environment: string[];
  /**
   * Started as a handler's process is, with a `Target` as its argument. Without `permission` the layers below the runtime's own
   * permission model are attacked by themselves.
   */
  program(target: string, given: { permission: boolean }): Program;
  /** Why there is no L1, where the runtime has no permission model. */
  noPermissionModel?: Missing;
}
