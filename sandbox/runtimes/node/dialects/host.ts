/** What a dialect has of the process that it runs in. It is handed in: a dialect imports no file of the harness. */

export interface Host {
  started(socket: object, clientId: string): void;
  returned(socket: object, handler: (...given: never[]) => unknown): void;
  /** Gives the stack as the learner may read it. */
  threw(socket: object, thrown: unknown): string;
  /** A call was made, with this stack, and has never begun; gives the stack. */
  neverAwaited(call: string, made: Error): string;
  /** The call that begins is a receive, and another one waits on this socket. */
  readsTwice(socket: object): void;
  /** A call begins; its stack is where it was made. */
  begins(made: Error): void;
}
