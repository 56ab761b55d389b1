import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { RunReport } from '../../../sandbox/index.ts';
import { StoreError } from '../../../web/server/store/store-error.ts';
import { OWN_SEAT, openWork, type Work } from '../../../web/server/store/work.ts';
import { makeFolder } from '../../helpers/folder.ts';
import { openTab } from '../../helpers/tab.ts';
import { cookieOf, startWorkshop } from '../../helpers/workshop.ts';

const STEP = 'open-then-gone';

function openWhole(folder: string): Work {
  const work = openWork(folder, (sentence) => {
    throw new Error(sentence);
  });
  if (!work) throw new Error('Expected a store.');
  return work;
}

/** The local learner's. */
function open(folder: string) {
  const work = openWhole(folder);
  return Object.assign(work.of(OWN_SEAT), { close: () => work.close() });
}

test('drafts and what was solved are there after the store was opened again', async () => {
  await using folder = await makeFolder();
  const first = open(join(folder.path, 'new'));
  expect(first.draft(STEP, 'async')).toBeUndefined();
  expect(first.keepDraft(STEP, 'async', 0, 'one')).toEqual({ kept: true, revision: 1 });
  expect(first.keepDraft(STEP, 'fastapi', 0, 'eins 🦊\n')).toEqual({ kept: true, revision: 1 });
  expect(first.keepDraft(STEP, 'async', 1, 'two')).toEqual({ kept: true, revision: 2 });
  first.solve(STEP, 'async');
  first.solve(STEP, 'async');
  first.close();
  const second = open(join(folder.path, 'new'));
  expect(second.id).toBe(first.id);
  expect(second.draft(STEP, 'async')).toEqual({ revision: 2, text: 'two' });
  expect(second.draft(STEP, 'fastapi')).toEqual({ revision: 1, text: 'eins 🦊\n' });
  expect(second.solved()).toEqual([{ step: STEP, dialect: 'async' }]);
  second.close();
});

test('an older revision never takes the place of a newer one', async () => {
  await using folder = await makeFolder();
  const store = open(folder.path);
  store.keepDraft(STEP, 'async', 0, 'one');
  store.keepDraft(STEP, 'async', 1, 'two');
  const current = { revision: 2, text: 'two' };
  for (const base of [0, 1, 3]) expect(store.keepDraft(STEP, 'async', base, 'late')).toEqual({ kept: false, current });
  expect(store.keepDraft(STEP, 'async', 1, 'two')).toEqual({ kept: true, revision: 2 });
  expect(store.draft(STEP, 'async')).toEqual(current);
  store.close();
});

const REPORT: RunReport = {
  seed: 'any',
  verdict: { kind: 'working' },
  outcomes: [],
  diagnoses: [],
  timeline: [{ seq: 0, atMs: 0, realMs: 0, source: 'process', kind: 'output', stream: 'stdout', text: '👋' }],
  timings: { compileMs: 0, startMs: 0, probeMs: 0, totalMs: 0 },
};

test('attempts are there after the store was opened again, the newest first, and the oldest are let go', async () => {
  await using folder = await makeFolder();
  const first = open(folder.path);
  const about = { step: STEP, dialect: 'async' as const };
  const kept = await first.keepAttempt({ ...about, source: 'one', report: REPORT, feedback: 'Nearly.' });
  await first.keepPattern(kept?.id ?? 0, REPORT.timeline);
  await first.keepAttempt({ ...about, dialect: 'ws', source: 'other', report: REPORT });
  first.close();
  expect(await first.keepAttempt({ ...about, source: 'late', report: REPORT })).toBeUndefined();
  const second = open(folder.path);
  expect(second.attempts(STEP, 'async')).toEqual([kept]);
  expect(await second.attempt(kept?.id ?? 0)).toEqual({
    ...kept,
    verdict: 'working',
    source: 'one',
    report: REPORT,
    feedback: 'Nearly.',
    pattern: { timeline: REPORT.timeline },
  });
  for (let count = 0; count < 51; count++) await second.keepAttempt({ ...about, source: String(count), report: REPORT });
  const left = second.attempts(STEP, 'async');
  expect([left.length, (await second.attempt(left[0]?.id ?? 0))?.source]).toEqual([50, '50']);
  expect([await second.attempt(kept?.id ?? 0), second.attempts(STEP, 'ws').length]).toEqual([undefined, 1]);
  second.close();
});

test('work of the first version is brought to this one, after a copy of it', async () => {
  await using folder = await makeFolder();
  const file = join(folder.path, 'work.sqlite');
  const old = new DatabaseSync(file);
  old.exec(`CREATE TABLE store (id TEXT NOT NULL) STRICT; INSERT INTO store VALUES ('old');
    CREATE TABLE draft (step TEXT, dialect TEXT, revision INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (step, dialect)) STRICT;
    INSERT INTO draft VALUES ('open-then-gone', 'async', 3, 'mine');
    CREATE TABLE solved (step TEXT, dialect TEXT, at TEXT NOT NULL, PRIMARY KEY (step, dialect)) STRICT; PRAGMA user_version = 1`);
  old.close();
  const store = open(folder.path);
  expect([store.id, store.draft(STEP, 'async'), store.attempts(STEP, 'async')]).toEqual(['old', { revision: 3, text: 'mine' }, []]);
  await store.keepAttempt({ step: STEP, dialect: 'async', source: 'mine', report: REPORT });
  store.close();
  const copy = new DatabaseSync(`${file}.version-1`);
  expect(copy.prepare('SELECT text FROM draft').get()).toEqual({ text: 'mine' });
  copy.close();
});

test('attempts of the second version are those of the local learner, and none of a seat’s', async () => {
  await using folder = await makeFolder();
  const newer = open(folder.path);
  await newer.keepAttempt({ step: STEP, dialect: 'async', source: 'mine', report: REPORT });
  newer.close();
  const file = join(folder.path, 'work.sqlite');
  const known = new DatabaseSync(file);
  const packed = known.prepare('SELECT packed FROM attempt').get()?.packed as Uint8Array;
  known.close();
  await rm(file);
  const old = new DatabaseSync(file);
  old.exec(`CREATE TABLE store (id TEXT NOT NULL) STRICT; INSERT INTO store VALUES ('old');
    CREATE TABLE draft (step TEXT, dialect TEXT, revision INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (step, dialect)) STRICT;
    CREATE TABLE solved (step TEXT, dialect TEXT, at TEXT NOT NULL, PRIMARY KEY (step, dialect)) STRICT;
    INSERT INTO solved VALUES ('open-then-gone', 'async', '2026-11-20T10:00:00.000Z');
    CREATE TABLE attempt (id INTEGER PRIMARY KEY AUTOINCREMENT, step TEXT NOT NULL, dialect TEXT NOT NULL, at TEXT NOT NULL,
      source TEXT NOT NULL, verdict TEXT NOT NULL, packed BLOB NOT NULL, pattern BLOB) STRICT;
    CREATE INDEX attempt_of ON attempt (step, dialect, id); PRAGMA user_version = 2`);
  const keep = old.prepare('INSERT INTO attempt VALUES (7, ?, ?, ?, ?, ?, ?, NULL)');
  keep.run(STEP, 'async', '2026-11-20T10:00:00.000Z', 'mine', 'working', packed);
  old.close();
  const work = openWhole(folder.path);
  const [own, seat] = [work.of(OWN_SEAT), work.of(1)];
  expect(own.attempts(STEP, 'async')).toMatchObject([{ id: 7, verdict: 'working' }]);
  expect(await own.attempt(7)).toMatchObject({ source: 'mine', report: { verdict: { kind: 'working' } } });
  expect(own.solved()).toEqual([{ step: STEP, dialect: 'async' }]);
  expect([seat.attempts(STEP, 'async'), await seat.attempt(7), seat.solved()]).toEqual([[], undefined, []]);
  work.close();
});

test('nothing of one seat is read or written through the store of another', async () => {
  await using folder = await makeFolder();
  const work = openWhole(folder.path);
  const [one, other] = [work.of(1), work.of(2)];
  one.keepDraft(STEP, 'async', 0, 'one');
  one.solve(STEP, 'async');
  const kept = await one.keepAttempt({ step: STEP, dialect: 'async', source: 'one', report: REPORT });
  const id = kept?.id ?? 0;
  await other.keepPattern(id, REPORT.timeline);
  expect(other.keepDraft(STEP, 'async', 0, 'other')).toEqual({ kept: true, revision: 1 });
  expect([other.attempts(STEP, 'async'), await other.attempt(id), other.solved()]).toEqual([[], undefined, []]);
  expect([one.draft(STEP, 'async')?.text, (await one.attempt(id))?.pattern]).toEqual(['one', undefined]);
  expect(one.id).not.toBe(other.id);
  work.close();
});

test('a run is kept with what came of it, and read by its number', async () => {
  await using folder = await makeFolder();
  await using workshop = await startWorkshop({ dataFolder: folder.path });
  await using tab = await openTab(workshop);
  tab.run(1, STEP, 'export default async function handler() {}');
  const { attempt } = await tab.message('attempt', 1);
  expect(attempt.verdict).toBe('broken');
  const read = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${workshop.port}/api/attempts/${path}`, { headers: { cookie: cookieOf(workshop) } });
    return [response.status, await response.json()] as [number, Record<string, unknown>];
  };
  expect(await read(`${STEP}/async`)).toEqual([200, { attempts: [attempt] }]);
  const [status, whole] = await read(String(attempt.id));
  expect([status, whole.source, (whole.report as RunReport).verdict.kind]).toEqual([
    200,
    'export default async function handler() {}',
    'broken',
  ]);
  expect((await read('999'))[0]).toBe(404);
  expect((await read('1e3'))[0]).toBe(404);
});

test('two workshops with one data folder see each other’s drafts', async () => {
  await using folder = await makeFolder();
  const [one, other] = [open(folder.path), open(folder.path)];
  expect(one.keepDraft(STEP, 'ws', 0, 'one')).toEqual({ kept: true, revision: 1 });
  expect(other.keepDraft(STEP, 'ws', 0, 'other')).toEqual({ kept: false, current: { revision: 1, text: 'one' } });
  expect(other.keepDraft(STEP, 'ws', 1, 'other')).toEqual({ kept: true, revision: 2 });
  expect(one.draft(STEP, 'ws')).toEqual({ revision: 2, text: 'other' });
  one.close();
  other.close();
});

test('work that a newer version wrote is refused with a sentence, and stays as it is', async () => {
  await using folder = await makeFolder();
  open(folder.path).close();
  const file = join(folder.path, 'work.sqlite');
  const newer = new DatabaseSync(file);
  newer.exec('PRAGMA user_version = 7');
  newer.close();
  expect(() => open(folder.path)).toThrow(/got version 7: a newer Socket Clinic wrote it\. Update this one/);
  const still = new DatabaseSync(file);
  expect(still.prepare('PRAGMA user_version').get()).toEqual({ user_version: 7 });
  still.close();
});

test('a file that is no store is refused with its name, and not overwritten', async () => {
  await using folder = await makeFolder();
  await writeFile(join(folder.path, 'work.sqlite'), 'my shopping list, which is long enough to be read as a header of something');
  expect(() => open(folder.path)).toThrow(StoreError);
  expect(() => open(folder.path)).toThrow(/work\.sqlite, got: .*Move that file away/);
  expect((await readdir(folder.path)).sort()).toEqual(['work.sqlite']);
});

test('where nothing can be written there is no store, and a sentence says so', async () => {
  await using folder = await makeFolder();
  const place = join(folder.path, 'a-file');
  await writeFile(place, '');
  const told: string[] = [];
  expect(openWork(join(place, 'data'), (sentence) => told.push(sentence))).toBeUndefined();
  await mkdir(join(folder.path, 'work.sqlite'));
  expect(openWork(folder.path, (sentence) => told.push(sentence))).toBeUndefined();
  expect(told).toEqual([expect.stringContaining('drafts are kept in the browser only'), expect.stringContaining(folder.path)]);
  await chmod(folder.path, 0o700);
});

test('a draft is acknowledged to its tab, told to the others, and read by a new one', async () => {
  await using folder = await makeFolder();
  await using workshop = await startWorkshop({ dataFolder: folder.path });
  await using mine = await openTab(workshop);
  await using other = await openTab(workshop);
  const about = { step: STEP, dialect: 'async' as const };
  mine.send({ type: 'keep', ...about, base: 0, text: 'mine' });
  expect(await mine.message('kept')).toEqual({ type: 'kept', ...about, revision: 1 });
  expect(await other.message('draft')).toEqual({ type: 'draft', ...about, draft: { revision: 1, text: 'mine' } });
  other.send({ type: 'keep', ...about, base: 0, text: 'other' });
  other.send({ type: 'keep', step: 'nowhere', dialect: 'async', base: 0, text: '' });
  expect((await other.message('keep-failed')).message).toBe(
    'Expected a draft of a step of the catalog, got one of another. Reload the page.',
  );
  expect(mine.messages.filter(({ type }) => type === 'draft')).toEqual([]);
});

test('a workshop without a data folder keeps nothing, and says so', async () => {
  await using workshop = await startWorkshop();
  await using tab = await openTab(workshop);
  tab.send({ type: 'keep', step: STEP, dialect: 'async', base: 0, text: 'mine' });
  expect((await tab.message('keep-failed')).message).toContain('in this browser only');
});
