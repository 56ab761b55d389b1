/** The browser app's line to the workshop: the API, and the control channel that comes back by itself. */
import { signal } from '@preact/signals';
import type { PreparationState } from '../../../sandbox/index.ts';
import type { BrowserMessage, CatalogView, SafetyView, StepView, TypingsView, WorkshopMessage } from '../../protocol.ts';
import { fastapi } from './fastapi.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

export type Line = 'connecting' | 'open' | 'lost';

export const line = signal<Line>('connecting');
export const runtime = signal('');
/** What stands between a handler and this machine, when the workshop has found out. */
export const safety = signal<SafetyView | undefined>(undefined);

type Listener = (message: WorkshopMessage | { type: 'line-lost' }) => void;

const listeners = new Set<Listener>();
let channel: WebSocket | undefined;
let waitMs = FIRST_WAIT_MS;

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
  opened.onmessage = ({ data }) => take(JSON.parse(String(data)) as WorkshopMessage);
  opened.onopen = () => {
    line.value = 'open';
    void learnSafety();
    waitMs = FIRST_WAIT_MS;
  };
  opened.onclose = () => {
    if (line.value === 'open') tell({ type: 'line-lost' });
    line.value = 'lost';
    setTimeout(connect, waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  };
}

export const fetchCatalog = () => fetchView<CatalogView>('/api/catalog');
export const fetchStep = (id: string) => fetchView<StepView>(`/api/steps/${encodeURIComponent(id)}`);
export const fetchTypings = (dialect: string) => fetchView<TypingsView>(`/api/typings/${dialect}`);

/** Asked for again with each new line: the workshop may be another one. */
export async function learnSafety(): Promise<void> {
  safety.value = await fetchView<SafetyView>('/api/safety').catch(() => safety.value);
}

/** Rejects with a sentence that can be shown. */
async function fetchView<T>(address: string): Promise<T> {
  const response = await fetch(address, { headers: { Accept: 'application/json' } }).catch(() => {
    throw new Error('The workshop does not answer. Is it still running in its terminal? Your drafts are kept in this browser.');
  });
  const body = (await response.json().catch(() => ({}))) as T & { error?: string };
  if (!response.ok) throw new Error(body.error ?? `The workshop answered ${response.status}. Reload the page.`);
  return body;
}

function take(message: WorkshopMessage): void {
  if (message.type === 'hello') runtime.value = message.runtime;
  else if (message.type === 'fastapi') learnFastapi(message.fastapi);
  else tell(message);
}

/** Its layers are known once it is ready. */
function learnFastapi(state: PreparationState): void {
  fastapi.value = state;
  if (state.state === 'ready' && safety.value && !safety.value.python) void learnSafety();
}

function tell(message: Parameters<Listener>[0]): void {
  for (const listener of listeners) listener(message);
}
