/** The one place that puts an event of a timeline into words, for the terminal, the drawing, the lists and the judge. Pure. */
import type { EventOf, TimelineEvent } from './timeline.ts';
import { callError, describeMs, meaningOf } from './wording.ts';

export interface Words {
  /** A few words, for a drawing: the front says the most, since it may be cut. */
  label: string;
  /** The event as a whole. */
  sentence: string;
}

/** What only the machinery needs: no list and no drawing shows it. */
export function isMachinery({ kind }: TimelineEvent): boolean {
  return MACHINERY.has(kind);
}

const MACHINERY: ReadonlySet<TimelineEvent['kind']> = new Set(['run-started', 'entry-began', 'entry-ended', 'script-ended', 'stats']);

/** Which way it went, seen from the probe. */
export function directionOf({ kind }: TimelineEvent): 'sent' | 'received' | undefined {
  if (kind === 'handshake-sent' || kind === 'frame-sent' || kind === 'bytes-sent') return 'sent';
  return kind.startsWith('handshake-') || kind === 'frame-received' || kind === 'protocol-error' ? 'received' : undefined;
}

export function describeEvent(event: TimelineEvent): Words {
  switch (event.kind) {
    case 'run-started':
      return same('the run started');
    case 'script-ended':
      return same('the scenario is over');
    case 'entry-began':
      return same(`entry ${event.entry} began`);
    case 'entry-ended':
      return same(`entry ${event.entry} ended: ${event.how}`);
    case 'clock-advanced':
      return { label: `${describeMs(event.byMs)} later`, sentence: `${describeMs(event.byMs)} passed on the run’s clock` };
    case 'connect-failed':
      return { label: 'nobody to connect to', sentence: `no connection: ${event.problem}` };
    case 'reached':
      return describeReached(event);
    case 'stopped-reading':
      return { label: 'the probe stops reading', sentence: 'the probe stops reading and answering' };
    case 'bytes-sent':
      return same(event.note === undefined ? `${event.bytes} bytes` : `${event.note}: ${event.bytes} bytes`);
    case 'reading-slowly':
      return same(`the probe reads ${event.bytesPerSecond} bytes a second`);
    case 'stopped-writing':
      return { label: 'the probe’s side of TCP ends', sentence: 'the probe ends its side of TCP with no close frame, and reads on' };
    case 'reading-again':
      return same('the probe reads again');
    case 'limit-exceeded':
      return describeLimit(event);
    case 'process-exited':
      return { label: 'the process ended', sentence: `the process ended (${event.signal ?? `exit code ${event.code}`})` };
    case 'handshake-sent':
      return same(`${event.method} ${event.path}`);
    case 'handshake-accepted':
      return { label: '101', sentence: `101 Switching Protocols${event.subprotocol ? `, subprotocol ${event.subprotocol}` : ''}` };
    case 'handshake-refused':
      return { label: `${event.status} ${event.statusText}`.trim(), sentence: `${event.status} ${event.statusText} ${event.body}`.trim() };
    case 'handshake-invalid':
    case 'protocol-error':
      return { label: 'illegal bytes', sentence: `illegal bytes: ${event.problem}` };
    case 'frame-sent':
    case 'frame-received':
      return describeFrame(event);
    case 'closed':
      return { label: labelClosed(event), sentence: describeClosed(event) };
    default:
      return describeTold(event);
  }
}

/** A close, completely: who ended it, with what, and whether it was answered. */
export function describeClosed(closed: EventOf<'closed'>): string {
  if (closed.beforeOpen) return `the connection ended before the opening handshake was answered (${endName(closed)})`;
  if (closed.received === undefined) return `the connection ended with no close frame (1006, ${endName(closed)})`;
  const { code, reason } = closed.received;
  const frame =
    code === undefined ? 'a close frame without a code (1005)' : `close ${code} (${meaningOf(code)})${reason === '' ? '' : ` “${reason}”`}`;
  return closed.by === 'probe' ? `the goodbye was answered with ${frame}` : `the handler ended the connection with ${frame}`;
}

/** How a connection fared, in a few words. */
export function describeFate(events: readonly TimelineEvent[]): string {
  const closed = events.find((event) => event.kind === 'closed');
  if (closed) return closed.clean && closed.by === 'probe' ? `fine, left with ${closed.code}` : `ended ${labelClosed(closed)}`;
  const refused = events.find((event) => event.kind === 'handshake-refused');
  if (refused) return `refused with ${refused.status}`;
  if (events.some(({ kind }) => kind === 'connect-failed')) return 'found nobody to connect to';
  return events.some(({ kind }) => kind === 'handshake-accepted') ? 'still open' : 'never opened';
}

/** What the sandbox process told. */
function describeTold(event: Extract<TimelineEvent, { source: unknown } & ToldKinds>): Words {
  switch (event.kind) {
    case 'output':
      return { label: event.text.trimEnd(), sentence: `${event.stream}: ${event.text.trimEnd()}` };
    case 'handler-started':
      return same(`the handler started${event.clientId ? ` for ${event.clientId}` : ''}`);
    case 'handler-returned':
      return { label: `returned${comma(event)}`, sentence: `the handler returned${bracket(event)}` };
    case 'handler-threw':
      return { label: labelError(event), sentence: `the handler threw ${callError(event.error)}${bracket(event.error)}` };
    case 'uncaught':
      return { label: labelError(event), sentence: `nobody caught ${callError(event.error)}${bracket(event.error)}` };
    case 'task-threw':
      return { label: labelError(event), sentence: `a task threw ${callError(event.error)}${bracket(event.error)}` };
    case 'never-awaited':
      return { label: `never awaited${comma(event)}`, sentence: `${event.call} was never awaited${bracket(event)}` };
    case 'reads-twice':
      return { label: `second receive${comma(event)}`, sentence: `a second receive waits beside the first${bracket(event)}` };
    case 'ending':
      return { label: `${event.call}${comma(event)}`, sentence: `${event.call}${bracket(event)}` };
    case 'stats':
      return same(`${event.stats.handlers} handlers, ${event.stats.timers} timers`);
  }
}

type ToldKinds = {
  kind:
    | 'output'
    | 'handler-started'
    | 'handler-returned'
    | 'handler-threw'
    | 'uncaught'
    | 'task-threw'
    | 'never-awaited'
    | 'reads-twice'
    | 'ending'
    | 'stats';
};

function describeReached({ step, what }: EventOf<'reached'>): Words {
  if (step === 'name') return { label: what, sentence: `the name leads to ${what}` };
  if (step === 'tcp') return { label: 'TCP connected', sentence: `TCP connected to ${what}` };
  return { label: 'TLS agreed', sentence: `TLS agreed: ${what}` };
}

function describeLimit({ limit }: EventOf<'limit-exceeded'>): Words {
  const label = `limit exceeded: ${limit.what}`;
  return { label, sentence: `${label}, at most ${limit.max} ${limit.unit}` };
}

function describeFrame(event: EventOf<'frame-sent' | 'frame-received'>): Words {
  const note = event.kind === 'frame-sent' ? event.note : undefined;
  const payload = describePayload(event);
  const facts = `${event.opcode}${event.fin ? '' : ' (not final)'}, ${event.bytes} bytes`;
  return {
    label: note === undefined ? labelFrame(event) : isControl(event) ? `${event.opcode}, ${note}` : `${note}: ${labelFrame(event)}`,
    sentence: `${facts}${payload === '' ? '' : `: ${payload}`}${note === undefined ? '' : ` (${note})`}`,
  };
}

function describePayload(event: EventOf<'frame-sent' | 'frame-received'>): string {
  if (event.close) return `${event.close.code ?? 'no code'}${event.close.reason ? ` “${event.close.reason}”` : ''}`;
  return event.text ?? (event.kind === 'frame-received' ? event.hex : undefined) ?? '';
}

function labelFrame({ opcode, text, close, bytes }: EventOf<'frame-sent' | 'frame-received'>): string {
  if (close) return `close ${close.code ?? '(no code)'}${close.reason ? ` “${close.reason}”` : ''}`;
  if (opcode === 'ping' || opcode === 'pong') return opcode;
  return opcode === 'text' && text !== undefined ? text : `${opcode === 'reserved' ? 'reserved opcode' : opcode}, ${bytes} bytes`;
}

/** Close, ping and pong frames. */
export function isControl({ opcode }: { opcode: string }): boolean {
  return opcode === 'ping' || opcode === 'pong' || opcode === 'close';
}

function labelClosed({ code, clean, end, received, beforeOpen }: EventOf<'closed'>): string {
  if (beforeOpen) return 'ended before 101';
  if (!received) return end === 'rst' ? 'RST · 1006' : 'FIN, no close frame · 1006';
  return `${code}${clean ? ' · clean' : ' · not answered'}`;
}

function labelError({ error }: EventOf<'handler-threw' | 'uncaught' | 'task-threw'>): string {
  return `threw ${error.name}${comma(error)}`;
}

function endName({ end }: EventOf<'closed'>): string {
  return end === 'rst' ? 'RST' : 'FIN';
}

function comma({ at }: { at?: { line: number } }): string {
  return at ? `, line ${at.line}` : '';
}

function bracket({ at }: { at?: { line: number } }): string {
  return at ? ` (line ${at.line})` : '';
}

function same(words: string): Words {
  return { label: words, sentence: words };
}
