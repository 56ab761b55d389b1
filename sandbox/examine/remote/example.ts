/** An example of how an address talks, from what was seen while it was examined, and the script that proves it. Pure. */
import { isExpectation, type Script } from '../../scenario/entry.ts';
import { FIXED_SEED } from '../../scenario/random.ts';
import { resolveScenario } from '../../scenario/resolve.ts';
import type { EventOf, TimelineEvent } from '../../timeline/timeline.ts';
import { exampleScenario } from '../example-scenario.ts';
import { isData } from '../hearing.ts';
import { InCommon } from '../in-common.ts';
import type { Door, Example } from '../manner.ts';
import { BOUNDS } from './bounds.ts';
import { openingOf } from './opening.ts';
import type { AddressRequest, PlayedExperiment } from './request.ts';

type Received = EventOf<'frame-received'>;

/** undefined where the first message was not answered with as many messages each time that it was said, or something came unasked. */
export function exampleAt({ address, messages = [] }: AddressRequest, played: readonly PlayedExperiment[]): Example | undefined {
  const [stays, talks] = played;
  if (talks?.verdict.kind !== 'working') return undefined;
  const rows = [rowsOf(stays?.timeline ?? []), rowsOf(talks.timeline)];
  const common = new InCommon([]);
  const greetings = common.replies(rows.map(([greeting]) => greeting ?? []));
  const said = rows[1]?.slice(1) ?? [];
  // The first message is said again at the end.
  const replies = common.replies([said.at(0) ?? [], said.at(-1) ?? []]);
  const [text] = messages;
  if (!greetings || !replies || replies.length === 0 || text === undefined) return undefined;
  return { ...exampleOfOne(address.path, text), greetings, word: { send: { opcode: 'text', text }, replies } };
}

/** One message, and nothing known of its answers. */
export function exampleOfOne(path: string, text: string): Example {
  return { door: doorOf(path), greetings: [], opener: [], word: { send: { opcode: 'text', text }, replies: [] } };
}

/** What came on connection A before its first message, and after each one. */
function rowsOf(timeline: readonly TimelineEvent[]): Received[][] {
  const rows: Received[][] = [[]];
  for (const event of timeline) {
    if (event.connection !== 'A') continue;
    if (event.kind === 'frame-sent' && isData(event.opcode)) rows.push([]);
    if (event.kind === 'frame-received' && isData(event.opcode)) rows.at(-1)?.push(event);
  }
  return rows;
}

function doorOf(path: string): Door {
  const [plain = '/', query = ''] = path.split('?');
  return { path: plain, query: Object.fromEntries(new URLSearchParams(query)), headers: {}, subprotocols: [], numbers: [] };
}

/** One client alone, as the test that is kept plays it, with the silence and the times that hold for an address. */
export function scriptFor(example: Example, request: AddressRequest): Script {
  const { address, asking, idleMs = BOUNDS.idleMs } = request;
  const door = { ...example.door, headers: openingOf(address, asking).headers as Record<string, string> };
  const { entries } = resolveScenario(exampleScenario({ ...example, door }, { alone: true, idleMs }), FIXED_SEED);
  return {
    entries: entries.map((entry) => (isExpectation(entry) ? { ...entry, withinMs: WITHIN[entry.expect] ?? entry.withinMs } : entry)),
  };
}

const WITHIN: Partial<Record<string, number>> = {
  opens: BOUNDS.handshakeMs,
  receives: BOUNDS.answerMs,
  pongs: BOUNDS.pongMs,
  ends: BOUNDS.pongMs,
};
