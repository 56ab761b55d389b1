/** Talking by hand, to the handler or to a backend of one's own: what was begun, what was opened, what came, and how it ended. */
import { signal } from '@preact/signals';
import type { Diagnostic, TimelineEvent } from '../../../sandbox/index.ts';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { BrowserMessage, WorkshopMessage } from '../../protocol.ts';
import type { TalkAnswer, TalkBounds, TalkRequestMessage } from '../../talk-messages.ts';

export type Target = 'handler' | 'backend';
export type TalkStage = 'none' | 'beginning' | 'live' | 'ended';

export interface HandConnection {
  name: string;
  path: string;
  from: 'page' | 'elsewhere';
  state: 'opening' | 'open' | 'ended';
}

export interface TalkShown {
  stage: TalkStage;
  /** The browser's number for it. */
  talk: number;
  target: Target;
  /** Where the handler is reached from elsewhere: the path with the secret, at the workshop's own host. */
  path?: string;
  most?: TalkBounds;
  /** What the handler was when it began. */
  source?: string;
  connections: readonly HandConnection[];
  /** The newest ones. */
  events: readonly TimelineEvent[];
  /** So many are not among them: older ones, and frames of a flood. */
  leftOut: number;
  /** Why it ended. */
  why?: string;
  diagnostics?: readonly Diagnostic[];
}

export interface Opening {
  path: string;
  headers: [string, string][];
  subprotocols: string[];
}

export type Frame = Extract<TalkRequestMessage, { type: 'talk-send' }>['frame'];

/** Events that the page keeps. */
export const KEPT_EVENTS = 1_000;
const NOTHING: TalkShown = { stage: 'none', talk: 0, target: 'handler', connections: [], events: [], leftOut: 0 };
const NO_LINE = 'The workshop does not answer, so nothing was sent. Is it still running in its terminal?';
const LINE_LOST = 'The line to the workshop was lost, and the talk with it. Connect again when it is back.';
/** Numbers go on over all steps of a page, so that no answer meets another step's talk. */
let lastTalk = 0;

export class Talking {
  readonly shown = signal<TalkShown>(NOTHING);
  /** What could not be done, until the next thing is. */
  readonly problem = signal<string | undefined>(undefined);
  /** The connection that is looked at, and that is written to. */
  readonly chosen = signal<string | undefined>(undefined);
  readonly #send: (message: BrowserMessage) => boolean;
  readonly #step: { step: string; dialect: Dialect };
  #talk = -1;
  /** Of the backend. */
  address: string | undefined;
  /** To be opened when the talk has begun. */
  #waiting: Opening[] = [];

  constructor(send: (message: BrowserMessage) => boolean, step: { step: string; dialect: Dialect }) {
    this.#send = send;
    this.#step = step;
  }

  get isLive(): boolean {
    const { stage } = this.shown.value;
    return stage === 'live' || stage === 'beginning';
  }

  /** Begins anew with this handler; what is open ends. */
  beginWithHandler(source: string): void {
    this.#begin({ type: 'talk', talk: ++lastTalk, ...this.#step, source }, { target: 'handler', source });
  }

  beginWithBackend(address: string): void {
    this.address = address;
    this.#begin({ type: 'talk-to-backend', talk: ++lastTalk, address }, { target: 'backend' });
  }

  /** Opens a connection, as soon as the talk has begun. */
  connect(opening: Opening): void {
    if (this.shown.value.stage === 'live') this.#tell({ type: 'talk-connect', talk: this.#talk, ...opening });
    else if (this.shown.value.stage === 'beginning') this.#waiting.push(opening);
  }

  send(connection: string, frame: Frame): boolean {
    return this.#tell({ type: 'talk-send', talk: this.#talk, connection, frame });
  }

  close(connection: string, code: number | undefined, reason: string): void {
    this.#tell({ type: 'talk-close', talk: this.#talk, connection, code, reason });
  }

  drop(connection: string): void {
    this.#tell({ type: 'talk-drop', talk: this.#talk, connection });
  }

  end(): void {
    if (this.isLive) this.#send({ type: 'talk-end', talk: this.#talk });
  }

  choose(connection: string): void {
    this.chosen.value = connection;
  }

  take(message: WorkshopMessage | { type: 'line-lost' }): void {
    if (message.type === 'line-lost') {
      if (this.isLive) this.#ended(LINE_LOST);
    } else if ('talk' in message && message.talk === this.#talk) this.#takeOwn(message);
    else if (message.type === 'sandbox-error' && message.run === undefined && this.isLive) this.problem.value = message.message;
  }

  #begin(message: TalkRequestMessage, begun: Pick<TalkShown, 'target' | 'source'>): void {
    this.#talk = message.talk;
    this.#waiting = [];
    this.chosen.value = undefined;
    const isSent = this.#tell(message);
    this.shown.value = {
      ...NOTHING,
      ...begun,
      talk: message.talk,
      stage: isSent ? 'beginning' : 'ended',
      ...(isSent ? {} : { why: NO_LINE }),
    };
  }

  #tell(message: TalkRequestMessage): boolean {
    const isSent = this.#send(message);
    this.problem.value = isSent ? undefined : NO_LINE;
    return isSent;
  }

  #takeOwn(message: TalkAnswer): void {
    const shown = this.shown.value;
    if (message.type === 'talk-began') {
      this.shown.value = { ...shown, stage: 'live', path: message.path, most: message.most };
      for (const opening of this.#waiting.splice(0)) this.connect(opening);
    } else if (message.type === 'talk-connecting') this.#connecting(message);
    else if (message.type === 'talk-events') this.shown.value = withEvents(shown, message);
    else if (message.type === 'talk-problem') this.problem.value = message.message;
    else this.#ended(message.why, message.diagnostics);
  }

  #connecting({ connection: name, path, from }: Extract<TalkAnswer, { type: 'talk-connecting' }>): void {
    const shown = this.shown.value;
    this.shown.value = { ...shown, connections: [...shown.connections, { name, path, from, state: 'opening' }] };
    if (from === 'page' || this.chosen.value === undefined) this.chosen.value = name;
  }

  #ended(why: string, diagnostics?: Diagnostic[]): void {
    const shown = this.shown.value;
    const connections = shown.connections.map((each) => ({ ...each, state: 'ended' as const }));
    this.shown.value = { ...shown, stage: 'ended', why, diagnostics, connections, path: undefined };
  }
}

function withEvents(shown: TalkShown, { events, leftOut }: Extract<TalkAnswer, { type: 'talk-events' }>): TalkShown {
  const all = [...shown.events, ...events];
  const connections = shown.connections.map((each) => ({ ...each, state: stateAfter(each, events) }));
  const dropped = Math.max(0, all.length - KEPT_EVENTS);
  return { ...shown, connections, events: all.slice(dropped), leftOut: shown.leftOut + leftOut + dropped };
}

function stateAfter({ name, state }: HandConnection, events: readonly TimelineEvent[]): HandConnection['state'] {
  for (const { kind, connection } of events) {
    if (connection !== name) continue;
    if (kind === 'handshake-accepted') state = 'open';
    if (kind === 'closed' || kind === 'handshake-refused' || kind === 'handshake-invalid' || kind === 'connect-failed') state = 'ended';
  }
  return state;
}
