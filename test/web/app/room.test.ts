/** The models of a room's pages: the door, the board's lines, what was said, what is offered, and the report. */
import { expect, test, vi } from 'vitest';
import { CAUSES } from '../../../sandbox/scenario/names.ts';
import { busiestStep, countLearners, filterLearners, orderLearners, rowOf, wordTime } from '../../../web/app/models/room/board-rows.ts';
import { phraseOf } from '../../../web/app/models/room/cause-phrases.ts';
import { Door } from '../../../web/app/models/room/door.ts';
import { Leading, toggled, upTo } from '../../../web/app/models/room/leading.ts';
import { Notices } from '../../../web/app/models/room/notices.ts';
import { Offers } from '../../../web/app/models/room/offer.ts';
import { OpenedSeat } from '../../../web/app/models/room/opened-seat.ts';
import { allCauses, figuresOf, wordFigure } from '../../../web/app/models/room/report-figures.ts';
import { behindDoor, doorAddress, parseRoute } from '../../../web/app/models/route.ts';
import { LONGEST_SILENCE_MS, spread, watchSilence } from '../../../web/app/models/silence.ts';
import { StepSession } from '../../../web/app/models/step-session.ts';
import { createKeeper } from '../../../web/app/models/storage.ts';
import { Refused } from '../../../web/app/models/workshop.ts';
import type { BoardLearner, BoardView, Notice, ReportView, ShownView } from '../../../web/room-messages.ts';
import { MemoryStorage } from '../../helpers/memory-storage.ts';

const LEARNER: BoardLearner = {
  ...{ seat: 1, name: 'Ada', online: true, step: 's', dialect: 'async', onStepMs: 125_000, quietMs: 0, state: 'broken', attempts: 2 },
  ...{ verdict: 'broken', cause: 'handler-returned', stuck: [], solved: [] },
};
const learner = (parts: Partial<BoardLearner>): BoardLearner => ({ ...LEARNER, ...parts });
const memory = (storage = new MemoryStorage(), ofSeat?: () => string) => createKeeper(storage as unknown as Storage, ofSeat);

test('each cause has a phrase of its own, short enough for a line', () => {
  const phrases = CAUSES.map(phraseOf);
  expect(new Set(phrases).size).toBe(CAUSES.length);
  expect(CAUSES.filter((cause) => phraseOf(cause) === cause || phraseOf(cause).length > 48)).toEqual([]);
  expect([phraseOf('handler-returned'), phraseOf('__proto__'), phraseOf('not-yet-known')]).toEqual([
    'the handler returns',
    '__proto__',
    'not yet known',
  ]);
});

test('a line says where somebody is, for how long, and what the newest attempt failed for', () => {
  const row = rowOf(LEARNER, () => 'Open, then gone', 60_000);
  expect(row).toMatchObject({ sign: 'broken', state: 'broken', step: 'Open, then gone', onStep: '3 min', attempts: '2 attempts' });
  expect([row.cause, row.stuck]).toEqual(['the handler returns', '']);
  const stuck = [
    { why: 'same-cause', cause: 'handler-threw', times: 3 },
    { why: 'quiet', minutes: 75 },
  ] as const;
  expect(rowOf(learner({ stuck: [...stuck] }), String, 0)).toMatchObject({
    sign: 'help',
    stuck: '3 times: the handler throws · quiet for 1 h 15',
  });
  expect(rowOf(learner({ online: false, cause: undefined, verdict: 'did-not-compile' }), String, 0)).toMatchObject({
    ...{ sign: 'away', state: 'away', cause: 'it does not compile' },
  });
  expect(rowOf(learner({ online: false, state: 'solved' }), String, 0)).toMatchObject({ sign: 'solved', state: 'solved, away', cause: '' });
  expect([wordTime(-5), wordTime(59_999), wordTime(3_600_000)]).toEqual(['< 1 min', '< 1 min', '1 h 00']);
});

test('who needs help comes first, and the others keep their places whatever they do', () => {
  const room = [
    learner({ seat: 1, name: 'Zoe', stuck: [{ why: 'quiet', minutes: 6 }] }),
    learner({ seat: 2, name: 'ada', solved: ['s', 't'] }),
    learner({ seat: 3, name: 'Bob' }),
  ];
  const names = (learners: BoardLearner[]) => learners.map(({ name }) => name);
  expect(names(orderLearners(room, 'help'))).toEqual(['Zoe', 'ada', 'Bob']);
  expect(names(orderLearners(room, 'name'))).toEqual(['ada', 'Bob', 'Zoe']);
  expect(names(orderLearners(room, 'behind'))).toEqual(['Bob', 'Zoe', 'ada']);
  expect(names(filterLearners(room, 'help'))).toEqual(['Zoe']);
  expect(names(filterLearners(room, 'all', ' BO'))).toEqual(['Bob']);
});

test('the board begins with the step that most are on and have not solved', () => {
  const steps = ['a', 's', 't'].map((id) => ({ id, title: id, open: id !== 'a', tried: 0, solved: 0, causes: [] }));
  const view = { learners: [learner({}), learner({ step: 't', state: 'solved' })], steps } as unknown as BoardView;
  expect([busiestStep(view), busiestStep({ ...view, learners: [] })]).toEqual(['s', 's']);
  expect(countLearners(view)).toEqual({ seats: 2, online: 2, help: 0 });
  expect([upTo(steps, 's'), toggled(steps, 's'), toggled(steps, 'a')]).toEqual([['a', 's'], ['t'], ['a', 's', 't']]);
});

test('what is wrong at the door stands beside the field that it is about', async () => {
  const refuse = (status: number) => () => Promise.reject(new Refused(status, `refused ${status}`));
  const at = async (status: number) => {
    const door = new Door({ join: refuse(status), retake: refuse(status) }, 'http://room/join?code=ABC234');
    await door.join();
    return [door.code.value, door.problem.value?.at, door.problem.value?.sentence];
  };
  expect(await at(403)).toEqual(['ABC234', 'code', 'refused 403']);
  expect(await at(429)).toEqual(['ABC234', 'code', 'refused 429']);
  expect(await at(409)).toEqual(['ABC234', 'name', 'refused 409']);
  const door = new Door(
    { join: refuse(403), retake: async () => ({ leads: false, seat: { seat: 1, name: 'Ada', seatCode: '1-A' } }) },
    'http://room/',
  );
  await door.retake();
  expect([door.seat.value?.name, door.isOld]).toEqual(['Ada', true]);
});

test('the way through the door leads back to where one came from, and to no other site', () => {
  const from = '/steps/s?dialect=ws';
  expect(behindDoor(`http://room${doorAddress(from)}`)).toBe(from);
  expect(doorAddress('/')).toBe('/join');
  for (const wrong of ['https://elsewhere/x', '//elsewhere/x', '/join?from=/', 'javascript:alert(1)'])
    expect(behindDoor(`http://room/join?from=${encodeURIComponent(wrong)}`)).toBe('/');
});

test('a room’s pages have addresses of their own', () => {
  const pageAt = (path: string) => parseRoute(`http://room${path}`);
  expect(['/join', '/shown/', '/summary', '/board', '/report'].map((path) => pageAt(path).page)).toEqual([
    'join',
    'shown',
    'summary',
    'board',
    'report',
  ]);
  expect([pageAt('/board/12'), pageAt('/board/x')]).toEqual([{ page: 'seat', seat: 12 }, { page: 'board' }]);
});

test('two seats in one browser share nothing that is kept', () => {
  const storage = new MemoryStorage();
  let seat = '';
  const keeper = memory(storage, () => seat);
  keeper.write('draft/s/async', 'at home');
  seat = 'room/a.1/';
  expect(keeper.read('draft/s/async')).toBeUndefined();
  keeper.write('draft/s/async', 'mine');
  seat = 'room/a.2/';
  expect(keeper.read('draft/s/async')).toBeUndefined();
  seat = 'room/a.1/';
  expect(keeper.read('draft/s/async')).toBe('mine');
});

test('what was put away stays away in this browser, and the newest is first', () => {
  const storage = new MemoryStorage();
  const said = (id: number): Notice => ({ id, at: '', kind: 'said', text: `${id}`, toAll: true });
  const all = [said(1), said(2), said(3)];
  new Notices(memory(storage)).dismiss([2]);
  const left = (notices: Notices) => notices.left(all).map(({ id }) => id);
  expect(left(new Notices(memory(storage)))).toEqual([3, 1]);
  for (const key of storage.kept.keys()) storage.kept.set(key, 'garbage');
  expect(left(new Notices(memory(storage)))).toEqual([3, 2, 1]);
});

const session = () =>
  new StepSession(
    {
      id: 's',
      title: 'S',
      objective: '',
      buildsOn: [],
      proseHtml: '',
      hintsHtml: [],
      exercises: { async: { starter: 'given', solution: 'right' } },
    },
    'async',
    {
      keeper: memory(),
      tab: createKeeper(undefined),
      send: () => true,
      listen: () => () => {},
      fetchAttempt: () => Promise.reject(new Error()),
    },
  );

test('a solution takes the place of the draft only once the workshop keeps what is there, and it can be undone', async () => {
  const at = session();
  at.type('mine');
  const kept: string[] = [];
  const keep = async (_step: string, _dialect: string, text: string) => {
    kept.push(text);
    if (kept.length === 1) at.type('mine, typed on');
  };
  expect(await new Offers({ setAside: keep }).take(at)).toBe(true);
  expect([kept, at.draft.text.value]).toEqual([['mine', 'mine, typed on'], 'right']);
  at.undoReplacing();
  expect(at.draft.text.value).toBe('mine, typed on');
  const failing = new Offers({ setAside: () => Promise.reject(new Error('the disk is full')) });
  expect(await failing.take(at)).toBe(false);
  expect([failing.problem.value, at.draft.text.value]).toEqual(['the disk is full', 'mine, typed on']);
});

test('what a facilitator asked for is said to be done only when it is', async () => {
  const leading = new Leading(({ lead }) => (lead === 'end' ? Promise.reject(new Error('not now')) : Promise.resolve()));
  expect([await leading.ask({ lead: 'go-on' }, 'It goes on.'), leading.said.value]).toEqual([
    true,
    { sentence: 'It goes on.', isProblem: false },
  ]);
  expect([await leading.ask({ lead: 'end' }, 'It has ended.'), leading.said.value]).toEqual([
    false,
    { sentence: 'not now', isProblem: true },
  ]);
});

test('an opened learner shows the exercise that is worked on, and the attempt that was chosen last', async () => {
  const attempts = [{ id: 7, at: '', verdict: 'broken' as const, whole: true }];
  const fetched = {
    ...{ seat: 1, name: 'Ada', seatCode: '1-A', place: { step: 't', dialect: 'ws' as const } },
    exercises: [{ step: 's', dialect: 'async' as const, draft: 'text', attempts }],
  };
  const asked: ((attempt: ShownView) => void)[] = [];
  const opened = new OpenedSeat(1, { fetchSeat: async () => fetched, fetchAttempt: () => new Promise((resolve) => asked.push(resolve)) });
  await opened.fetch();
  expect(opened.exercise).toEqual({ step: 't', dialect: 'ws', attempts: [] });
  opened.choose('s', 'async');
  expect(opened.exercise?.draft).toBe('text');
  const [first, second] = [opened.lookAt(7), opened.lookAt(8)];
  asked[1]?.({ source: 'newer' } as ShownView);
  asked[0]?.({ source: 'older' } as ShownView);
  await Promise.all([first, second]);
  expect(opened.look.value).toMatchObject({ kind: 'attempt', id: 8, attempt: { source: 'newer' } });
});

test('the report sums up what each learner did, a step that is solved in two dialects once', () => {
  const step = { step: 's', dialect: 'async' as const, attempts: 3, solved: 'then', minutes: 4, causes: ['handler-threw', 'flood'] };
  const learners = [
    { name: 'Zoe', joined: '', steps: [] },
    { name: 'Ada', joined: '', steps: [step, { ...step, dialect: 'ws' as const, causes: ['flood'] }] },
  ];
  const report: ReportView = { name: 'R', opened: '', steps: [], learners };
  expect(figuresOf(report)).toEqual([
    { name: 'Ada', joined: '', solved: 1, attempts: 6, minutes: 8, causes: ['handler-threw', 'flood'] },
    { name: 'Zoe', joined: '', solved: 0, attempts: 0, minutes: 0, causes: [] },
  ]);
  expect(allCauses(report)).toEqual([
    { cause: 'handler-threw', learners: 1 },
    { cause: 'flood', learners: 1 },
  ]);
  expect([wordFigure(0), wordFigure(1.25), wordFigure(12.4)]).toEqual(['< 0.1 min', '1.3 min', '12 min']);
});

test('a line is given up when nothing has come for long, and the pages of a room come back one after the other', () => {
  vi.useFakeTimers();
  const onSilence = vi.fn();
  const [watch, stopped] = [watchSilence(onSilence), watchSilence(onSilence)];
  stopped.stop();
  vi.advanceTimersByTime(LONGEST_SILENCE_MS - 1);
  watch.heard();
  vi.advanceTimersByTime(LONGEST_SILENCE_MS - 1);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onSilence).toHaveBeenCalledOnce();
  vi.useRealTimers();
  expect([spread(500, 0), spread(500, 1)]).toEqual([250, 750]);
});
