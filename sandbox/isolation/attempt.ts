/** What the self-test and its program tell each other. */

/** What the program is to attempt, and on what. */
export interface Target {
  attempts: string[];
  /** The names of the environment that a handler's process is given. */
  environment: string[];
  /** Readable by every user, and holding nothing of worth. */
  secretFile: string;
  /** Not there yet, in a folder that every user may write. */
  writtenFile: string;
  /** Beside it, for the runtime to write. */
  tracedFile: string;
  homeFolder: string;
  /** The workshop listens here for what must not arrive. */
  port: number;
  datagramPort: number;
  socketFile: string;
  workshopPid: number;
  /** The workshop's own, to tell it from another process with its number. */
  commandLine: string;
  /** A program that waits. */
  sleep?: string;
  /** The program without a runtime. */
  native?: string;
}

export interface Attempt {
  attempt: string;
  held: boolean;
  observed: string;
}
