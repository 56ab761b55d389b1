/** Learners on machines of their own reach a room by its address, across a network that is slow, stalls, cuts and forgets connections. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../../../lessons/catalog.ts';
import { CAN_MAKE_NETWORKS, Machine, Relay } from '../../../helpers/bad-network.ts';
import type { Assignment, Told } from '../../../helpers/learner-program.ts';
import { Program } from '../../../helpers/processes.ts';
import { TestRoom } from '../../../helpers/room.ts';
import type { Task } from '../../../helpers/simulated-learner.ts';

/** The link of one of them is gone for so long: npm run network asks for a whole minute. */
const LINK_LOST_MS = Number(process.env.LINK_LOST_MS ?? 4_000);
/** A page waits longer until it takes a line for dead. */
const SILENT_MS = LINK_LOST_MS < 60_000 ? 5_000 : 25_000;
const DELAY_MS = 50;
const STEPS = ['open-then-gone', 'smallest-echo'];

if (!CAN_MAKE_NETWORKS) process.stderr.write('Left out: a room across bad networks, for want of Linux, root and the command ip.\n');

test.runIf(CAN_MAKE_NETWORKS)('nothing acknowledged is lost, and nobody sees a false verdict', async () => {
  using near = new Machine(1);
  using far = new Machine(2);
  await using relay = await Relay.open('0.0.0.0', DELAY_MS);
  // As it is behind a proxy: the public origin is the relay's, on the way of the first machine; the second one is routed there.
  await using room = await TestRoom.open({ origin: `http://${near.here}:${relay.port}` });
  relay.target = room.workshop.port;
  const tasks = await tasksOf(STEPS);
  const work = (name: string, machine: Machine) => {
    const address = `http://${near.here}:${relay.port}`;
    const assignment: Assignment = { name, address, code: room.code, thinkMs: 300, silentMs: SILENT_MS, tasks };
    return new Program(...machine.inside(process.execPath, 'test/helpers/learner-program.ts', JSON.stringify(assignment)));
  };
  await using one = work('Near', near);
  await using other = work('Far', far);
  await Promise.all([one.line('joined'), other.line('joined')]);

  await one.line('verdict open-then-gone 1');
  relay.cut();
  await other.line('verdict open-then-gone 1');
  far.loseLink();
  relay.stall(500);
  await one.line('verdict open-then-gone 2');
  relay.halfOpen();
  await pause(LINK_LOST_MS);
  far.findLink();

  const told = await Promise.all([one, other].map(async (each) => JSON.parse((await each.line('done ')).slice('done '.length)) as Told));
  const right = { verdicts: 2 * tasks.length, wrong: [], missing: [] };
  expect(told).toEqual([right, right]);
  await Promise.all([one.exited, other.exited]);
});

async function tasksOf(steps: readonly string[]): Promise<Task[]> {
  const catalog = await loadCatalog();
  return steps.flatMap((id) => {
    const exercise = catalog.step(id)?.exercises.ws;
    if (!exercise) throw new Error(`Expected ${id} in ws.`);
    return [{ step: id, dialect: 'ws', starter: exercise.starter, fails: exercise.starterFails.verdict, solution: exercise.solution }];
  });
}
