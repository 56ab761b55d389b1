/** One line of text for one event of a timeline; undefined for what only the machinery needs. */
import type { TimelineEvent } from '../sandbox/index.ts';

export function describeEvent(event: TimelineEvent): string | undefined {
  switch (event.kind) {
    case 'handshake-sent':
      return `→ ${event.method} ${event.path}`;
    case 'handshake-accepted':
      return '← 101';
    case 'handshake-refused':
      return `← ${event.status} ${event.statusText}`;
    case 'handshake-invalid':
    case 'protocol-error':
      return `← illegal: ${event.problem}`;
    case 'frame-sent':
      return `→ ${event.opcode} ${describePayload(event)}${event.note === undefined ? '' : ` (${event.note})`}`;
    case 'frame-received':
      return `← ${event.opcode} ${describePayload(event)}`;
    case 'closed':
      return `closed ${event.code}${event.clean ? ', clean' : ', no closing handshake'}${event.end ? ` (${event.end.toUpperCase()})` : ''}`;
    case 'output':
      return `${event.stream}: ${JSON.stringify(event.text.trimEnd())}`;
    case 'handler-returned':
      return `the handler returned${event.at ? ` (line ${event.at.line})` : ''}`;
    case 'handler-threw':
    case 'uncaught':
      return `${event.kind === 'uncaught' ? 'uncaught' : 'the handler threw'} ${event.error.name}: ${event.error.message}`;
    case 'never-awaited':
      return `${event.call} was never awaited${event.at ? ` (line ${event.at.line})` : ''}`;
    case 'ending':
      return `${event.call}${event.at ? ` (line ${event.at.line})` : ''}`;
    case 'clock-advanced':
      return `… ${event.byMs} ms pass`;
    case 'stopped-reading':
      return '… the probe reads and answers nothing more';
    case 'reading-again':
      return '… the probe reads again';
    case 'connect-failed':
      return `no connection: ${event.problem}`;
    case 'limit-exceeded':
      return `limit exceeded: ${event.limit.what}`;
    case 'process-exited':
      return `the process ended (${event.signal ?? `exit code ${event.code}`})`;
    default:
      return undefined;
  }
}

function describePayload({ close, text, bytes }: { close?: { code?: number; reason: string }; text?: string; bytes: number }): string {
  if (close) return `${close.code ?? 'without a code'} ${close.reason}`.trim();
  return text === undefined ? `${bytes} bytes` : JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
