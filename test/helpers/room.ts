/** A room for a test, and those who come into it: real requests over loopback. */
import type { BoardView, LeadRequest, MeView, RoomView } from '../../web/room-messages.ts';
import type { Workshop } from '../../web/server/main.ts';
import type { RoomOptions } from '../../web/server/room/open-room.ts';
import { makeFolder, type TestFolder } from './folder.ts';
import { openTab, type Tab } from './tab.ts';
import { startWorkshop } from './workshop.ts';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
}

/** Somebody with a browser: the cookies that it was given. */
export class Guest {
  readonly workshop: Workshop;
  #cookie: string;

  constructor(workshop: Workshop, cookie = '') {
    this.workshop = workshop;
    this.#cookie = cookie;
  }

  get cookie(): string {
    return this.#cookie;
  }

  async get<T = Record<string, unknown>>(path: string): Promise<Answer<T>> {
    return this.#ask(path, {});
  }

  async post<T = Record<string, unknown>>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const json = { 'content-type': 'application/json', 'x-socket-clinic': '1', ...headers };
    return this.#ask(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: json });
  }

  lead(request: LeadRequest): Promise<Answer> {
    return this.post('/api/room/lead', request);
  }

  tab(): Promise<Tab> {
    return openTab(this.workshop, { headers: { cookie: this.#cookie } });
  }

  async #ask<T>(path: string, { headers, ...init }: RequestInit & { headers?: Record<string, string> }): Promise<Answer<T>> {
    const address = `http://127.0.0.1:${this.workshop.port}${path}`;
    const response = await fetch(address, { ...init, redirect: 'manual', headers: { cookie: this.#cookie, ...headers } });
    for (const cookie of response.headers.getSetCookie()) this.#take(cookie);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : { text }) as T };
  }

  #take(cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const [name] = pair.split('=');
    const others = this.#cookie.split('; ').filter((each) => each !== '' && !each.startsWith(`${name}=`));
    this.#cookie = [...others, pair].join('; ');
  }
}

export class TestRoom implements AsyncDisposable {
  readonly folder: TestFolder;
  workshop: Workshop;
  readonly #options: Partial<RoomOptions>;

  private constructor(folder: TestFolder, workshop: Workshop, options: Partial<RoomOptions>) {
    this.folder = folder;
    this.workshop = workshop;
    this.#options = options;
  }

  static async open(options: Partial<RoomOptions> = {}): Promise<TestRoom> {
    const folder = await makeFolder();
    return new TestRoom(folder, await start(folder, options), options);
  }

  get code(): string {
    return this.workshop.room?.code ?? '';
  }

  async facilitator(): Promise<Guest> {
    const guest = new Guest(this.workshop);
    const { pathname, search } = new URL(this.workshop.url);
    await guest.get(pathname + search);
    return guest;
  }

  stranger(): Guest {
    return new Guest(this.workshop);
  }

  async learner(name: string): Promise<Guest & { me: MeView }> {
    const guest = this.stranger();
    const { status, body } = await guest.post<MeView>('/api/room/join', { code: this.code, name });
    if (status !== 200) throw new Error(`Expected to join, got ${JSON.stringify(body)}.`);
    return Object.assign(guest, { me: body });
  }

  /** Stops the workshop, and starts it again with the same folder. */
  async restart(): Promise<void> {
    await this.workshop.close();
    this.workshop = await start(this.folder, this.#options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.workshop.close();
    await this.folder[Symbol.asyncDispose]();
  }
}

function start(folder: TestFolder, options: Partial<RoomOptions>): Promise<Workshop> {
  return startWorkshop({ dataFolder: folder.path, room: { name: 'Onboarding', ...options } });
}

/** The first board for which this holds, whether it came already or comes. */
export async function boardWhere(tab: Tab, holds: (board: BoardView) => boolean): Promise<BoardView> {
  const found = await tab.find((message) => message.type === 'board' && holds(message.board));
  return found.type === 'board' ? found.board : unreachable();
}

export async function roomWhere(tab: Tab, holds: (room: RoomView) => boolean): Promise<RoomView> {
  const found = await tab.find((message) => message.type === 'room' && holds(message.room));
  return found.type === 'room' ? found.room : unreachable();
}

function unreachable(): never {
  throw new Error('Expected another message.');
}
