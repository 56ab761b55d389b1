/** What a dialect has of the process that it runs in. It is handed in: a dialect imports no file of the harness. */

export interface Host {
  started(socket: object, clientId: string): void;
  returned(socket: object, handler: (...given: never[]) => unknown): void;
  /** Gives the stack as the learner may read it. */
  threw(socket: object, thrown: unknown): string;
  /** A call is made by the code that leads to a call of `by`. */
  makes(call: object, by: (...given: never[]) => unknown): void;
  /** It has never begun; gives where it was made, as a text. */
  neverAwaited(name: string, call: object): string;
  /** The call that begins is a receive, and another one waits on this socket. */
  readsTwice(socket: object): void;
  /** It begins: what is written until `hasBegun` it writes. */
  begins(call: object): void;
  hasBegun(): void;
}
