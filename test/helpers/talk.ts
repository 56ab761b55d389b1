/** A talk as a tab has it, and clients from elsewhere. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { TimelineEvent } from '../../sandbox/index.ts';
import type { Dialect } from '../../sandbox/runtimes/dialect.ts';
import type { TalkAnswer, TalkRequestMessage } from '../../web/talk-messages.ts';
import { type Door, openTab, type Tab } from './tab.ts';

type Answer<T extends TalkAnswer['type']> = Extract<TalkAnswer, { type: T }>;
type EventOf<K extends TimelineEvent['kind']> = Extract<TimelineEvent, { kind: K }>;
type Without<M, K extends keyof never> = M extends unknown ? Omit<M, K> : never;

/** The step whose exercise the tests' handlers stand for. */
const STEP = 'open-then-gone';

export class TalkingTab implements AsyncDisposable {
  readonly tab: Tab;
  readonly #door: Door;
  readonly #talk: number;
  readonly #clients: WebSocket[] = [];

  private constructor(door: Door, tab: Tab, talk: number) {
    this.#door = door;
    this.tab = tab;
    this.#talk = talk;
  }

  /** Begins a talk, in a tab of its own unless another one's is given. */
  static async begin(door: Door, source: string, dialect: Dialect = 'async', { tab, talk = 1 }: { tab?: Tab; talk?: number } = {}) {
    const talking = new TalkingTab(door, tab ?? (await openTab(door)), talk);
    talking.tab.send({ type: 'talk', talk, step: STEP, dialect, source });
    return talking;
  }

  static async reach(door: Door, address: string): Promise<TalkingTab> {
    const talking = new TalkingTab(door, await openTab(door), 1);
    talking.tab.send({ type: 'talk-to-backend', talk: 1, address });
    return talking;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client.terminate();
    await this.tab[Symbol.asyncDispose]();
  }

  send(message: Without<Exclude<TalkRequestMessage, { type: 'talk' | 'talk-to-backend' }>, 'talk'>): void {
    this.tab.send({ ...message, talk: this.#talk } as TalkRequestMessage);
  }

  /** The first answer of this type to this talk, whether it came already or comes. */
  answer<T extends TalkAnswer['type']>(type: T): Promise<Answer<T>> {
    return this.tab.find((message): message is Answer<T> => message.type === type && 'talk' in message && message.talk === this.#talk);
  }

  /** Opens a connection by hand; its name. */
  async connect(path = '/ws/c1', headers: [string, string][] = [], subprotocols: string[] = []): Promise<string> {
    await this.answer('talk-began');
    const before = this.#connecting().length;
    this.send({ type: 'talk-connect', path, headers, subprotocols });
    await this.tab.find(() => this.#connecting().length > before);
    return this.#connecting()[before]?.connection ?? '';
  }

  events(): TimelineEvent[] {
    return this.tab.messages.flatMap((message) => (message.type === 'talk-events' && message.talk === this.#talk ? message.events : []));
  }

  /** The first event of this kind on this connection, or the first for which `is` holds. */
  async event<K extends TimelineEvent['kind']>(
    kind: K,
    connection = 'A',
    is: (event: EventOf<K>) => boolean = () => true,
  ): Promise<EventOf<K>> {
    const found = () =>
      this.events().find((event): event is EventOf<K> => event.kind === kind && event.connection === connection && is(event as EventOf<K>));
    await this.tab.find(() => found() !== undefined);
    return found() as EventOf<K>;
  }

  async address(path = '/ws/c1'): Promise<string> {
    const { path: talkPath = '' } = await this.answer('talk-began');
    return `ws://127.0.0.1:${this.#door.port}${talkPath}${path}`;
  }

  /** A client from elsewhere, which has neither cookie nor Origin. */
  async client(path?: string, options: ConstructorParameters<typeof WebSocket>[2] = {}): Promise<WebSocket> {
    const client = new WebSocket(await this.address(path), options);
    client.on('error', () => {});
    this.#clients.push(client);
    await once(client, 'open');
    return client;
  }

  #connecting(): Answer<'talk-connecting'>[] {
    return this.tab.messages.filter(
      (message) => message.type === 'talk-connecting' && message.talk === this.#talk,
    ) as Answer<'talk-connecting'>[];
  }
}

/** The next message as text. */
export async function next(client: WebSocket): Promise<string> {
  return String((await once(client, 'message'))[0]);
}
