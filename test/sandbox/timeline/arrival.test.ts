/**
 * What a handler does comes over two ways, the wire and the channel, and each may be late. Whatever the order of arrival: the timeline
 * has what happened in the order in which it happened, and the verdict that was reached while it came is that of the whole timeline.
 */
import fc from 'fast-check';
import type { Entry } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { isExpectation, type Script } from '../../../sandbox/scenario/entry.ts';
import { type Reach, Recorder } from '../../../sandbox/timeline/recorder.ts';
import type { TimelineEvent } from '../../../sandbox/timeline/timeline.ts';
import { conclude, judge } from '../../../sandbox/verdict/judge.ts';
import { Judging } from '../../../sandbox/verdict/judging.ts';
import { scriptOf } from '../../helpers/timeline.ts';

/** One thing that the handler does: sends a frame, writes a line, or drops the connection. */
type Deed = { frame: string } | { line: string } | 'drop';

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ frame: fc.constantFrom('{"ok":true}', 'no') }) },
  { weight: 4, arbitrary: fc.record({ line: fc.constantFrom('got it', 'bye', 'Error: bad') }) },
  { weight: 1, arbitrary: fc.constant('drop' as const) },
);
/** What it does after each of the probe's messages. */
const deeds = fc.array(fc.array(deed, { maxLength: 5 }), { minLength: 1, maxLength: 4 });
/** Which of the two ways is next, again and again. */
const ways = fc.infiniteStream(fc.boolean());

function scriptFor(count: number): Script {
  const asked = Array.from({ length: count }, (_, index): Entry[] => [
    { do: 'send', connection: 'A', frames: [{ opcode: 'text', text: '?' }], mark: `message ${index}` },
    { expect: 'receives', connection: 'A', opcode: 'text', match: { json: { ok: true } }, sentence: 'an answer', withinMs: 0, soft: true },
    {
      expect: 'output',
      lines: [{ has: ['got it'], since: `message ${index}` }],
      never: [{ has: ['Error'] }],
      sentence: 'a line',
      withinMs: 0,
      soft: true,
    },
  ]);
  return scriptOf(...asked.flat());
}

interface Sent {
  event: string;
  deliver(): void;
}

/** Plays a script as the probe does, against a handler whose deeds arrive as `ways` has it. */
function play(script: Script, reactions: Deed[][], ways: Iterator<boolean>) {
  const judging = new Judging(script);
  const recorder = new Recorder((event) => judging.take(event));
  const [wire, channel]: [Sent[], Sent[]] = [[], []];
  const happened: string[] = [];
  let written = 0;
  let ended = false;

  const reachNow = (): Reach => new Map([[0, { written, writeEnded: ended }]]);
  function act(what: Deed): void {
    if (what !== 'drop' && 'line' in what) {
      const reach = reachNow();
      channel.push({
        event: what.line,
        deliver: () => recorder.process({ kind: 'output', stream: 'stdout', text: `${what.line}\n` }, 'A', { nowMs: 0, reach }),
      });
      happened.push(what.line);
    } else if (!ended) {
      written += what === 'drop' ? 0 : what.frame.length;
      ended = what === 'drop';
      const upTo = ended ? Number.POSITIVE_INFINITY : written;
      const fact =
        what === 'drop'
          ? ({ kind: 'closed', code: 1006, reason: '', clean: false, by: 'handler', end: 'fin' } as const)
          : ({ kind: 'frame-received', opcode: 'text', fin: true, bytes: what.frame.length, text: what.frame } as const);
      wire.push({ event: nameOf(fact), deliver: () => recorder.wire(fact, 'A', upTo) });
      happened.push(nameOf(fact));
    }
  }
  function arrive(): boolean {
    const [first, second] = ways.next().value ? [wire, channel] : [channel, wire];
    const next = first.shift() ?? second.shift();
    next?.deliver();
    return next !== undefined;
  }
  function settle(): void {
    while (arrive());
    recorder.settle();
  }

  recorder.wire({ kind: 'handshake-sent', method: 'GET', path: '/', headers: {} }, 'A');
  recorder.wire({ kind: 'handshake-accepted' }, 'A', 0);
  let turn = 0;
  for (const [index, entry] of script.entries.entries()) {
    if (!isExpectation(entry) || entry.expect === 'output') settle();
    recorder.parent({ kind: 'entry-began', entry: index }, 'A');
    if (!isExpectation(entry)) for (const what of reactions[turn++] ?? []) act(what);
    else while (judging.standing(index) === 'pending' && arrive());
    const how = isExpectation(entry) && judging.standing(index) === 'pending' ? 'deadline' : 'done';
    recorder.parent({ kind: 'entry-ended', entry: index, how });
  }
  settle();
  recorder.parent({ kind: 'script-ended' });
  return { judging, timeline: recorder.finish(), happened };
}

function nameOf(event: { kind: string; text?: string }): string {
  return event.kind === 'closed' ? 'drop' : (event.text ?? '').trim();
}

const isDeed = ({ kind }: TimelineEvent) => kind === 'output' || kind === 'frame-received' || kind === 'closed';

test('the timeline has the order in which things happened', () => {
  fc.assert(
    fc.property(deeds, ways, (reactions, order) => {
      const { timeline, happened } = play(scriptFor(reactions.length), reactions, order);
      expect(timeline.filter(isDeed).map((event) => nameOf(event as { kind: string; text?: string }))).toEqual(happened);
      expect(timeline.map(({ seq }) => seq)).toEqual(timeline.map((_, index) => index));
    }),
    { numRuns: 2_000 },
  );
});

test('the verdict of a run as it came is that of its timeline, and does not depend on what arrived first', () => {
  fc.assert(
    fc.property(deeds, ways, ways, (reactions, order, otherOrder) => {
      const script = scriptFor(reactions.length);
      const { judging, timeline } = play(script, reactions, order);
      const lived = conclude(script, timeline, judging);
      expect(lived).toEqual(judge(script, timeline));
      const other = play(script, reactions, otherOrder);
      expect(conclude(script, other.timeline, other.judging).outcomes).toEqual(lived.outcomes);
    }),
    { numRuns: 2_000 },
  );
});
