/** Words for the drawing and the table of events. Pure. */
import type { TimelineEvent } from '../../../sandbox/index.ts';

export const NAMES: Record<string, string> = { binary: 'binary', continuation: 'continuation', reserved: 'reserved opcode' };

const WHO: Record<string, string> = { A: 'the connection', B: 'bystander', N: 'newcomer' };

/** One of the three that every scenario has. */
export function isWellKnown(name: string): boolean {
  return name in WHO;
}

export function nameConnection(name: string): string {
  return WHO[name] ?? `connection ${name}`;
}

export function describeMs(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${Number((ms / 1_000).toFixed(1))} s`;
}

export function describeClose({ code, clean, end, received, beforeOpen }: Extract<TimelineEvent, { kind: 'closed' }>): string {
  if (beforeOpen) return 'ended before 101';
  if (!received) return end === 'rst' ? 'RST · 1006' : 'FIN, no close frame · 1006';
  return `${code}${clean ? ' · clean' : ' · not answered'}`;
}

/** How a connection fared, in a few words. */
export function describeFate(events: readonly TimelineEvent[]): string {
  const closed = events.find((event) => event.kind === 'closed');
  if (closed) return closed.clean && closed.by === 'probe' ? `fine, left with ${closed.code}` : `ended ${describeClose(closed)}`;
  const refused = events.find((event) => event.kind === 'handshake-refused');
  if (refused) return `refused with ${refused.status}`;
  if (events.some(({ kind }) => kind === 'connect-failed')) return 'found nobody to connect to';
  return events.some(({ kind }) => kind === 'handshake-accepted') ? 'still open' : 'never opened';
}

/** One event as a sentence, complete. */
export function describeEvent(event: TimelineEvent): string {
  switch (event.kind) {
    case 'run-started':
      return 'the run started';
    case 'script-ended':
      return 'the scenario is over';
    case 'entry-began':
      return `entry ${event.entry} began`;
    case 'entry-ended':
      return `entry ${event.entry} ended: ${event.how}`;
    case 'clock-advanced':
      return `${describeMs(event.byMs)} passed on the run's clock`;
    case 'connect-failed':
      return event.problem;
    case 'stopped-reading':
      return 'the probe reads and answers nothing more';
    case 'reading-again':
      return 'the probe reads again';
    case 'limit-exceeded':
      return `limit exceeded: ${event.limit.what}, at most ${event.limit.max} ${event.limit.unit}`;
    case 'process-exited':
      return `the process ended (${event.signal ?? `exit code ${event.code}`})`;
    case 'handshake-sent':
      return `${event.method} ${event.path}`;
    case 'handshake-accepted':
      return `101 Switching Protocols${event.subprotocol ? `, subprotocol ${event.subprotocol}` : ''}`;
    case 'handshake-refused':
      return `${event.status} ${event.statusText} ${event.body}`;
    case 'handshake-invalid':
    case 'protocol-error':
      return event.problem;
    case 'frame-sent':
    case 'frame-received':
      return `${event.opcode}${event.fin ? '' : ' (not final)'}, ${event.bytes} bytes ${describePayload(event)}${noteOf(event)}`;
    case 'closed':
      return `closed ${event.code}${event.reason ? ` “${event.reason}”` : ''}: ${event.clean ? 'clean, a close frame each way' : 'no completed closing handshake'}${event.end ? `, ${event.end.toUpperCase()}` : ''}, by ${event.by}`;
    case 'output':
      return `${event.stream}: ${event.text}`;
    case 'handler-started':
      return `the handler started${event.clientId ? ` for ${event.clientId}` : ''}`;
    case 'handler-returned':
      return `the handler returned${event.at ? ` (line ${event.at.line})` : ''}`;
    case 'handler-threw':
      return `the handler threw ${event.error.name}: ${event.error.message}`;
    case 'uncaught':
      return `nobody caught ${event.error.name}: ${event.error.message}`;
    case 'never-awaited':
      return `${event.call} was never awaited${event.at ? ` (line ${event.at.line})` : ''}`;
    case 'ending':
      return `${event.call}${event.at ? ` (line ${event.at.line})` : ''}`;
    case 'stats':
      return `${event.stats.handlers} handlers, ${event.stats.timers} timers`;
  }
}

function noteOf(event: Extract<TimelineEvent, { kind: 'frame-sent' | 'frame-received' }>): string {
  return event.kind === 'frame-sent' && event.note !== undefined ? ` (${event.note})` : '';
}

function describePayload({
  close,
  text,
  hex,
}: Extract<TimelineEvent, { kind: 'frame-sent' | 'frame-received' }> & { hex?: string }): string {
  if (close) return `${close.code ?? 'no code'}${close.reason ? ` “${close.reason}”` : ''}`;
  return text ?? hex ?? '';
}
