import { expect, test } from 'vitest';
import type { RunReport, TimelineEvent } from '../../../sandbox/index.ts';
import { withFrame } from '../../../web/app/models/frame.ts';
import { parseRoute } from '../../../web/app/models/route.ts';
import { lookedAt, Running } from '../../../web/app/models/running.ts';
import { sharedOf } from '../../../web/app/models/share.ts';
import { columnsOf, middleCut, shortText, wrap } from '../../../web/app/models/short-text.ts';
import { StepSession } from '../../../web/app/models/step-session.ts';
import { createKeeper } from '../../../web/app/models/storage.ts';
import { layOut, MOST_ROWS } from '../../../web/app/timeline/layout.ts';
import { partedConnection, partingOf } from '../../../web/app/timeline/parting.ts';
import type { BrowserMessage, StepView, WorkshopMessage } from '../../../web/protocol.ts';
import { visibleText } from '../../../web/visible-text.ts';
import { MemoryStorage } from '../../helpers/memory-storage.ts';

const STEP: StepView = {
  id: 's',
  title: 'S',
  objective: '',
  buildsOn: [],
  proseHtml: '',
  hintsHtml: ['1', '2'],
  exercises: { async: { starter: 'given', solution: 'right' } },
};
const REPORT: RunReport = {
  seed: 'any',
  verdict: { kind: 'working' },
  outcomes: [],
  diagnoses: [],
  timeline: [],
  timings: { compileMs: 0, startMs: 0, probeMs: 0, totalMs: 0 },
};
const sessionWith = (storage: MemoryStorage) => {
  const keeper = createKeeper(storage as unknown as Storage);
  return new StepSession(STEP, 'async', {
    keeper,
    tab: createKeeper(undefined),
    send: () => true,
    listen: () => () => {},
    fetchAttempt: () => Promise.reject(new Error('none')),
  });
};

test('a draft is kept as it is typed, and is there again', () => {
  const storage = new MemoryStorage();
  sessionWith(storage).type('mine');
  expect(sessionWith(storage).draft.text.value).toBe('mine');
});

test('reset can be undone until the learner types again', () => {
  const session = sessionWith(new MemoryStorage());
  session.type('mine');
  session.reset();
  expect(session.draft.text.value).toBe('given');
  session.undoReplacing();
  expect(session.draft.text.value).toBe('mine');
  session.reset();
  session.type('other');
  expect(session.undo.value).toBeUndefined();
});

test('a frame goes behind the imports, two lines off, and changes no line of the learner’s', () => {
  const frame = { afterLine: 0, text: 'import json\n\napp = FastAPI()' };
  expect(withFrame('@app.get\nend', frame)).toBe('import json\n\napp = FastAPI()\n\n\n@app.get\nend');
  expect(withFrame('import a\n\n\n@app.get', { afterLine: 1, text: '\nX' })).toBe('import a\n\nX\n\n\n@app.get');
  expect(withFrame('import a\n@app.get', { afterLine: 1, text: '\nX' })).toBe('import a\n\nX\n\n\n@app.get');
  expect(withFrame('', { afterLine: 0, text: 'X' })).toBe('X\n\n');
});

test('the frame that the last run has offered is written into the draft, and can be taken out until the learner types', () => {
  const session = sessionWith(new MemoryStorage());
  session.type('block');
  session.addFrame();
  expect(session.draft.text.value).toBe('block');
  session.run();
  const verdict = { kind: 'did-not-compile' as const, diagnostics: [], frame: { afterLine: 0, text: 'app' } };
  session.running.shown.value = { ...session.running.shown.value, report: { ...REPORT, verdict } };
  session.addFrame();
  expect([session.draft.text.value, session.undo.value?.of, session.running.shown.value.stage]).toEqual([
    'app\n\n\nblock',
    'frame',
    'none',
  ]);
  session.undoReplacing();
  expect([session.draft.text.value, session.draft.replaced.value]).toEqual(['block', 2]);
});

test('typing never replaces what is in the editor; reset and its undo do', () => {
  const session = sessionWith(new MemoryStorage());
  session.type('a');
  session.type('ab');
  expect(session.draft.replaced.value).toBe(0);
  session.reset();
  session.undoReplacing();
  expect([session.draft.replaced.value, session.draft.text.value]).toEqual([2, 'ab']);
});

test('a browser that keeps nothing is said so, and the draft goes on', () => {
  const storage = new MemoryStorage();
  storage.full = true;
  const session = sessionWith(storage);
  session.type('mine');
  expect([session.draft.text.value, session.draft.saved.value]).toEqual(['mine', 'not-kept']);
});

function runningWith(): { running: Running; sent: BrowserMessage[]; solved: () => number } {
  const sent: BrowserMessage[] = [];
  let solved = 0;
  const running = new Running(
    (message) => sent.push(message) > 0,
    () => {
      solved += 1;
    },
  );
  return { running, sent, solved: () => solved };
}

const finished = (run: number): WorkshopMessage => ({ type: 'finished', run, report: REPORT });

test('an answer to an older run is dropped', () => {
  const { running, sent, solved } = runningWith();
  running.start('s', 'async', '1');
  running.start('s', 'async', '2');
  const [first, second] = sent.map((message) => ('run' in message ? message.run : undefined));
  running.take(finished(first ?? 0));
  expect(running.shown.value.stage).toBe('running');
  running.take(finished(second ?? 0));
  expect([running.shown.value.stage, solved()]).toEqual(['finished', 1]);
});

test('the last result is looked at until the next run has one', () => {
  const { running, sent } = runningWith();
  const press = () => {
    running.start('s', 'async', '1');
    return (sent.at(-1) as { run: number }).run;
  };
  const first = press();
  expect(lookedAt(running.shown.value).report).toBeUndefined();
  running.take(finished(first));
  press();
  const third = press();
  expect([running.shown.value.report, lookedAt(running.shown.value).report]).toEqual([undefined, REPORT]);
  expect(running.shown.value.before?.before).toBeUndefined();
  running.take(finished(third));
  expect(lookedAt(running.shown.value)).toBe(running.shown.value);
});

test('a line that is lost in a run is a sentence, no verdict', () => {
  const { running } = runningWith();
  running.start('s', 'async', '1');
  running.take({ type: 'line-lost' });
  expect(running.shown.value).toMatchObject({ stage: 'failed', problem: expect.stringContaining('your draft is kept') });
});

test('control, escape and bidi characters become visible', () => {
  expect(visibleText('a\u001b[31m\u202eb\u0000\n\tc')).toBe('a⟨U+001B⟩[31m⟨U+202E⟩b⟨U+0000⟩\n\tc');
  expect(shortText('one\ntwo three', 8)).toBe('one⏎two…');
});

test('a long text keeps both ends, and breaks after a word where it can', () => {
  expect(middleCut('abcdefghijkl', 9)).toBe('abcde…jkl');
  expect(middleCut('🦊'.repeat(12), 9)).toBe('🦊🦊🦊🦊🦊…🦊🦊🦊');
  expect(middleCut('a\nb', 9)).toBe('a⏎b');
  expect(wrap('{"type":"a","text":"b"}', 14, 3)).toEqual(['{"type":"a",', '"text":"b"}']);
  expect(wrap('日本語', 4, 3)).toEqual(['日本', '語']);
  expect(wrap('abcdefgh', 3, 2)).toEqual(['abc', 'de…']);
  expect(['✅ done', '日本語', 'plain'].map(columnsOf)).toEqual([7, 6, 5]);
});

test('addresses name the list, a step in a dialect, or nothing', () => {
  expect(parseRoute('http://x/')).toEqual({ page: 'lessons' });
  expect(parseRoute('http://x/lesson')).toEqual({ page: 'nowhere' });
  expect(parseRoute('http://x/steps/frozen-loop?dialect=ws')).toEqual({ page: 'step', id: 'frozen-loop', dialect: 'ws' });
  expect(parseRoute('http://x/steps/a?dialect=cobol')).toEqual({ page: 'step', id: 'a', dialect: undefined });
});

let seq = 0;
const event = (given: object): TimelineEvent =>
  ({ seq: seq++, atMs: 0, realMs: 0, source: 'wire', connection: 'A', ...given }) as TimelineEvent;
const began = (entry: number) => event({ kind: 'entry-began', entry, source: 'parent' });
const received = (text: string) => event({ kind: 'frame-received', opcode: 'text', fin: true, bytes: 1, text });

test('both lanes line up by the script’s entries', () => {
  const own = [began(0), received('a'), began(2), received('c')];
  const pattern = [began(0), received('a'), began(1), received('b'), began(2), received('c')];
  const blocks = layOut(own, pattern, 'A');
  expect(blocks.map(({ entry, own: mine, pattern: theirs }) => [entry, mine.length, theirs.length])).toEqual([
    [0, 1, 1],
    [1, 0, 1],
    [2, 1, 1],
  ]);
});

test('the place where they part is marked on its event, or after its entry where nothing came', () => {
  const last = received('a');
  expect(layOut([began(0), last], undefined, 'A', { seq: last.seq, label: 'x' })[0]?.own[0]?.parts).toBe(true);
  expect(layOut([began(0)], undefined, 'A', { entry: 0, label: 'nothing came' })[0]?.own).toEqual([
    { kind: 'note', label: 'nothing came', tone: 'bad', parts: true },
  ]);
});

test('what is drawn with the mark is red, and what comes behind it is dimmed', () => {
  const [at, late] = [received('a'), received('b')];
  const rows = layOut([began(0), at, began(1), late], undefined, 'A', { seq: at.seq, label: 'x' }).flatMap(({ own }) => own);
  expect(rows.map(({ tone, after }) => [tone, after])).toEqual([
    ['bad', undefined],
    ['plain', true],
  ]);
});

test('pauses with nothing between them are one, and none is drawn before the connection begins or after it has ended', () => {
  const pause = (byMs: number) => event({ kind: 'clock-advanced', byMs, source: 'parent', connection: undefined });
  const ofB = event({ kind: 'frame-sent', opcode: 'ping', fin: true, bytes: 0, connection: 'B' });
  const end = event({ kind: 'closed', code: 1006, reason: '', clean: false, by: 'handler' });
  const own = [began(0), pause(5), received('a'), pause(400), ofB, began(1), pause(800), received('b'), end, pause(9)];
  expect(layOut(own, undefined, 'A').flatMap((block) => block.own.map(({ label }) => label))).toEqual([
    'a',
    '1.2 s later',
    'b',
    'FIN, no close frame · 1006',
  ]);
});

test('a limit opens the connection on which it was exceeded, and is marked where it was', () => {
  const limit = { what: 'frames', max: 1, unit: 'frames' } as const;
  const exceeded = event({ kind: 'limit-exceeded', limit, source: 'parent', connection: undefined });
  const timeline = [received('a'), event({ kind: 'frame-received', opcode: 'ping', fin: true, bytes: 0, connection: 'B' }), exceeded];
  const report: RunReport = { ...REPORT, timeline, verdict: { kind: 'limit-exceeded', limit, sentence: '' } };
  expect([partedConnection(report), partingOf(report)?.seq]).toEqual(['B', exceeded.seq]);
});

test('the connection of the event at which a run parted is opened, whichever entry asked for it', () => {
  const came = event({ kind: 'frame-received', opcode: 'text', fin: true, bytes: 1, text: 'x', connection: 'B' });
  const verdict = { kind: 'broken', summary: '', expected: '', observed: '', observedKind: 'unsolicited', entry: 0 } as const;
  const timeline = [event({ kind: 'entry-began', entry: 0, source: 'parent' }), came];
  expect(partedConnection({ ...REPORT, timeline, verdict: { ...verdict, divergence: came.seq } })).toBe('B');
  expect(partedConnection({ ...REPORT, timeline, verdict })).toBe('A');
  expect(partedConnection({ ...REPORT, timeline, verdict: { ...verdict, observedKind: 'too-late' } })).toBe('all');
});

test('other connections are left out unless all are asked for', () => {
  const own = [began(0), received('a'), event({ kind: 'frame-sent', opcode: 'ping', fin: true, bytes: 0, connection: 'B' })];
  expect(layOut(own, undefined, 'A')[0]?.own.map(({ label }) => label)).toEqual(['a']);
  expect(layOut(own, undefined, undefined)[0]?.own.map(({ label }) => label)).toEqual(['A: a', 'B: ping']);
});

test('a flood is drawn up to its bound', () => {
  const own = [began(0), ...Array.from({ length: 5_000 }, () => received('x'))];
  expect(layOut(own, undefined, 'A')[0]?.own).toHaveLength(MOST_ROWS);
});

test('what was run, and when, stays with its result, and is shared with it', () => {
  const running = new Running(
    () => true,
    () => {},
  );
  running.start('s', 'async', 'mine');
  const { run } = running.shown.value;
  expect(sharedOf(STEP, 'async', running.shown.value)).toBeUndefined();
  running.take({ type: 'finished', run, report: REPORT });
  running.take({ type: 'attempt', run, attempt: { id: 1, at: '2026-11-29T13:56:00.000Z', verdict: 'working' } });
  const at = new Date('2026-11-29T13:56:00.000Z');
  expect(sharedOf(STEP, 'async', running.shown.value)).toMatchObject({ step: { id: 's' }, dialect: 'async', at, source: 'mine' });
  // The next run is under way: what is looked at is still the last one.
  running.start('s', 'async', 'other');
  expect(sharedOf(STEP, 'async', lookedAt(running.shown.value))).toMatchObject({ at, source: 'mine' });
});
