import { once } from 'node:events';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../../lessons/catalog.ts';
import type { Sandbox, Talk } from '../../../sandbox/index.ts';
import { createGuard } from '../../../web/server/guard.ts';
import type { Mode } from '../../../web/server/safety.ts';
import { TalkTab } from '../../../web/server/talk-tab.ts';
import { Talks } from '../../../web/server/talks.ts';
import type { TalkAnswer } from '../../../web/talk-messages.ts';
import { startedBy } from '../../helpers/processes.ts';
import { ASYNC_OK } from '../../helpers/sandbox.ts';
import { TalkingTab } from '../../helpers/talk.ts';
import { startWorkshop } from '../../helpers/workshop.ts';

const catalog = await loadCatalog();
const BEGIN = { type: 'talk', talk: 1, step: 'open-then-gone', dialect: 'async', source: '' } as const;

function openTab(mode: Mode, talk: Sandbox['talk']) {
  const answers: TalkAnswer[] = [];
  const sandbox = { talk } as Sandbox;
  const talks = new Talks(createGuard(1));
  const tab = new TalkTab({ catalog, sandbox, talks, mode, send: (answer) => answers.push(answer), isBehind: () => false });
  return { tab, answers };
}

test('a hosted workshop connects to no backend', () => {
  const { tab, answers } = openTab('hosted', () => Promise.reject(new Error('Expected no talk.')));
  tab.take({ type: 'talk-to-backend', talk: 1, address: 'ws://localhost:8000' });
  expect(answers).toMatchObject([{ type: 'talk-ended', why: expect.stringMatching(/hosted workshop connects to no backend/) }]);
});

test('a tab that goes while its talk begins leaves none behind', async () => {
  const begun = Promise.withResolvers<Awaited<ReturnType<Sandbox['talk']>>>();
  const ended = Promise.withResolvers<string>();
  const { tab, answers } = openTab('local', () => begun.promise);
  tab.take(BEGIN);
  tab.leave();
  const talk = { end: async (why: string) => ended.resolve(why) } as unknown as Talk;
  begun.resolve({ ok: true, talk });
  expect(await ended.promise).toBe('The page that began it was closed.');
  expect(answers.map(({ type }) => type)).toEqual(['talk-ended']);
});

test('after the workshop has stopped nothing of a talk is left', async () => {
  const workshop = await startWorkshop();
  await using talking = await TalkingTab.begin(workshop, ASYNC_OK);
  const closed = once(await talking.client(), 'close');
  await workshop.close();
  expect((await closed)[0]).toBe(1006);
  await expect.poll(() => startedBy(process.pid).filter(({ command }) => /sandbox|inside/.test(command))).toEqual([]);
});
