import { expect, test } from 'vitest';
import { Queue, QueueFull, Superseded, type Turn } from '../../sandbox/queue.ts';

test('first in, first out, so many at once, and each is told its place', async () => {
  const queue = new Queue({ atOnce: 2 });
  const order: number[] = [];
  const places: string[] = [];
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const runs = gates.map(({ promise }, index) =>
    queue.run(
      async () => {
        order.push(index);
        await promise;
      },
      { onQueued: (place) => places.push(`${index}:${place}`) },
    ),
  );
  await Promise.resolve();
  expect(order).toEqual([0, 1]);
  expect(places).toEqual(['2:1', '3:2']);
  gates[1]?.resolve();
  await runs[1];
  await Promise.resolve();
  expect(order).toEqual([0, 1, 2]);
  expect(places.at(-1)).toBe('3:1');
  for (const { resolve } of gates) resolve();
  await Promise.all(runs);
  expect(queue.isIdle).toBe(true);
});

test('one that waits can be abandoned, and leaves its place', async () => {
  const queue = new Queue({ atOnce: 1 });
  const gate = Promise.withResolvers<void>();
  const controller = new AbortController();
  const first = queue.run(() => gate.promise);
  const second = queue.run(async () => 'never', { signal: controller.signal });
  controller.abort(new Error('left'));
  await expect(second).rejects.toThrow('left');
  gate.resolve();
  await first;
  expect(queue.isIdle).toBe(true);
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Tasks that the test ends, with the order in which they began. */
function held(queue: Queue) {
  const began: string[] = [];
  const gates = new Map<string, () => void>();
  const add = (name: string, turn: Turn = {}) =>
    queue.run(() => {
      began.push(name);
      return new Promise<void>((resolve) => gates.set(name, resolve));
    }, turn);
  const end = async (name: string) => {
    await turn();
    gates.get(name)?.();
    await turn();
  };
  return { began, add, end };
}

test('a learner has one run under way and one that waits; the newest takes the place of the waiting one', async () => {
  const { began, add, end } = held(new Queue({ atOnce: 2 }));
  const [ada, grace, edsger] = [{}, {}, {}];
  const first = add('ada 1', { learner: ada });
  const second = add('ada 2', { learner: ada });
  const others = [add('grace', { learner: grace }), add('edsger', { learner: edsger })];
  const third = add('ada 3', { learner: ada });
  await expect(second).rejects.toThrow(Superseded);
  expect(began).toEqual(['ada 1', 'grace']);
  await end('grace');
  // Ada's waiting run came first, but hers is under way: nobody else waits for her.
  expect(began).toEqual(['ada 1', 'grace', 'edsger']);
  await end('edsger');
  expect(began).toHaveLength(3);
  await end('ada 1');
  expect(began.at(-1)).toBe('ada 3');
  await end('ada 3');
  await Promise.all([first, third, ...others]);
});

test('a person with many tabs has one run under way, few that wait, and no run of one tab ends that of another', async () => {
  const { began, add, end } = held(new Queue({ atOnce: 2 }));
  const person = {};
  const tabs = [{}, {}, {}, {}];
  const all = tabs.slice(0, 3).map((learner, index) => add(`tab ${index}`, { learner, person }));
  await expect(add('tab 3', { learner: tabs[3], person })).rejects.toThrow(/at most 2 waiting runs of one person/);
  all.push(add('grace'));
  await turn();
  expect(began).toEqual(['tab 0', 'grace']);
  await end('grace');
  expect(began).toHaveLength(2);
  for (const name of ['tab 0', 'tab 1', 'tab 2']) await end(name);
  expect(began).toEqual(['tab 0', 'grace', 'tab 1', 'tab 2']);
  await Promise.all(all);
});

test('what has time starts only when nobody else waits, and takes nobody’s turn', async () => {
  const { began, add, end } = held(new Queue({ atOnce: 1 }));
  const learner = {};
  const all = [add('a', { learner }), add('pattern', { learner, background: true }), add('b'), add('c')];
  await end('a');
  await end('b');
  expect(began).toEqual(['a', 'b', 'c']);
  await end('c');
  await end('pattern');
  await Promise.all(all);
});

test('a full queue says when to try again, and has room when one has begun', async () => {
  const { add, end } = held(new Queue({ atOnce: 1, most: 2 }));
  const all = [add('a'), add('b'), add('c')];
  const refused = await add('d').catch((failure: unknown) => failure);
  expect(refused).toBeInstanceOf(QueueFull);
  expect((refused as QueueFull).message).toMatch(/2 runs wait already\. Press Run again in about [1-9]\d* s/);
  await end('a');
  all.push(add('e'));
  for (const name of ['b', 'c', 'e']) await end(name);
  await Promise.all(all);
});

test('in a long line the near places are told one by one, the far ones in steps', async () => {
  const { add, end } = held(new Queue({ atOnce: 1 }));
  const told: number[] = [];
  const all = Array.from({ length: 31 }, (_, index) => add(String(index), index === 30 ? { onQueued: (place) => told.push(place) } : {}));
  for (let index = 0; index < 31; index++) await end(String(index));
  await Promise.all(all);
  expect(told).toEqual([30, 20, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});
