/**
 * What the harness has of the process around it: functions of Node's that were taken before any learner code ran, and what its own side
 * of the learner's realm does for it.
 *
 * The harness has a realm of its own, with its own Map, Promise and JSON, so that no patch of a handler's touches it. In return nothing
 * of this realm may come into the other: a single object leads to all of its prototypes, and from there to the clock.
 */
import type { Socket } from 'node:net';

/** A stream of libuv's, below a socket. */
export interface Handle {
  onread: (bytes: ArrayBuffer | undefined) => void;
  readonly reading?: boolean;
  readStart(): number;
  ref(this: Handle): void;
  unref(this: Handle): void;
}

/** Getters of Node's: a handler may replace them where they are found. */
export interface Getters {
  /** Of a handle. `fd` is negative once it is closed. */
  bytesRead(this: Handle): number;
  fd(this: Handle): number;
  /** Of the state that a socket keeps of what it reads: its end has come, whether or not anybody has read up to it. */
  ended(this: object): boolean;
  /** Of a socket. */
  totalRead(this: Socket): number;
  totalWritten(this: Socket): number;
  writableLength(this: Socket): number;
  destroyed(this: Socket): boolean;
  writableEnded(this: Socket): boolean;
  writableFinished(this: Socket): boolean;
}

export interface Node {
  writeSync(fd: number, text: string): number;
  readSync(fd: number, into: Uint8Array): number;
  fstatSync(fd: number): { ino: number };
  decode(bytes: Uint8Array): string;
  /** Whether the commands keep the process alive. */
  hold(hold: boolean): void;
  reallyExit(code: number): never;
  exit(code: number): never;
  setImmediate(relay: () => void): NodeJS.Immediate;
  clearImmediate(immediate: NodeJS.Immediate): void;
  setTimeout(relay: () => void, ms: number): NodeJS.Timeout;
  setInterval(relay: () => void, ms: number): NodeJS.Timeout;
  /** For async_hooks: a resource was made, and has called back. */
  hook(hooks: { init(id: number, type: string, resource: object): void; after(id: number): void }): void;
  executionAsyncId(): number;
  onPromiseInit(hook: () => void): void;
  onPromiseSettled(hook: (promise: unknown) => void): void;
  isPromise(value: unknown): boolean;
  /** undefined for an object that is none of the runtime's own. */
  asyncIdOf(job: object): number | undefined;
  /** Events that the event loop has taken in so far. */
  loopEvents(): number;
  getters: Getters;
  handleOf(socket: Socket): Handle;
  /** What a socket keeps of what it reads. */
  readStateOf(socket: Socket): object;
}

/** What the harness asks of its own side of the learner's realm. */
export interface LearnersSide {
  /** Functions that a handler may find, and call in vain: each only says that its moment may have come. */
  relays: { turn(): void; check(): void };
  load(code: string, dialect: string): void;
  connect(fd: number): Socket;
  accept(socket: Socket): void;
  fire(timer: object): void;
  /** Lets what jobs of one kind give be told: each has its method `run` there. */
  watchRuns(maker: object): void;
  runningHandlers(): number;
  keepsAlive(): boolean;
  /** Lets Node say when it would end the process, or no longer. */
  watchForTheEnd(watch: boolean): void;
  stackHere(): string;
  /** The place in the learner's source for one in the code that runs; both as texts. */
  inSource(place: string): string;
}

export interface Host extends Node, LearnersSide {
  /** The stream of commands, which nobody else knows. */
  commands: Handle;
  /** A socket to rehearse with; it is never read from, nor written to. */
  rehearsed: Socket;
  /** What is told carries it; see `channel.ts`. */
  key: string;
}

export let host: Host;

/** Each calls a getter of Node's on an object of the learner's realm. */
type Reading = { [Name in keyof Getters]: (owner: ThisParameterType<Getters[Name]>) => ReturnType<Getters[Name]> };

/** `Function.prototype.call` of this realm, bound to a getter of the other: it takes the owner, and makes no list of arguments. */
export let read: Reading;

export function receive(given: Host): void {
  host = given;
  const { bind, call } = Function.prototype;
  const bound = Object.entries(given.getters).map(([name, getter]) => [name, Reflect.apply(bind, call, [getter])]);
  read = Object.fromEntries(bound) as Reading;
}
