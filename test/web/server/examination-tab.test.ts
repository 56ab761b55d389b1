/** Examinations from the page: which backends are called, what is sent before it was announced, how many go on, and when they end. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/index.ts';
import type { ExaminationAnswer, ExaminationRequestMessage } from '../../../web/examination-messages.ts';
import { ExaminationTab } from '../../../web/server/examination-tab.ts';
import { Examinations } from '../../../web/server/examinations.ts';
import type { Mode } from '../../../web/server/safety.ts';
import { answersAll, causesOf, tcpBackend, wsBackend } from '../../helpers/backend.ts';
import { TestRoom } from '../../helpers/room.ts';
import { openTab, Tab } from '../../helpers/tab.ts';
import { startWorkshop } from '../../helpers/workshop.ts';

type Plan = Extract<ExaminationRequestMessage, { type: 'plan-examination' }>;
type Answer<T extends ExaminationAnswer['type']> = Extract<ExaminationAnswer, { type: T }>;

const BARE = { headers: [], subprotocols: [], messages: [], idleSeconds: 0 };
const planFor = (address: string, examination = 1, asked: Partial<Plan> = {}): Plan => ({
  type: 'plan-examination',
  examination,
  address,
  ...BARE,
  ...asked,
});

class TestTab {
  readonly answers: ExaminationAnswer[] = [];
  readonly tab: ExaminationTab;
  #heard = Promise.withResolvers<void>();

  constructor({ mode = 'local', examinations = new Examinations() }: { mode?: Mode; examinations?: Examinations } = {}) {
    const run: Sandbox['run'] = () => Promise.reject(new Error('Expected no run.'));
    const send = (answer: ExaminationAnswer) => {
      this.answers.push(answer);
      this.#heard.resolve();
      this.#heard = Promise.withResolvers();
    };
    this.tab = new ExaminationTab({ sandbox: { run }, examinations, mode, send });
  }

  /** The first answer of this type to this examination, whether it came already or comes. */
  async answer<T extends ExaminationAnswer['type']>(type: T, examination = 1): Promise<Answer<T>> {
    while (true) {
      const found = this.answers.find((answer) => answer.type === type && answer.examination === examination);
      if (found) return found as Answer<T>;
      await this.#heard.promise;
    }
  }

  examine(port: number, examination = 1): void {
    this.tab.take(planFor(`ws://127.0.0.1:${port}/ws`, examination));
    this.tab.take({ type: 'examine', examination });
  }
}

/** Takes a connection, reads from it, and says nothing: whoever examines it waits. */
async function silentBackend() {
  const called = Promise.withResolvers<Socket>();
  const backend = await tcpBackend((socket) => called.resolve(socket.resume()));
  return { backend, called: called.promise };
}

test('a hosted workshop plans nothing, examines no backend and no file', () => {
  const { tab, answers } = new TestTab({ mode: 'hosted' });
  tab.take(planFor('ws://localhost:8000/ws'));
  tab.take({ type: 'examine', examination: 2 });
  tab.take({ type: 'examine-file', examination: 3, name: 'a.ts', source: '' });
  expect(answers.map(({ type, examination }) => [type, examination])).toEqual([1, 2, 3].map((number) => ['examination-ended', number]));
  expect(answers[0]).toMatchObject({ why: expect.stringMatching(/hosted workshop examines nothing of yours/) });
});

test.each([
  'ws://example.com/ws',
  'wss://192.168.1.10:8000/ws',
  'ws://0.0.0.0:8000/',
  'ws://localhost.example.com/',
  'ws://10.0.0.1/',
  'ws://[fe80::1]/',
  'ws://[::ffff:10.0.0.1]/',
  'ws://127.0.0.1.nip.io/',
])('the page calls no other machine: %s', (address) => {
  const { tab, answers } = new TestTab();
  tab.take(planFor(address));
  expect(answers).toMatchObject([
    {
      type: 'examination-ended',
      why: expect.stringMatching(/^Expected a backend on this machine.*command line does: clinic diagnose wss?:/),
    },
  ]);
});

test.each(['ws://localhost:8000/ws?token=a', 'wss://127.0.0.1/', 'ws://[::1]:8000/', 'ws://127.8.0.1/'])(
  'this machine is: %s',
  (address) => {
    const { tab, answers } = new TestTab();
    tab.take(planFor(address));
    expect(answers.map(({ type }) => type)).toEqual(['examination-planned']);
  },
);

test('nothing is sent before it was announced, and then nothing else', async () => {
  const heard: string[] = [];
  let connections = 0;
  await using backend = await wsBackend((socket, request) => {
    connections += 1;
    expect(request.headers['x-team']).toBe('clinic');
    socket.on('message', (data) => heard.push(String(data)));
    answersAll(socket);
  });
  const tab = new TestTab();
  const asked = {
    messages: ['{"type":"join"}'],
    headers: [
      ['X-Team', 'clinic'],
      ['Authorization', 's3cret'],
    ] as [string, string][],
  };
  tab.tab.take(planFor(`ws://localhost:${backend.port}/ws`, 1, asked));
  const { announcement } = await tab.answer('examination-planned');
  expect(announcement.join('\n')).toMatch(
    /X-Team: clinic, Authorization: …[\s\S]*a text message: \{"type":"join"\}[\s\S]*Nothing else is sent\./,
  );
  tab.tab.take({ type: 'examine', examination: 7 });
  expect((await tab.answer('examination-ended', 7)).why).toMatch(/not announced/);
  expect(connections).toBe(0);

  tab.tab.take(planFor(`ws://localhost:${backend.port}/ws`, 2, asked));
  tab.tab.take({ type: 'examine', examination: 2 });
  const { result } = await tab.answer('examined', 2);
  expect(result.verdict.kind).toBe('working');
  expect(new Set(heard)).toEqual(new Set(['{"type":"join"}']));
  expect(tab.answers.filter(({ type }) => type === 'examination-began')).toHaveLength(2);
});

test('a backend that hangs up is diagnosed, with what the field guide says of the cause', async () => {
  await using backend = await wsBackend((socket) => socket.close());
  const tab = new TestTab();
  tab.examine(backend.port);
  const { result, mending } = await tab.answer('examined');
  const [cause = ''] = causesOf(result);
  expect(mending[cause]?.step).toEqual(expect.any(String));
  expect(Object.keys(mending[cause]?.fix ?? {})).toEqual(['ws']);
});

test('one examination goes on at a time, whichever tab begins it; one that is stopped makes room', async () => {
  const { backend, called } = await silentBackend();
  await using _ = backend;
  const examinations = new Examinations();
  const [one, other] = [new TestTab({ examinations }), new TestTab({ examinations })];
  one.examine(backend.port);
  const closed = once(await called, 'close');
  other.examine(backend.port);
  expect((await other.answer('examination-ended')).why).toMatch(/Another examination is under way/);
  one.tab.take({ type: 'end-examination', examination: 1 });
  await closed;
  expect((await one.answer('examination-ended')).why).toMatch(/^You stopped it/);
  await using healthy = await wsBackend(answersAll);
  other.examine(healthy.port, 2);
  expect((await other.answer('examined', 2)).result.verdict.kind).toBe('working');
});

test('an examination ends when its tab goes', async () => {
  const { backend, called } = await silentBackend();
  await using _ = backend;
  await using workshop = await startWorkshop();
  await using tab = await openTab(workshop);
  tab.send(planFor(`ws://127.0.0.1:${backend.port}/ws`));
  tab.send({ type: 'examine', examination: 1 });
  const closed = once(await called, 'close');
  tab.close();
  await closed;
});

test('a file is examined in the sandbox, and a capture is read', async () => {
  await using workshop = await startWorkshop();
  await using tab = await openTab(workshop);
  const source = `export default async function handle(connection) {\n  await connection.accept();\n}\n`;
  tab.send({ type: 'examine-file', examination: 1, name: 'handler.ts', source });
  const { result } = await tab.find((message): message is Answer<'examined'> => message.type === 'examined');
  expect([result.subject.dialect, ...causesOf(result)]).toEqual(['async', 'handler-returned']);
  tab.send({ type: 'examine-file', examination: 2, name: 'a.har', source: '{}' });
  expect((await tab.message('examination-ended')).why).toMatch(/^Expected a HAR|^Expected a capture|^The capture|HAR/);
});

test('in a room nobody has anything examined, and whoever has no token gets no channel to ask on', async () => {
  await using room = await TestRoom.open();
  await using tab = await (await room.facilitator()).tab();
  tab.send(planFor('ws://localhost:8000/ws'));
  expect((await tab.message('examination-ended')).why).toMatch(/hosted workshop examines nothing of yours/);
  await using workshop = await startWorkshop();
  await using stranger = new Tab(workshop, { headers: {} });
  expect(await stranger.refused()).toBe(401);
});
