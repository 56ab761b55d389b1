import { expect, test } from 'vitest';
import {
  EMPTY_FORM,
  type ExaminationForm,
  keepForm,
  keptForm,
  readFile,
  readForm,
  readMessages,
} from '../../../web/app/models/examination-form.ts';
import { decidingOf, dialectsOf, drawnAs, filesOf, mendingOf } from '../../../web/app/models/examined.ts';
import { type Examined, Examining } from '../../../web/app/models/examining.ts';
import { createKeeper } from '../../../web/app/models/storage.ts';
import { type BrowserMessage, parseBrowserMessage } from '../../../web/protocol.ts';
import { brokenExamination } from '../../helpers/examination.ts';
import { MemoryStorage } from '../../helpers/memory-storage.ts';

const form = (typed: Partial<ExaminationForm>): ExaminationForm => ({ ...EMPTY_FORM, ...typed });

function begun() {
  const sent: BrowserMessage[] = [];
  const examining = new Examining((message) => sent.push(message) > 0);
  const read = readForm(EMPTY_FORM);
  if (!read.ok) throw new Error(read.problem);
  examining.plan(read.asked);
  const { examination } = sent[0] as Extract<BrowserMessage, { type: 'plan-examination' }>;
  return { sent, examining, examination };
}

const MENDING = { 'handler-returned': { fix: { fastapi: 'while True:', ws: 'on message' }, next: 'Look.', step: 'open-then-gone' } };

function examined(dialect?: 'fastapi'): Examined {
  const result = brokenExamination();
  return { examination: 3, result: { ...result, subject: { name: 'ws://localhost/ws', dialect } }, mending: MENDING, at: new Date(0) };
}

test('what is typed is read as it is sent, and the workshop takes it', () => {
  const typed = form({
    ...{ path: '/ws/c1', messages: '{"type":"join"}\n\nhello\n', expect: '{"type":"joined"}', subprotocols: 'a, b' },
    ...{ headers: 'Authorization: Bearer x', origin: 'http://localhost:5173', idleSeconds: '2.5' },
  });
  const read = readForm(typed);
  expect(read).toEqual({
    ok: true,
    asked: {
      ...{ address: 'ws://localhost:8000/ws', path: '/ws/c1', headers: [['Authorization', 'Bearer x']], subprotocols: ['a', 'b'] },
      ...{ origin: 'http://localhost:5173', messages: ['{"type":"join"}', 'hello'], expect: { type: 'joined' }, idleSeconds: 2.5 },
    },
  });
  const message = { type: 'plan-examination', examination: 1, ...(read.ok && read.asked) };
  expect(parseBrowserMessage(JSON.stringify(message))).toMatchObject({ ok: true });
});

test('a document of JSON over several lines is one message', () => {
  expect(readMessages('{\n  "type": "join"\n}\n')).toEqual(['{\n  "type": "join"\n}']);
  expect(readMessages('one\n two \n')).toEqual(['one', ' two ']);
});

test.each<[Partial<ExaminationForm>, RegExp]>([
  [{ path: 'ws' }, /Expected a path/],
  [{ headers: 'Authorization:' }, /Expected a value for each header/],
  [{ headers: 'no colon' }, /Expected a header a line/],
  [{ subprotocols: 'a"b' }, /Expected subprotocols/],
  [{ origin: 'a b' }, /Expected an origin/],
  [{ expect: '{type}' }, /Expected JSON for the answer/],
  [{ idleSeconds: '' }, /Expected a number of seconds from 0 to 600/],
  [{ idleSeconds: '601' }, /Expected a number of seconds/],
  [{ messages: 'a\n'.repeat(11) }, /Expected at most 10 messages/],
  [{ messages: 'a'.repeat(50_000) }, /Expected at most 49152 characters/],
])('what cannot be asked is told in a sentence: %#', (typed, sentence) => {
  expect(readForm(form(typed))).toEqual({ ok: false, problem: expect.stringMatching(sentence) });
});

test('the form is kept in the tab, but for the values of headers', () => {
  const storage = new MemoryStorage();
  const tab = createKeeper(storage as unknown as Storage);
  const typed = form({
    messages: 'hello',
    headers: 'Authorization: Bearer s3cret\nX-Team: s3cret\ns3cret',
    file: { name: 'a.py', source: 'x' },
  });
  keepForm(tab, typed);
  expect([...storage.kept.values()].join()).not.toContain('s3cret');
  expect(keptForm(tab)).toEqual({ ...typed, headers: 'Authorization:\nX-Team:\n' });
});

test('whatever else stands in the tab is no form', () => {
  const storage = new MemoryStorage();
  const tab = createKeeper(storage as unknown as Storage);
  expect(keptForm(tab)).toEqual(EMPTY_FORM);
  for (const other of ['[', '{"address":7,"file":{"name":1}}', 'null']) {
    keepForm(tab, EMPTY_FORM);
    const [key = ''] = storage.kept.keys();
    storage.setItem(key, other);
    expect(keptForm(tab)).toEqual(EMPTY_FORM);
  }
});

test('of a capture what is not of a WebSocket stays here', () => {
  const socket = { request: { url: 'wss://a/ws' }, _webSocketMessages: [] };
  const source = JSON.stringify({ log: { entries: [{ request: { url: 'https://a/' }, response: 's3cret' }, socket] } });
  const read = readFile({ file: { name: 'a.HAR', source } });
  expect(read.ok && JSON.parse(read.asked.source)).toEqual({ log: { entries: [socket] } });
});

test('a file that is too long, or is none, is told in a sentence', () => {
  expect(readFile({ file: { name: 'a.py', source: ' ' } })).toMatchObject({ problem: expect.stringMatching(/^Expected a handler/) });
  const long = readFile({ file: { name: 'a.py', source: 'x'.repeat(130_000) } });
  expect(long).toMatchObject({ problem: expect.stringMatching(/^Expected at most 120 KiB, got 127 KiB.*clinic diagnose a\.py$/) });
});

test('nothing is sent until what was announced is allowed', () => {
  const { sent, examining, examination } = begun();
  examining.allow();
  expect(sent).toHaveLength(1);
  examining.take({ type: 'examination-planned', examination, announcement: ['To a', 'b'] });
  expect(examining.shown.value).toEqual({ stage: 'planned', announcement: ['To a', 'b'] });
  examining.allow();
  expect(sent[1]).toEqual({ type: 'examine', examination });
  examining.take({ type: 'examination-began', examination, title: 'One' });
  examining.take({ type: 'examination-began', examination, title: 'Two' });
  expect(examining.shown.value).toEqual({ stage: 'running', began: ['One', 'Two'] });
  examining.take({ type: 'examined', examination, result: brokenExamination(), mending: {} });
  expect(examining.shown.value).toMatchObject({ stage: 'finished', examined: { examination } });
});

test('a change takes an announcement back, and what comes late changes nothing', () => {
  const { sent, examining, examination } = begun();
  examining.withdraw();
  examining.take({ type: 'examination-planned', examination, announcement: [] });
  expect(examining.shown.value).toEqual({ stage: 'none' });
  examining.examineFile({ name: 'a.ts', source: 'x' });
  examining.take({ type: 'examination-ended', examination, why: 'Late.' });
  expect(examining.isRunning).toBe(true);
  examining.stop();
  expect(sent.at(-1)).toEqual({ type: 'end-examination', examination: examination + 1 });
});

test.each(['planning', 'running'] as const)('a line that is lost while it is %s is told', (stage) => {
  const { examining, examination } = begun();
  if (stage === 'running') {
    examining.take({ type: 'examination-planned', examination, announcement: [] });
    examining.allow();
  }
  examining.take({ type: 'line-lost' });
  expect(examining.shown.value).toMatchObject({ stage: 'failed', why: expect.stringMatching(/^The line to the workshop was lost/) });
});

test('without a line nothing is asked, and that is told', () => {
  const examining = new Examining(() => false);
  examining.examineFile({ name: 'a.ts', source: 'x' });
  expect(examining.shown.value).toMatchObject({ stage: 'failed', why: expect.stringMatching(/nothing was sent/) });
});

test('the experiment that decided is drawn as a run is, with its own diagnoses', () => {
  const all = examined();
  const decided = decidingOf(all.result);
  expect(decided?.id).toBe('alone');
  const shown = decided && drawnAs(all, decided);
  expect(shown).toMatchObject({ stage: 'finished', run: 301, hasNoPattern: true });
  expect(shown?.report?.diagnoses).toMatchObject([{ experiment: 'alone' }]);
});

test('what mends it is there in each dialect where nobody knows which it is, and else in its own', () => {
  expect(dialectsOf(examined())).toEqual(['fastapi', 'ws']);
  expect(dialectsOf(examined('fastapi'))).toEqual(['fastapi']);
  const [diagnosis] = examined().result.diagnoses;
  expect(diagnosis && mendingOf(examined(), diagnosis, 'ws')).toEqual({ fix: 'on message', next: 'Look.', step: 'open-then-gone' });
  const { report, markdown } = filesOf(examined(), 'ws', '0.1.0');
  expect([report.text, markdown.text].every((text) => text.includes('on message'))).toBe(true);
});
