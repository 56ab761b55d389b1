/** Joining a room, working in it and leading it, over real requests and control channels. */
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeView, ReportView, SeatView, ShownView } from '../../../../web/room-messages.ts';
import { boardWhere, Guest, roomWhere, TestRoom } from '../../../helpers/room.ts';
import { lessonFile } from '../../../helpers/workshop.ts';

const STEP = 'open-then-gone';
const GONE = 'export default async function handler(connection) {\n  await connection.accept();\n}\n';

let room: TestRoom;
beforeAll(async () => {
  room = await TestRoom.open();
});
afterAll(() => room?.[Symbol.asyncDispose]());

test('whoever has no seat is led to the door, and gets nothing else', async () => {
  const stranger = room.stranger();
  expect((await stranger.get('/')).headers.get('location')).toBe('/join');
  expect((await stranger.get('/join')).status).toBe(200);
  expect((await stranger.get('/api/room/door')).body).toEqual({ name: 'Onboarding' });
  for (const path of ['/api/catalog', '/api/work', '/api/room/shown', '/api/room/report'])
    expect((await stranger.get(path)).status).toBe(401);
});

test('a learner joins with code and name, and comes back with the cookie or with the seat code', async () => {
  const ada = await room.learner('Ada');
  expect(ada.me.seat).toMatchObject({ name: 'Ada', seatCode: expect.stringMatching(/^\d+-[A-Z2-9]{4}-[A-Z2-9]{4}$/) });
  expect((await ada.get<{ me: MeView }>('/api/catalog')).body.me).toEqual(ada.me);
  const elsewhere = room.stranger();
  const typed = ada.me.seat?.seatCode.toLowerCase().replace(/-(\w+)$/, ' $1');
  const retaken = await elsewhere.post<MeView>('/api/room/retake', { seatCode: typed });
  expect([retaken.status, retaken.body.seat?.name]).toEqual([200, 'Ada']);
  // The browser of before has lost it.
  expect((await ada.get('/api/catalog')).status).toBe(401);
  expect((await elsewhere.get('/api/catalog')).status).toBe(200);
});

test('a wrong code, a name that is taken and a name that cannot be one are each refused with a sentence', async () => {
  await room.learner('Grace');
  const join = async (code: string, name: string) => {
    const { status, body } = await room.stranger().post('/api/room/join', { code, name });
    return [status, body.error];
  };
  expect(await join('WRONG2', 'Mallory')).toEqual([403, expect.stringContaining('six letters and digits')]);
  expect(await join(room.code.toLowerCase(), ' GRACE ')).toEqual([409, expect.stringContaining('has this name already')]);
  expect(await join(room.code, '\u202Eevil')).toEqual([400, expect.stringContaining('hidden character')]);
});

test('the tabs of a seat that was taken again are closed', async () => {
  const learner = await room.learner('Edsger');
  await using tab = await learner.tab();
  const closed = tab.closed();
  await room.stranger().post('/api/room/retake', { seatCode: learner.me.seat?.seatCode });
  expect((await closed)[0]).toBe(4401);
});

test('the board shows a learner who fails three times for one cause as stuck, and then as solved', async () => {
  await using other = await TestRoom.open();
  const facilitator = await other.facilitator();
  await other.learner('Ahead in the alphabet');
  await using board = await facilitator.tab();
  const learner = await other.learner('Barbara');
  await using tab = await learner.tab();
  tab.send({ type: 'at', step: STEP, dialect: 'async' });
  const lineOf = (learners: { name: string }[]) => learners.findIndex(({ name }) => name === 'Barbara');
  for (const run of [1, 2, 3]) {
    tab.run(run, STEP, GONE);
    await tab.message('finished', run);
  }
  const stuck = await boardWhere(board, ({ learners }) => learners[lineOf(learners)]?.stuck.length === 1);
  expect(lineOf(stuck.learners)).toBe(0);
  expect(stuck.learners[0]).toMatchObject({ online: true, step: STEP, state: 'broken', attempts: 3, cause: 'handler-returned' });
  expect(stuck.learners[0]?.stuck).toEqual([{ why: 'same-cause', cause: 'handler-returned', times: 3 }]);
  expect(stuck.steps.find(({ id }) => id === STEP)).toMatchObject({
    tried: 1,
    solved: 0,
    causes: [{ cause: 'handler-returned', learners: 1 }],
  });
  tab.run(4, STEP, await lessonFile('01-stay-open/01-open-then-gone/async/solution.ts'));
  const solved = await boardWhere(board, ({ learners }) => learners[lineOf(learners)]?.state === 'solved');
  expect(solved.learners[lineOf(solved.learners)]).toMatchObject({ stuck: [], solved: [STEP], attempts: 4 });
});

test('nothing of one learner reaches another: not by number, not as news, not by the facilitator’s routes', async () => {
  const [one, other] = [await room.learner('One'), await room.learner('Other')];
  await using tab = await one.tab();
  await using watching = await other.tab();
  tab.send({ type: 'keep', step: STEP, dialect: 'async', base: 0, text: 'the secret draft' });
  await tab.message('kept');
  tab.run(1, STEP, GONE);
  const { attempt } = await tab.message('attempt', 1);
  watching.run(1, STEP, GONE);
  await watching.message('attempt', 1);
  expect(watching.messages.filter(({ type }) => type === 'draft' || type === 'board')).toEqual([]);
  expect((await other.get(`/api/drafts/${STEP}/async`)).body.draft).toBeUndefined();
  for (const path of [`/api/attempts/${attempt.id}`, `/api/room/attempts/${attempt.id}`, `/api/room/seats/${one.me.seat?.seat}`])
    expect([403, 404]).toContain((await other.get(path)).status);
  expect((await one.get(`/api/attempts/${attempt.id}`)).status).toBe(200);
  for (const request of [{ lead: 'end' }, { lead: 'show', attempt: attempt.id }] as const)
    expect((await other.lead(request)).status).toBe(403);
});

test('the facilitator opens a learner: draft, attempts and timeline', async () => {
  const facilitator = await room.facilitator();
  const learner = await room.learner('Alan');
  await using tab = await learner.tab();
  tab.send({ type: 'keep', step: STEP, dialect: 'async', base: 0, text: 'half a handler' });
  tab.run(1, STEP, GONE);
  const { attempt } = await tab.message('attempt', 1);
  const { body } = await facilitator.get<SeatView>(`/api/room/seats/${learner.me.seat?.seat}`);
  expect(body).toMatchObject({
    name: 'Alan',
    seatCode: learner.me.seat?.seatCode,
    place: { step: STEP },
    exercises: [{ step: STEP, dialect: 'async', draft: 'half a handler' }],
  });
  expect(body.exercises[0]?.attempts).toMatchObject([{ id: attempt.id, verdict: 'broken', cause: 'handler-returned', whole: true }]);
  const whole = await facilitator.get<ShownView>(`/api/room/attempts/${attempt.id}`);
  expect([whole.body.source, whole.body.report.verdict.kind]).toEqual([GONE, 'broken']);
});

test('a closed step comes to nobody and runs for nobody, but for whoever was let ahead', async () => {
  await using other = await TestRoom.open();
  const facilitator = await other.facilitator();
  const [here, ahead] = [await other.learner('Here'), await other.learner('Ahead')];
  await using tab = await here.tab();
  await facilitator.lead({ lead: 'open-steps', steps: ['smallest-echo'] });
  await facilitator.lead({ lead: 'let-ahead', seat: ahead.me.seat?.seat ?? 0, step: STEP });
  await roomWhere(tab, ({ open }) => open.length === 1);
  tab.run(1, STEP, GONE);
  expect((await tab.message('sandbox-error', 1)).message).toContain('not open yet');
  tab.send({ type: 'keep', step: STEP, dialect: 'async', base: 0, text: '' });
  expect((await tab.message('keep-failed')).message).toContain('not open yet');
  expect([(await here.get(`/api/steps/${STEP}`)).status, (await ahead.get(`/api/steps/${STEP}`)).status]).toEqual([403, 200]);
  expect((await here.get('/api/steps/smallest-echo')).status).toBe(200);
});

test('a message, a pointer, a shown timeline and an offered solution reach those they are for', async () => {
  const facilitator = await room.facilitator();
  const [one, other] = [await room.learner('Niklaus'), await room.learner('Tony')];
  await using tab = await one.tab();
  await using watching = await other.tab();
  tab.run(1, STEP, GONE);
  const { attempt } = await tab.message('attempt', 1);
  const seat = one.me.seat?.seat ?? 0;
  await facilitator.lead({ lead: 'say', seat, text: 'Look at line 2.' });
  await facilitator.lead({ lead: 'offer-solution', seat, step: STEP, dialect: 'async' });
  await facilitator.lead({ lead: 'say', text: 'Five more minutes.' });
  await facilitator.lead({ lead: 'point', step: 'smallest-echo' });
  await facilitator.lead({ lead: 'show', attempt: attempt.id });
  const mine = await roomWhere(tab, ({ shown }) => shown === attempt.id);
  expect(mine.notices.map(({ kind }) => kind)).toEqual(['said', 'offered', 'said']);
  const theirs = await roomWhere(watching, ({ shown }) => shown === attempt.id);
  expect(theirs).toMatchObject({ pointed: 'smallest-echo', notices: [{ kind: 'said', text: 'Five more minutes.', toAll: true }] });
  const shown = await other.get<ShownView>('/api/room/shown');
  expect([shown.body.source, JSON.stringify(shown.body).includes('Niklaus')]).toEqual([GONE, false]);
  await facilitator.lead({ lead: 'show' });
  expect((await other.get('/api/room/shown')).status).toBe(404);
});

test('what gives way to a solution is kept, and all drafts can be taken home', async () => {
  const learner = await room.learner('Donald');
  await using tab = await learner.tab();
  tab.send({ type: 'keep', step: STEP, dialect: 'async', base: 0, text: 'the solution' });
  await tab.message('kept');
  await learner.post('/api/room/set-aside', { step: STEP, dialect: 'async', text: 'my own way' });
  const { body } = await learner.get<{ kept: { text: string }[] }>(`/api/room/set-aside/${STEP}/async`);
  expect(body.kept.map(({ text }) => text)).toEqual(['my own way']);
  const response = await fetch(`http://127.0.0.1:${room.workshop.port}/api/room/take-home`, { headers: { cookie: learner.cookie } });
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  const texts = Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]);
  expect(Object.fromEntries(texts)).toMatchObject({
    [`socket-clinic/${STEP}/async/handler.ts`]: 'the solution',
    [`socket-clinic/${STEP}/async/set-aside-1-handler.ts`]: 'my own way',
  });
});

test('once the workshop has ended nothing is run, drafts are still kept, and the report says who solved what', async () => {
  await using ending = await TestRoom.open({ steps: [STEP] });
  const facilitator = await ending.facilitator();
  const learner = await ending.learner('=CMD()');
  await using tab = await learner.tab();
  tab.run(1, STEP, GONE);
  await tab.message('attempt', 1);
  tab.run(2, STEP, await lessonFile('01-stay-open/01-open-then-gone/async/solution.ts'));
  await tab.message('attempt', 2);
  await facilitator.lead({ lead: 'end' });
  await roomWhere(tab, ({ ended }) => ended);
  tab.run(3, STEP, GONE);
  expect((await tab.message('sandbox-error', 3)).message).toContain('has ended');
  tab.send({ type: 'keep', step: STEP, dialect: 'async', base: 0, text: 'kept all the same' });
  await tab.message('kept');
  const { body } = await facilitator.get<ReportView>('/api/room/report');
  expect(body.steps).toMatchObject([{ id: STEP, tried: 1, solved: 1, causes: [{ cause: 'handler-returned', learners: 1 }] }]);
  expect(body.learners).toMatchObject([
    { name: '=CMD()', steps: [{ attempts: 2, solved: expect.any(String), causes: ['handler-returned'] }] },
  ]);
  const csv = await facilitator.get<{ text: string }>('/api/room/report.csv');
  expect(csv.body.text).toContain("\n'=CMD(),");
});

test('after a restart seats, places, attempts, notices and the board are as they were', async () => {
  await using again = await TestRoom.open();
  const learner = await again.learner('Margaret');
  const facilitator = await again.facilitator();
  const tab = await learner.tab();
  tab.run(1, STEP, GONE);
  await tab.message('attempt', 1);
  await facilitator.lead({ lead: 'say', text: 'Stay calm.' });
  const { code } = again;
  await again.restart();
  expect(again.code).toBe(code);
  const back = new Guest(again.workshop, learner.cookie);
  await using newTab = await back.tab();
  expect((await roomWhere(newTab, () => true)).notices).toMatchObject([{ text: 'Stay calm.' }]);
  await using board = await (await again.facilitator()).tab();
  const { learners } = await boardWhere(board, ({ learners: [first] }) => first?.online === true);
  expect(learners).toMatchObject([{ name: 'Margaret', step: STEP, state: 'broken', attempts: 1, cause: 'handler-returned' }]);
});
