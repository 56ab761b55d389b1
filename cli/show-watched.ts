/** A connection through the tap as one line for a terminal. What others wrote is shown as inert text. */
import pc from 'picocolors';
import type { TimelineEvent, Unread, Watched } from '../sandbox/index.ts';
import { describeMs, meaningOf } from '../sandbox/timeline/wording.ts';
import { GUIDE } from '../sandbox/verdict/causes/guide/guide.ts';
import { visibleText } from '../web/visible-text.ts';
import { oneLine } from './show-report.ts';

/** How much of a path is shown, in characters. */
const PATH_CHARACTERS = 120;

const SIGNS = { healthy: pc.green('✓'), broken: pc.red('✗'), open: pc.dim('·') };

export function showWatched(watched: Watched): string {
  const { at, path, lastedMs, messages, state } = watched;
  const shownPath = path.length > PATH_CHARACTERS ? `${path.slice(0, PATH_CHARACTERS)}…` : path;
  const parts = [
    `${SIGNS[state]} ${timeOf(at)}  ${oneLine(shownPath)}`,
    describeMs(lastedMs),
    `→ ${messages.sent} ← ${messages.received}`,
    oneLine(howItEnded(watched)),
    ...causeOf(watched),
  ];
  return `${parts.join('  ')}\n`;
}

/** On this machine's clock. */
function timeOf(at: string): string {
  return new Date(at).toTimeString().slice(0, 8);
}

/** Who ended it, and with what: 1005 and 1006 are never sent, and are told apart. */
export function howItEnded({ timeline, state }: Watched): string {
  if (state === 'open') return 'its end was not seen';
  const closed = find(timeline, 'closed');
  if (!closed) return notOpened(timeline);
  const who = closed.by === 'probe' ? 'the client' : 'the backend';
  if (closed.beforeOpen) return `${who} ended it before the opening handshake was answered (${endOf(closed.end)})`;
  const frame = closed.by === 'probe' ? closed.sent : closed.received;
  if (!frame) return `${who} ended it with no close frame (1006, ${endOf(closed.end)})`;
  const { code, reason } = frame;
  const words = code === undefined ? 'no code (1005)' : `${code} (${meaningOf(code)})`;
  return `${who} closed with ${words}${reason === '' ? '' : ` “${reason}”`}${closed.clean ? '' : ', not answered'}`;
}

function notOpened(timeline: readonly TimelineEvent[]): string {
  const refused = find(timeline, 'handshake-refused');
  if (refused) return `the backend refused it with ${refused.status} ${refused.statusText}`.trim();
  return `the backend’s answer to the opening handshake is illegal: ${find(timeline, 'handshake-invalid')?.problem ?? ''}`;
}

function endOf(end: 'fin' | 'rst' | 'probe' | undefined): string {
  return end === 'rst' ? 'TCP was reset' : 'TCP ended';
}

function find<K extends TimelineEvent['kind']>(timeline: readonly TimelineEvent[], kind: K) {
  return timeline.find((event): event is Extract<TimelineEvent, { kind: K }> => event.kind === kind);
}

/** The first cause, or what is worth a remark, and the step that teaches it. */
function causeOf({ state, diagnoses, remarks }: Watched): string[] {
  const [first] = [...diagnoses, ...remarks];
  if (!first) return [];
  const { step } = GUIDE[first.cause];
  const words = `${oneLine(first.title)} (${first.cause}, ${first.confidence})${step === undefined ? '' : `; the step ${step} teaches it`}`;
  return [state === 'broken' ? pc.bold(words) : pc.dim(`remark: ${words}`)];
}

const UNREAD: Record<Unread, string> = {
  tls: 'it is encrypted (TLS); what it carries, nobody can read in between. Watch the backend without TLS to see its connections',
  'not-http': 'the client’s bytes are not HTTP/1.1',
  'long-head': 'a request’s headers are longer than 64 KiB',
  early: 'the client sent more than is kept before it was answered',
  answer: 'the backend’s answers are not HTTP/1.1',
  fault: 'the clinic failed at reading it',
};

/** A TCP connection that passes and is not read. */
export function showUnread(why: Unread): string {
  return visibleText(`A connection passes through unread: ${UNREAD[why]}.\n`);
}
