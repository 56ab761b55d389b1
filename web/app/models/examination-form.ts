/** What a person asks of an examination: kept in the tab, and read, in sentences, before anything is asked of the workshop. Pure, but for the tab. */
import { MOST_FILE_BYTES, MOST_IDLE_SECONDS, MOST_MESSAGES } from '../../examination-bounds.ts';
import type { ExaminationRequestMessage } from '../../examination-messages.ts';
import { MOST_SENT } from '../../talk-bounds.ts';
import type { Keeper } from './storage.ts';
import { readOpening } from './talk-draft.ts';

/** As it was typed. */
export interface ExaminationForm {
  address: string;
  /** In place of the path of the address. */
  path: string;
  /** One a line, or one document of JSON. */
  messages: string;
  /** JSON. */
  expect: string;
  subprotocols: string;
  origin: string;
  /** One a line. */
  headers: string;
  idleSeconds: string;
  /** A handler's file, or a capture. */
  file: { name: string; source: string };
}

type Request<T extends ExaminationRequestMessage['type']> = Omit<Extract<ExaminationRequestMessage, { type: T }>, 'type' | 'examination'>;
export type AddressAsked = Request<'plan-examination'>;
export type FileAsked = Request<'examine-file'>;
export type Read<Asked> = { ok: true; asked: Asked } | { ok: false; problem: string };

const KEY = 'examination';

export const EMPTY_FORM: ExaminationForm = {
  ...{ address: 'ws://localhost:8000/ws', path: '', messages: '', expect: '', subprotocols: '', origin: '', headers: '', idleSeconds: '1' },
  file: { name: '', source: '' },
};

/** The names of headers are kept, their values are not: they may be secrets. */
export function keepForm(tab: Keeper, form: ExaminationForm): void {
  const headers = form.headers.replace(/^([^:\n]*:).*$/gm, '$1').replace(/^[^:\n]*$/gm, '');
  // A file that a browser's storage has no room for goes before the rest does.
  if (!tab.write(KEY, JSON.stringify({ ...form, headers }))) tab.write(KEY, JSON.stringify({ ...form, headers, file: EMPTY_FORM.file }));
}

/** What was typed in this tab before. */
export function keptForm(tab: Keeper): ExaminationForm {
  try {
    const kept = JSON.parse(tab.read(KEY) ?? '{}') as Record<string, unknown>;
    const file = kept.file as Record<string, unknown> | undefined;
    const text = (given: unknown, otherwise: string) => (typeof given === 'string' ? given : otherwise);
    const lines = Object.entries(EMPTY_FORM).flatMap(([name, otherwise]) =>
      typeof otherwise === 'string' ? [[name, text(kept[name], otherwise)]] : [],
    );
    return { ...EMPTY_FORM, ...Object.fromEntries(lines), file: { name: text(file?.name, ''), source: text(file?.source, '') } };
  } catch {
    return EMPTY_FORM;
  }
}

/** Whether a header has lost its value, as all do when the page is loaded anew. */
export function lacksHeaderValues({ headers }: ExaminationForm): boolean {
  return /^[^:\n]+:[ \t]*$/m.test(headers);
}

export function readForm(form: ExaminationForm): Read<AddressAsked> {
  const { path, messages, expect, subprotocols, origin, headers, idleSeconds } = form;
  if (lacksHeaderValues(form))
    return problem('Expected a value for each header. Header values are not kept: write them again, or delete the line.');
  const opening = readOpening(path.trim() || '/', headers, subprotocols);
  if (!opening.ok) return opening;
  const all = readMessages(messages);
  if (all.length > MOST_MESSAGES) return problem(`Expected at most ${MOST_MESSAGES} messages, one a line, got ${all.length}.`);
  const long = all.find((message) => message.length > MOST_SENT);
  if (long !== undefined) return problem(`Expected at most ${MOST_SENT} characters in one message, got ${long.length}.`);
  const seconds = Number(idleSeconds);
  if (idleSeconds.trim() === '' || !(seconds >= 0 && seconds <= MOST_IDLE_SECONDS))
    return problem(`Expected a number of seconds from 0 to ${MOST_IDLE_SECONDS} for the silence, got ${shown(idleSeconds)}.`);
  if (!/^[\x21-\x7e]*$/.test(origin.trim())) return problem(`Expected an origin such as http://localhost:5173, got ${shown(origin)}.`);
  const expected = readExpected(expect);
  if (!expected.ok) return expected;
  const { headers: pairs, subprotocols: offered } = opening.opening;
  return {
    ok: true,
    asked: {
      address: form.address.trim(),
      path: path.trim() || undefined,
      headers: pairs,
      subprotocols: offered,
      origin: origin.trim() || undefined,
      messages: all,
      expect: expected.asked,
      idleSeconds: seconds,
    },
  };
}

/** One message a line; a document of JSON that goes over several lines is one, too. */
export function readMessages(text: string): string[] {
  if (isJson(text)) return [text.trim()];
  return text.split('\n').filter((line) => line.trim() !== '');
}

export function readFile({ file: { name, source } }: Pick<ExaminationForm, 'file'>): Read<FileAsked> {
  if (source.trim() === '') return problem('Expected a handler, or a capture as HAR. Paste it, drop its file, or choose it.');
  const text = /\.har$/i.test(name) ? withoutOtherTraffic(source) : source;
  const bytes = new TextEncoder().encode(JSON.stringify(text)).length;
  const command = `clinic diagnose ${name || 'FILE'}`;
  if (bytes > MOST_FILE_BYTES)
    return problem(
      `Expected at most ${MOST_FILE_BYTES / 1024} KiB, got ${Math.ceil(bytes / 1024)} KiB. The command line takes more: ${command}`,
    );
  return { ok: true, asked: { name: name || 'pasted handler', source: text } };
}

/** Of a capture what WebSockets have left in it: all else is long, and nobody's business. */
function withoutOtherTraffic(source: string): string {
  try {
    const har = JSON.parse(source) as { log: { entries: { request?: { url?: string }; _webSocketMessages?: unknown }[] } };
    const entries = har.log.entries.filter(({ request, _webSocketMessages }) => _webSocketMessages || /^wss?:/i.test(request?.url ?? ''));
    return JSON.stringify({ ...har, log: { ...har.log, entries } });
  } catch {
    return source;
  }
}

function readExpected(text: string): Read<unknown> {
  if (text.trim() === '') return { ok: true, asked: undefined };
  if (isJson(text)) return { ok: true, asked: JSON.parse(text) };
  return problem(`Expected JSON for the answer, such as {"type":"response"}, got ${shown(text)}.`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function problem(sentence: string): { ok: false; problem: string } {
  return { ok: false, problem: sentence };
}

function shown(text: string): string {
  return JSON.stringify(text.trim().slice(0, 80));
}
