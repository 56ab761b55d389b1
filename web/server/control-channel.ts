/** The control channel: one WebSocket a browser tab, over which runs are asked for and told. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Catalog } from '../../lessons/catalog.ts';
import type { Preparation, Sandbox } from '../../sandbox/index.ts';
import { type AttemptSummary, type BrowserMessage, type KeepMessage, parseBrowserMessage, type WorkshopMessage } from '../protocol.ts';
import { MOST_SEATS, SEAT_TAKEN } from '../room-bounds.ts';
import type { AuthorsDesk } from './authors-desk.ts';
import { AuthorsTab } from './authors-tab.ts';
import { ExaminationTab } from './examination-tab.ts';
import { Examinations } from './examinations.ts';
import { decideHandshake, type Guard } from './guard.ts';
import { answerAndHangUp } from './http-server.ts';
import { type Attempt, Learner } from './learner.ts';
import type { Room } from './room/room.ts';
import { RoomTab } from './room/room-tab.ts';
import type { Mode } from './safety.ts';
import { keepDraft } from './store/keep-draft.ts';
import type { Store } from './store/store.ts';
import { TalkTab } from './talk-tab.ts';
import type { Talks } from './talks.ts';
import type { Recognise, Visitor } from './visitor.ts';

/** Longest message from a browser, in bytes: a source and its envelope. */
const MAX_PAYLOAD_BYTES = 128 * 1024;
/** Tabs at once. */
export const MAX_TABS = 400;
const MAX_TABS_OF_ROOM = 2 * MOST_SEATS;
/** A tab for which so many bytes wait is shown no more frames of a talk. */
const BEHIND_BYTES = 2 * 1024 * 1024;
/** How many messages a tab may send in a window of so long. */
const MESSAGES_A_WINDOW = 200;
const WINDOW_MS = 1_000;
/** A tab that has not answered a ping by the next one is gone. A page sees no pings, so it gets a message of its own with each. */
export const HEARTBEAT_MS = 10_000;

export interface ControlChannelParts {
  guard: Guard;
  catalog: Catalog;
  sandbox: Sandbox;
  fastapi: Preparation;
  /** Where talks are reached from elsewhere. */
  talks: Talks;
  mode: Mode;
  version: string;
  recognise: Recognise;
  /** Where others are served. */
  room?: Room;
  /** Where lessons are written. */
  desk?: AuthorsDesk;
}

export class ControlChannel {
  readonly #parts: ControlChannelParts;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD_BYTES, perMessageDeflate: false, clientTracking: true });
  readonly #examinations = new Examinations();
  readonly #answered = new WeakSet<WebSocket>();
  readonly #visitors = new WeakMap<WebSocket, Visitor>();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #ignore: () => void;

  constructor(parts: ControlChannelParts) {
    this.#parts = parts;
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
    this.#ignore = parts.fastapi.onChange((state) => this.#tellAll({ type: 'fastapi', fastapi: state }));
  }

  /** For an HTTP server's `upgrade` event: every handshake gets an answer. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const decision = decideHandshake(this.#parts.guard, request.headers);
    if (!decision.allowed) return answerAndHangUp(socket, `${decision.status} Refused`);
    if (request.url !== '/control') return answerAndHangUp(socket, '404 Not Found');
    if (this.#server.clients.size >= (this.#parts.room ? MAX_TABS_OF_ROOM : MAX_TABS)) return answerAndHangUp(socket, '503 Too Many Tabs');
    const visitor = this.#parts.recognise(request.headers);
    if (!visitor) return answerAndHangUp(socket, '401 Refused');
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#serve(webSocket, visitor));
  }

  /** The lessons' files have changed: every tab fetches what it shows again. */
  tellOfChange(): void {
    this.#tellAll({ type: 'lessons-changed' });
  }

  /** Tells every tab that the workshop restarts, and waits for none of them. */
  close(): void {
    clearInterval(this.#heartbeat);
    this.#ignore();
    for (const webSocket of this.#server.clients) webSocket.close(1012, 'the workshop stops');
    this.#server.close();
  }

  /** Whoever has not answered the goodbye by now. */
  terminate(): void {
    for (const webSocket of this.#server.clients) webSocket.terminate();
  }

  #serve(webSocket: WebSocket, visitor: Visitor): void {
    const { catalog, sandbox, fastapi, talks, mode, version, room, desk } = this.#parts;
    const { store } = visitor;
    const isBehind = () => webSocket.bufferedAmount > BEHIND_BYTES;
    const hangUp = () => webSocket.close(SEAT_TAKEN, 'the seat was taken again');
    const tell = (message: WorkshopMessage) => sendOn(webSocket, message);
    this.#visitors.set(webSocket, visitor);
    tell({ type: 'hello', version, runtime: `Node ${process.versions.node}` });
    const inRoom = room && new RoomTab({ room, visitor, send: tell, isBehind, hangUp });
    const send = (message: WorkshopMessage) => {
      inRoom?.follow(message);
      tell(message);
    };
    const learner = new Learner({
      ...{ catalog, sandbox, send, person: inRoom?.person },
      keep: async (attempt) => {
        inRoom?.attempted(attempt);
        return keepAttempt(store, attempt);
      },
      keepPattern: async (id, timeline) => store?.keepPattern(id, timeline),
    });
    const keep = (message: KeepMessage) => {
      const { answer, news } = keepDraft({ catalog, store }, message);
      send(answer);
      if (news) this.#tellOthersOf(visitor, news, webSocket);
    };
    const table = new AuthorsTab(desk, send);
    const talk = new TalkTab({ catalog, sandbox, talks, mode, send, isBehind });
    const examination = new ExaminationTab({ sandbox, examinations: this.#examinations, mode, send });
    const allowance = createAllowance();
    this.#answered.add(webSocket);
    webSocket.on('pong', () => this.#answered.add(webSocket));
    webSocket.on('error', () => {});
    webSocket.on('close', () => {
      learner.leave();
      table.leave();
      talk.leave();
      examination.leave();
      inRoom?.leave();
    });
    webSocket.on('message', (data, isBinary) => {
      if (!allowance()) webSocket.close(1008, 'too many messages');
      else if (isBinary) webSocket.close(1003, 'text only');
      else take(String(data), { learner, fastapi, table, talk, examination, inRoom, keep, send });
    });
    tell({ type: 'fastapi', fastapi: fastapi.current() });
  }

  /** The other tabs of the same learner. */
  #tellOthersOf({ seat }: Visitor, message: WorkshopMessage, but: WebSocket): void {
    for (const webSocket of this.#server.clients) {
      const isTheirs = this.#visitors.get(webSocket)?.seat === seat;
      if (webSocket !== but && isTheirs) sendOn(webSocket, message);
    }
  }

  #tellAll(message: WorkshopMessage): void {
    for (const webSocket of this.#server.clients) sendOn(webSocket, message);
  }

  #beat(): void {
    for (const webSocket of this.#server.clients) {
      if (!this.#answered.delete(webSocket)) webSocket.terminate();
      else {
        webSocket.ping();
        sendOn(webSocket, { type: 'beat' });
      }
    }
  }
}

/** What is solved is known at once; the attempt when it is packed. */
async function keepAttempt(store: Store | undefined, attempt: Attempt): Promise<AttemptSummary | undefined> {
  if (attempt.report.verdict.kind === 'working') store?.solve(attempt.step, attempt.dialect);
  return store?.keepAttempt(attempt);
}

function sendOn(webSocket: WebSocket, message: WorkshopMessage): void {
  if (webSocket.readyState === webSocket.OPEN) webSocket.send(JSON.stringify(message));
}

interface Tab {
  learner: Learner;
  fastapi: Preparation;
  table: AuthorsTab;
  talk: TalkTab;
  examination: ExaminationTab;
  inRoom?: RoomTab;
  keep(message: KeepMessage): void;
  send(message: WorkshopMessage): void;
}

function take(text: string, { learner, fastapi, table, talk, examination, inRoom, keep, send }: Tab): void {
  const parsed = parseBrowserMessage(text);
  if (!parsed.ok) return send({ type: 'sandbox-error', message: parsed.problem });
  const { message } = parsed;
  const refusal = inRoom?.take(message);
  if (refusal !== undefined) return send(refused(message, refusal));
  if (message.type === 'at') return;
  if (message.type === 'prepare-fastapi') fastapi.again();
  else if (message.type === 'check') void table.check(message);
  else if (message.type === 'keep') keep(message);
  else if (message.type === 'stop') learner.stop(message.run);
  else if (message.type === 'run') void learner.run(message);
  else if ('examination' in message) examination.take(message);
  else talk.take(message);
}

/** The room does not let a learner do this now. */
function refused(asked: BrowserMessage, message: string): WorkshopMessage {
  if (asked.type === 'keep') return { type: 'keep-failed', step: asked.step, dialect: asked.dialect, message };
  return { type: 'sandbox-error', message, ...('run' in asked ? { run: asked.run } : {}) };
}

/** Counts a tab's messages; false when there are too many. */
function createAllowance(): () => boolean {
  let count = 0;
  let windowBegan = performance.now();
  return () => {
    if (performance.now() - windowBegan > WINDOW_MS) {
      windowBegan = performance.now();
      count = 0;
    }
    count += 1;
    return count <= MESSAGES_A_WINDOW;
  };
}
