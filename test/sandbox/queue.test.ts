import { expect, test } from 'vitest';
import { Queue } from '../../sandbox/queue.ts';

test('first in, first out, so many at once, and each is told its place', async () => {
  const queue = new Queue(2);
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
  const queue = new Queue(1);
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
