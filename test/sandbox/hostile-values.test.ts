/** Values that handlers send to break whoever reads them: nobody throws, and nobody says more than is read. */
import fc from 'fast-check';
import type { Entry, Matcher } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { showReport } from '../../cli/show-report.ts';
import { parseJson, writeJson } from '../../sandbox/bounded-json.ts';
import type { RunReport } from '../../sandbox/index.ts';
import { readHeader } from '../../sandbox/probe/websocket/frame.ts';
import { openingHandshake, readAnswer } from '../../sandbox/probe/websocket/handshake.ts';
import { parseMessage } from '../../sandbox/process/messages.ts';
import { describeEvent } from '../../sandbox/timeline/describe.ts';
import { Recorder } from '../../sandbox/timeline/recorder.ts';
import { ShownTimeline } from '../../sandbox/timeline/shown-timeline.ts';
import type { ProcessFact, WireFact } from '../../sandbox/timeline/timeline.ts';
import { diagnose } from '../../sandbox/verdict/diagnose.ts';
import { conclude } from '../../sandbox/verdict/judge.ts';
import { Judging } from '../../sandbox/verdict/judging.ts';
import { mismatch } from '../../sandbox/verdict/match.ts';
import { shortText } from '../../web/app/models/short-text.ts';
import { wordVerdict } from '../../web/app/models/verdict-words.ts';
import { LABEL_LENGTH, layOut, MOST_ROWS } from '../../web/app/timeline/layout.ts';
import { scriptOf } from '../helpers/timeline.ts';

const nested = (open: string, close: string, depth: number, inner = '') => open.repeat(depth) + inner + close.repeat(depth);
const DEEP = [nested('[', ']', 25_000), nested('{"a":', '}', 25_000, '0'), nested('{"__proto__":[', ']}', 12_000), '['.repeat(65_536)];
const LARGE = [
  `[${'[],'.repeat(20_000)}[]]`,
  `{${Array.from({ length: 9_000 }, (_, at) => `"k${at}":{}`)}}`,
  JSON.stringify('x'.repeat(60_000)),
  JSON.stringify({ ['k'.repeat(60_000)]: 1 }),
  '\u0000'.repeat(60_000),
  '\u202e\u2066\ud800'.repeat(20_000),
];
const ODD = [
  ...['-0', '1e400', '-1e-400', '9007199254740993', '""', 'null', '[]', '{}', '\ufeff{}', '{"ok":-0}', '[object Promise]'],
  ...['{"__proto__":{"ok":true}}', '{"constructor":{"prototype":{}}}', '{"toJSON":1,"toString":null}', '{"ok":true,"ok":false}'],
  JSON.stringify(JSON.stringify(JSON.stringify({ ok: true }))),
];
const text = fc.oneof(
  fc.constantFrom(...DEEP, ...LARGE, ...ODD),
  fc.constantFrom(...DEEP).map((deep) => JSON.stringify(deep)),
  fc.json(),
  fc.string({ unit: 'binary' }),
  // Bytes that are not UTF-8, as a decoder that does not mind shows them; and halves of characters.
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
  fc.array(fc.constantFrom('\ud83d', '\ude00', '\u202e', '\u0000', '\u001b[2J', '\n', '"', '\\')).map((parts) => parts.join('')),
);
const hex = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(-0, 0, 2 ** 53, 1e308, 5e-324));
const place = fc.option(fc.record({ line: fc.integer(), column: fc.integer() }), { nil: undefined });
const error = fc.record({ name: text, message: text, stack: text, at: place });
const code = fc.integer({ min: 1000, max: 4999 });

/** What the probe reads of an answer or a close frame is short already. */
const short = text.map((each) => each.slice(0, 200));

const wireFact: fc.Arbitrary<WireFact> = fc.oneof(
  fc.record({ kind: fc.constant('handshake-accepted' as const), subprotocol: fc.constantFrom(undefined, 'chat.v1') }),
  fc.record({
    kind: fc.constant('handshake-refused' as const),
    status: fc.integer(),
    statusText: short,
    body: text.map((each) => each.slice(0, 1_000)),
  }),
  fc.record({ kind: fc.constantFrom('handshake-invalid' as const, 'protocol-error' as const), problem: short }),
  fc.record({
    kind: fc.constant('frame-received' as const),
    opcode: fc.constantFrom('text' as const, 'binary' as const, 'ping' as const, 'pong' as const, 'continuation' as const),
    fin: fc.boolean(),
    bytes: fc.nat(),
    text,
    hex,
  }),
  fc.record({
    kind: fc.constant('closed' as const),
    code,
    reason: short,
    clean: fc.boolean(),
    by: fc.constantFrom('probe' as const, 'handler' as const, 'nobody' as const),
    received: fc.option(fc.record({ code, reason: short }), { nil: undefined }),
  }),
);
const processFact: fc.Arbitrary<ProcessFact> = fc.oneof(
  fc.record({ kind: fc.constant('output' as const), stream: fc.constantFrom('stdout' as const, 'stderr' as const), text, at: place }),
  fc.record({ kind: fc.constant('handler-started' as const), clientId: text }),
  fc.record({ kind: fc.constant('handler-threw' as const), error }),
  fc.record({ kind: fc.constantFrom('never-awaited' as const, 'ending' as const), call: text, at: place }),
  fc.record({ kind: fc.constant('uncaught' as const), error, origin: fc.constantFrom('exception' as const, 'rejection' as const) }),
  fc.record({ kind: fc.constant('stats' as const), stats: fc.record({ handlers: number, timers: number }) }),
);
const facts = fc.array(
  fc.oneof(
    wireFact.map((wire) => ({ wire })),
    processFact.map((told) => ({ told })),
  ),
  { maxLength: 12 },
);

const base = { sentence: 'what is right', withinMs: 5_000 };
const expectation: fc.Arbitrary<Entry> = fc.constantFrom<Entry[]>(
  { expect: 'opens', connection: 'A', ...base },
  { expect: 'receives', connection: 'A', opcode: 'text', match: { json: { ok: true, list: [0, { deep: 'x' }] } }, ...base },
  { expect: 'receives', connection: 'A', opcode: 'text', match: { text: 'hello' }, ...base },
  { expect: 'receives', connection: 'A', opcode: 'binary', match: { hex: '00ff' }, ...base },
  { expect: 'pongs', connection: 'A', payload: 'x', ...base },
  { expect: 'quiet', connection: 'A', ...base },
  { expect: 'ends', connection: 'A', codes: [1000], ...base },
  { expect: 'refused', connection: 'A', statuses: [403], ...base },
  { expect: 'output', lines: [{ has: ['hello'] }], never: [{ has: ['x'] }, { has: ['0'] }], ...base },
  { expect: 'left', timers: 0, ...base },
  { expect: 'process-exits', code: 0, ...base },
);
const ends = fc.option(fc.constantFrom({ code: 1, signal: null }, { code: null, signal: 'SIGKILL' }), { nil: undefined });

/** A whole run, from the recorder to the page. */
function report(
  entry: Entry,
  happened: { wire?: WireFact; told?: ProcessFact }[],
  exit: { code: number | null; signal: string | null } | undefined,
) {
  const script = scriptOf(entry);
  const judging = new Judging(script);
  const shown = new ShownTimeline();
  const recorder = new Recorder((event) => {
    judging.take(event);
    shown.take(event);
  });
  recorder.wire({ kind: 'handshake-sent', method: 'GET', path: '/', headers: {} }, 'A');
  recorder.parent({ kind: 'entry-began', entry: 0 }, 'A');
  for (const { wire, told } of happened) {
    if (wire) recorder.wire(wire, 'A', 1);
    if (told) recorder.process(told, 'A', { nowMs: 1, reach: new Map([[0, { written: 1, writeEnded: false }]]) });
  }
  if (exit) recorder.parent({ kind: 'process-exited', ...exit });
  recorder.parent({ kind: 'entry-ended', entry: 0, how: 'deadline' });
  recorder.parent({ kind: 'script-ended' });
  const timeline = recorder.finish();
  const { verdict, outcomes } = conclude(script, timeline, judging);
  const timings = { compileMs: 0, startMs: 0, probeMs: 0, totalMs: 0 };
  const diagnoses = diagnose(script, timeline, verdict);
  return { seed: '0' as unknown, verdict, outcomes, diagnoses, timeline: shown.final(timeline), timings } as RunReport;
}

/** What a terminal shows of one row: each hidden character is written out in up to nine. */
const ROW_BYTES = 2_100 * 9;

test('a run of hostile values has a verdict, a diagnosis, a report and a page, none of them longer than somebody reads', () => {
  fc.assert(
    fc.property(expectation, facts, ends, (entry, happened, exit) => {
      const told = report(entry, happened, exit);
      for (const { observed = '' } of told.outcomes) expect(observed.length).toBeLessThan(700);
      for (const { title, advice } of told.diagnoses) expect([title.length <= 300, advice.length <= 1_000]).toEqual([true, true]);
      expect(wordVerdict(told).sentence?.length ?? 0).toBeLessThan(1_000);
      expect(showReport(told, undefined).length).toBeLessThan(ROW_BYTES * (happened.length + 60));
      const blocks = layOut(told.timeline, told.timeline, undefined, { entry: 0, label: 'here' });
      const rows = blocks.flatMap(({ own, pattern }) => [...own, ...pattern]);
      expect(rows.length).toBeLessThan(2 * MOST_ROWS + 2);
      for (const { label } of rows) expect(label.length).toBeLessThanOrEqual(LABEL_LENGTH);
      for (const event of told.timeline) expect(shortText(describeEvent(event).sentence, 80).length).toBeLessThan(81);
      expect(JSON.parse(JSON.stringify(told))).toMatchObject({ verdict: { kind: told.verdict.kind } });
    }),
    { numRuns: 1_000 },
  );
});

const matcher: fc.Arbitrary<Matcher> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).map((json) => ({ json })),
  text.map((each) => ({ text: each })),
  hex.map((each) => ({ hex: each })),
);

test('a hostile message matches or differs, in a sentence', () => {
  fc.assert(
    fc.property(text, hex, fc.constantFrom('text' as const, 'binary' as const), matcher, (sent, bytes, opcode, match) => {
      const first = { seq: 0, atMs: 0, realMs: 0, source: 'parent', kind: 'run-started' } as const;
      const wrong = mismatch({ opcode, text: sent, hex: bytes, first, atMs: 0 }, 'text', match);
      expect(wrong?.observed.length ?? 0).toBeLessThan(700);
    }),
    { numRuns: 500 },
  );
});

test.each(['0', '-0', '0.0', '-0e5'])('%s is 0 to a matcher', (zero) => {
  const first = { seq: 0, atMs: 0, realMs: 0, source: 'parent', kind: 'run-started' } as const;
  expect(mismatch({ opcode: 'text', text: `{"n":${zero}}`, hex: '', first, atMs: 0 }, 'text', { json: { n: 0 } })).toBeUndefined();
});

test('JSON is parsed within its bounds, and written in about as many characters as were asked for', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 500 }), (source, length) => {
      const parsed = parseJson(source);
      if (typeof parsed === 'object') expect(writeJson(parsed.value, length).length).toBeLessThan(6 * length + 60);
    }),
    { numRuns: 500 },
  );
});

test.each(DEEP)('JSON that is too deep is not parsed (%#)', (deep) => {
  expect(parseJson(deep)).toBe('too-large');
});

test('JSON is parsed as JSON.parse does where it is not too large', () => {
  fc.assert(
    fc.property(fc.json(), (source) => {
      expect(parseJson(source)).toEqual({ value: JSON.parse(source) });
    }),
  );
});

test('a line on the channel is a message or none, and its facts are of a bounded size', () => {
  const line = fc.oneof(
    text,
    processFact.map((fact) => JSON.stringify({ type: 'told', fact, nowMs: 0, progress: {} })),
    fc
      .record({ type: fc.constantFrom('rested', 'blocked', 'seen', '__proto__'), ticket: number, nowMs: number, progress: fc.object() })
      .map((each) => JSON.stringify(each)),
  );
  fc.assert(
    fc.property(line, (each) => {
      const message = parseMessage(each);
      if (message?.type === 'told') expect(JSON.stringify(message.fact).length).toBeLessThan(100_000);
    }),
    { numRuns: 500 },
  );
});

test('any bytes are a frame, the begin of one, or illegal; and any answer to a handshake is accepted, refused, illegal or half', () => {
  const sent = openingHandshake({ path: '/' });
  const head = fc.array(
    fc.constantFrom(
      'HTTP/1.1 403 No\r\n',
      'HTTP/1.1 101\r\n',
      'Content-Length: 1e9\r\n',
      'Transfer-Encoding: chunked\r\n',
      '\r\n',
      '5\r\n',
      ':',
      '0',
    ),
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each)),
    head.map((parts) => Buffer.from(parts.join(''))),
  );
  fc.assert(
    fc.property(bytes, fc.boolean(), (came, flag) => {
      const read = readHeader(came, flag);
      if (read.kind === 'more') expect(read.wanted).toBeGreaterThan(came.length);
      const answer = readAnswer(came, sent, flag);
      expect(JSON.stringify(answer).length).toBeLessThan(7_000);
    }),
    { numRuns: 1_000 },
  );
});
