import { expect, test } from 'vitest';
import { TALKS } from '../../../sandbox/talk/bounds.ts';
import type { TalkRequest } from '../../../sandbox/talk/start.ts';
import type { Talk } from '../../../sandbox/talk/talk.ts';
import { Talks, TalksFull } from '../../../sandbox/talk/talks.ts';

const REQUEST: TalkRequest = { source: '', dialect: 'async', onEvents: () => {}, onEnd: () => {} };

/** A talk that ends when it is told to, and tells. */
function begin(request: TalkRequest) {
  const talk = { end: async (why: string) => request.onEnd({ why }) } as Talk;
  return Promise.resolve({ ok: true as const, talk });
}

test('one more than there may be is refused with a sentence, and there is room again when one has ended', async () => {
  const talks = new Talks();
  const started = await Promise.all(Array.from({ length: TALKS }, () => talks.start(REQUEST, begin)));
  await expect(talks.start(REQUEST, begin)).rejects.toThrow(TalksFull);
  const [first] = started;
  if (first?.ok) await first.talk.end('enough');
  expect(await talks.start(REQUEST, begin)).toMatchObject({ ok: true });
});

test('what does not compile, or cannot be started, takes no room', async () => {
  const talks = new Talks();
  for (let count = 0; count < TALKS; count++) {
    await talks.start(REQUEST, async () => ({ ok: false, why: 'The handler did not compile.' }));
    await talks.start(REQUEST, () => Promise.reject(new Error('no process'))).catch(() => {});
  }
  expect(await talks.start(REQUEST, begin)).toMatchObject({ ok: true });
});

test('all of them end with the workshop', async () => {
  const talks = new Talks();
  const whys: string[] = [];
  for (let count = 0; count < 3; count++) await talks.start({ ...REQUEST, onEnd: ({ why }) => whys.push(why) }, begin);
  await talks.end('The workshop stops.');
  expect(whys).toEqual(Array(3).fill('The workshop stops.'));
});
