/** Each captured connection is judged and diagnosed as a run is: it was to open, and to stay until the client leaves. Pure. */
import type { Entry, Script } from '../../scenario/entry.ts';
import { withoutSecrets } from '../../timeline/secrets.ts';
import type { TimelineEvent } from '../../timeline/timeline.ts';
import { diagnose } from '../../verdict/diagnose.ts';
import { judge } from '../../verdict/judge.ts';
import type { Played } from '../examination.ts';
import { recordedOf, timelineOf } from './captured-timeline.ts';
import type { CapturedConnection } from './read-capture.ts';

export interface JudgedConnection extends Played {
  connection: CapturedConnection;
}

/** The connection's name in the script. */
const NAME = 'A';
const WORDS = { withinMs: 0 };

export function judgeConnection(connection: CapturedConnection, startedMs: number): JudgedConnection {
  const script = scriptFor(connection);
  const timeline = played(connection, startedMs, script);
  const { verdict } = judge(script, timeline);
  return { connection, script, verdict, diagnoses: diagnose(script, timeline, verdict, 'outside'), timeline: withoutSecrets(timeline) };
}

function scriptFor({ url, requestHeaders }: CapturedConnection): Script {
  const offered = Object.entries(requestHeaders).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1];
  const asides = (['text', 'binary'] as const).map(
    (opcode): Entry => ({ do: 'set-aside', connection: NAME, as: `${opcode} messages`, opcode, match: { anything: true } }),
  );
  const sentence = 'the connection to open (101)';
  const opens = (subprotocol: string | undefined) => ({ expect: 'opens' as const, connection: NAME, sentence, subprotocol, ...WORDS });
  const choices = (offered ?? '').split(',').map((each) => each.trim());
  const opening: Entry =
    offered === undefined
      ? { ...opens(undefined), summary: 'the connection never opened' }
      : { expect: 'one-of', connection: NAME, alternatives: choices.map((each) => [opens(each)]), sentence, ...WORDS };
  const stays: Entry = { expect: 'quiet', connection: NAME, sentence: 'the connection to stay open', summary: 'it did not stay', ...WORDS };
  return { entries: [...asides, { do: 'open', connection: NAME, path: url }, opening, stays] };
}

/** What was recorded, at the entries of the script; what comes after the client's own goodbye belongs to none of them. */
function played(connection: CapturedConnection, startedMs: number, { entries }: Script): TimelineEvent[] {
  const recorded = recordedOf(connection, startedMs).map(
    ({ fact, atMs }) => ({ ...fact, atMs, connection: NAME }) as Partial<TimelineEvent>,
  );
  const left = recorded.findIndex((event) => event.kind === 'frame-sent' && event.opcode === 'close');
  const came = recorded.findIndex((event) => event.kind === 'frame-received' && event.opcode === 'close');
  const isOwnEnd = left >= 0 && (came < 0 || left < came);
  const during = isOwnEnd ? recorded.slice(0, left) : recorded;
  const parent = { source: 'parent' as const };
  const began = (entry: number) => ({ ...parent, kind: 'entry-began' as const, entry, connection: NAME });
  const ended = (entry: number, how: 'done' | 'deadline') => ({ ...parent, kind: 'entry-ended' as const, entry, how });
  const [opening, stays] = [entries.length - 2, entries.length - 1];
  const answer = during.findIndex(({ kind }) => kind !== 'handshake-sent');
  const split = answer < 0 ? during.length : answer + 1;
  return timelineOf([
    ...entries.slice(0, opening - 1).flatMap((_entry, index) => [began(index), ended(index, 'done')]),
    ...[began(opening - 1), ...during.slice(0, 1), ended(opening - 1, 'done')],
    ...[began(opening), ...during.slice(1, split), ended(opening, 'deadline')],
    ...[began(stays), ...during.slice(split), ended(stays, 'deadline')],
    ...(isOwnEnd ? recorded.slice(left) : []),
    { ...parent, kind: 'script-ended' as const },
  ]);
}
