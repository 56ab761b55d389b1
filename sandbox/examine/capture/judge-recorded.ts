/** A recorded connection is judged and diagnosed as a run is: it was to open, and to stay until the client leaves. Pure. */
import type { Entry, Script } from '../../scenario/entry.ts';
import { withoutSecrets } from '../../timeline/secrets.ts';
import type { TimelineEvent } from '../../timeline/timeline.ts';
import { diagnose } from '../../verdict/diagnose.ts';
import { judge } from '../../verdict/judge.ts';
import type { Played } from '../examination.ts';
import { type Recorded, timelineOf } from './captured-timeline.ts';

export interface RecordedConnection {
  /** Its name in the script and in the timeline. */
  name: string;
  /** The address or the path, for the script. */
  path: string;
  requestHeaders: Record<string, string>;
  recorded: readonly Recorded[];
}

const WORDS = { withinMs: 0 };

/** The timeline that it gives is without secrets. */
export function judgeRecorded(connection: RecordedConnection): Played {
  const script = scriptFor(connection);
  const timeline = played(connection, script);
  const { verdict } = judge(script, timeline);
  return { script, verdict, diagnoses: diagnose(script, timeline, verdict, 'outside'), timeline: withoutSecrets(timeline) };
}

function scriptFor({ name, path, requestHeaders }: RecordedConnection): Script {
  const offered = Object.entries(requestHeaders).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1];
  const asides = (['text', 'binary'] as const).map(
    (opcode): Entry => ({ do: 'set-aside', connection: name, as: `${opcode} messages`, opcode, match: { anything: true } }),
  );
  const sentence = 'the connection to open (101)';
  const opens = (subprotocol: string | undefined) => ({ expect: 'opens' as const, connection: name, sentence, subprotocol, ...WORDS });
  const choices = (offered ?? '').split(',').map((each) => each.trim());
  const opening: Entry =
    offered === undefined
      ? { ...opens(undefined), summary: 'the connection never opened' }
      : { expect: 'one-of', connection: name, alternatives: choices.map((each) => [opens(each)]), sentence, ...WORDS };
  const stays: Entry = { expect: 'quiet', connection: name, sentence: 'the connection to stay open', summary: 'it did not stay', ...WORDS };
  return { entries: [...asides, { do: 'open', connection: name, path }, opening, stays] };
}

/** What was recorded, at the entries of the script; what comes after the client's own goodbye belongs to none of them. */
function played({ name, recorded: facts }: RecordedConnection, { entries }: Script): TimelineEvent[] {
  const recorded = facts.map(({ fact, atMs }) => ({ ...fact, atMs, connection: name }) as Partial<TimelineEvent>);
  const left = recorded.findIndex(isGoodbye);
  const came = recorded.findIndex((event) => event.kind === 'frame-received' && event.opcode === 'close');
  const isOwnEnd = left >= 0 && (came < 0 || left < came);
  const during = isOwnEnd ? recorded.slice(0, left) : recorded;
  const parent = { source: 'parent' as const };
  const began = (entry: number) => ({ ...parent, kind: 'entry-began' as const, entry, connection: name });
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

/** The client's close frame, or its end of the stream without one. */
function isGoodbye(event: Partial<TimelineEvent>): boolean {
  return (event.kind === 'frame-sent' && event.opcode === 'close') || (event.kind === 'closed' && event.by === 'probe');
}
