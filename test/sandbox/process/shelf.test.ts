/** The warm processes of one runtime, with a runtime that writes its program when it is told to. */
import { expect, test } from 'vitest';
import type { Program } from '../../../sandbox/isolation/command.ts';
import { Shelf } from '../../../sandbox/process/shelf.ts';

test('a shelf has settled when the program of each boot is written, whether it came to something or not', async () => {
  const written = Promise.withResolvers<Program>();
  const runtime = { processBytes: 1, program: () => written.promise, attacker: () => Promise.reject(new Error('nobody attacks')) };
  const shelf = new Shelf({ runtime, folder: '/nowhere', start: () => Promise.reject(new Error('the pool is closed')) });
  const order: string[] = [];
  const boot = shelf.boot(1).catch(({ message }: Error) => order.push(message));
  const settled = shelf.settled().then(() => order.push('settled'));
  written.reject(new Error('the folder cannot be written to'));
  await Promise.all([boot, settled]);
  expect(order).toEqual(['the folder cannot be written to', 'settled']);
});

test('a shelf without a boot has settled', async () => {
  const runtime = { processBytes: 1, program: () => Promise.reject(new Error('no')), attacker: () => Promise.reject(new Error('no')) };
  const shelf = new Shelf({ runtime, folder: '/nowhere', start: () => Promise.reject(new Error('no')) });
  await expect(shelf.settled()).resolves.toBeUndefined();
});
