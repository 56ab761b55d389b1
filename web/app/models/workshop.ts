/** The browser app's line to the workshop: the API, and the control channel that comes back by itself. */
import { signal } from '@preact/signals';
import type { PreparationState } from '../../../sandbox/index.ts';
import type {
  AttemptsView,
  AttemptView,
  AuthorsRunView,
  BrowserMessage,
  CatalogView,
  DraftView,
  ReadingView,
  SafetyView,
  StepView,
  TypingsView,
  WorkshopMessage,
  WorkView,
} from '../../protocol.ts';
import { SEAT_TAKEN } from '../../room-bounds.ts';
import { fastapi } from './fastapi.ts';
import { spread, watchSilence } from './silence.ts';

const FIRST_WAIT_MS = 500;
/** A workshop that was started again is found within seconds. */
const LONGEST_WAIT_MS = 2_000;

/** `locked`: a workshop answers, and wants the address that it has printed. */
export type Line = 'connecting' | 'open' | 'lost' | 'locked';

export const line = signal<Line>('connecting');
/** How often the line has come back: what was fetched before may be another workshop's. */
export const returns = signal(0);
/** How often the lessons' files have changed. */
export const changes = signal(0);
export const runtime = signal('');
/** The workshop's own. */
export const version = signal('');
/** The workshop no longer knows this browser. */
export const isStranger = signal(false);
/** What stands between a handler and this machine, when the workshop has found out. */
export const safety = signal<SafetyView | undefined>(undefined);

type Listener = (message: WorkshopMessage | { type: 'line-lost' }) => void;

const listeners = new Set<Listener>();
let channel: WebSocket | undefined;
let waitMs = FIRST_WAIT_MS;
let wasOpen = false;

/** The workshop could not be asked: it is down, or its machine is. */
export class Unreachable extends Error {}

/** The workshop has answered, and said no: its sentence. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** false when there is no line to the workshop. */
export function send(message: BrowserMessage): boolean {
  if (channel?.readyState !== WebSocket.OPEN) return false;
  channel.send(JSON.stringify(message));
  return true;
}

export function connect(): void {
  const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/control`);
  channel = opened;
  const watch = watchSilence(() => {
    // It may take the browser minutes to give such a line up.
    Object.assign(opened, { onopen: null, onmessage: null, onclose: null });
    opened.close();
    lose();
  });
  opened.onmessage = ({ data }) => {
    watch.heard();
    take(JSON.parse(String(data)) as WorkshopMessage);
  };
  opened.onopen = () => {
    line.value = 'open';
    if (wasOpen) returns.value += 1;
    wasOpen = true;
    void learnSafety();
    waitMs = FIRST_WAIT_MS;
  };
  opened.onclose = ({ code }) => {
    watch.stop();
    if (code === SEAT_TAKEN) isStranger.value = true;
    lose();
  };
}

function lose(): void {
  if (line.value === 'open') tell({ type: 'line-lost' });
  else void learnWhy();
  if (line.value !== 'locked') line.value = 'lost';
  setTimeout(connect, spread(waitMs));
  waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
}

/** A handshake that is refused tells a page nothing of the reason. */
async function learnWhy(): Promise<void> {
  const status = await fetch('/api/work').then(
    (response) => response.status,
    () => undefined,
  );
  if (line.value !== 'open') line.value = status === 401 ? 'locked' : 'lost';
  if (status === 401) isStranger.value = true;
}

export const fetchCatalog = () => fetchView<CatalogView>('/api/catalog');
export const fetchStep = (id: string) => fetchView<StepView>(`/api/steps/${encodeURIComponent(id)}`);
export const fetchReading = (id: string) => fetchView<ReadingView>(`/api/readings/${encodeURIComponent(id)}`);
export const fetchWork = () => fetchView<WorkView>('/api/work');
export const fetchDraft = (step: string, dialect: string) => fetchView<DraftView>(`/api/drafts/${encodeURIComponent(step)}/${dialect}`);
export const fetchAttempts = (step: string, dialect: string) =>
  fetchView<AttemptsView>(`/api/attempts/${encodeURIComponent(step)}/${dialect}`);
export const fetchAttempt = (id: number) => fetchView<AttemptView>(`/api/attempts/${id}`);
export const fetchAuthorsRun = (run: number) => fetchView<AuthorsRunView>(`/api/author/runs/${run}`);
export const fetchTypings = (dialect: string) => fetchView<TypingsView>(`/api/typings/${dialect}`);

/** Asked for again with each new line: the workshop may be another one. */
export async function learnSafety(): Promise<void> {
  safety.value = await fetchView<SafetyView>('/api/safety').catch(() => safety.value);
}

/** Rejects with a sentence that can be shown: Unreachable where the workshop may come back. */
export function fetchView<T>(address: string): Promise<T> {
  return ask(address, { headers: { Accept: 'application/json' } });
}

/** Asks for a change. Rejects as `fetchView` does. */
export function post<T>(address: string, body: unknown): Promise<T> {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json', 'X-Socket-Clinic': '1' };
  return ask(address, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function ask<T>(address: string, request: RequestInit): Promise<T> {
  const response = await fetch(address, request).catch(() => {
    throw new Unreachable('The workshop does not answer. Is it still running in its terminal? Your drafts are kept in this browser.');
  });
  const body = (await response.json().catch(() => ({}))) as T & { error?: string };
  if (response.status === 401) isStranger.value = true;
  if (!response.ok) throw new Refused(response.status, body.error ?? `The workshop answered ${response.status}. Reload the page.`);
  return body;
}

function take(message: WorkshopMessage): void {
  if (message.type === 'hello') {
    runtime.value = message.runtime;
    version.value = message.version;
  } else if (message.type === 'fastapi') learnFastapi(message.fastapi);
  else if (message.type === 'lessons-changed') changes.value += 1;
  else if (message.type !== 'beat') tell(message);
}

/** Its layers are known once it is ready. */
function learnFastapi(state: PreparationState): void {
  fastapi.value = state;
  if (state.state === 'ready' && safety.value && !safety.value.python) void learnSafety();
}

function tell(message: Parameters<Listener>[0]): void {
  for (const listener of listeners) listener(message);
}
