import { json } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { SandboxError } from '../../../sandbox/index.ts';
import { Intake, oneStep } from '../../../sandbox/process/intake.ts';
import type { TimelineEvent } from '../../../sandbox/timeline/timeline.ts';
import { ASYNC_OK, among, asyncHandler, OK, startSandbox, WS_OK } from '../../helpers/sandbox.ts';

const scenario = among((draw) => [...draw.client('A').opens(), ...draw.client('A').asks({ send: json({ type: 'hi' }), reply: OK })]);
const LOUD = ASYNC_OK.replace('await connection.accept();', "await connection.accept();\n  console.log('open');");
const EXITS = asyncHandler('  await connection.accept();\n  process.exit(1);');
const SPINS = asyncHandler('  await connection.accept();\n  for (;;);');

test.each<[TimelineEvent['kind'], string, string]>([
  ['run-started', ASYNC_OK, 'before anything was sent'],
  ['handshake-accepted', ASYNC_OK, 'in a listener for data'],
  ['frame-received', ASYNC_OK, 'in a listener for data'],
  ['closed', EXITS, 'in a listener for the end of a stream'],
  ['output', LOUD, 'in the listener of the channel'],
  ['process-exited', EXITS, 'in the listener for the end of the process'],
  ['limit-exceeded', SPINS, 'in the timer of a limit'],
  ['entry-began', ASYNC_OK, 'in the probe itself'],
])('a fault at %s is a sandbox error of that run alone, and the workshop lives', async (kind, source) => {
  await using sandbox = startSandbox();
  const fault = new RangeError('Maximum call stack size exceeded');
  const onEvents = (events: TimelineEvent[]) => {
    if (events.some((event) => event.kind === kind)) throw fault;
  };
  const beside = sandbox.run({ source: WS_OK, dialect: 'ws', scenario });
  const failed = await sandbox.run({ source, dialect: 'async', scenario, onEvents }).catch((reason: unknown) => reason);
  expect(failed).toBeInstanceOf(SandboxError);
  expect(failed).toMatchObject({ message: expect.stringContaining('workshop failed in this run, not the handler'), cause: fault });
  expect((await beside).verdict).toEqual({ kind: 'working' });
  expect((await sandbox.run({ source: ASYNC_OK, dialect: 'async', scenario })).verdict).toEqual({ kind: 'working' });
});

test.each(['text', 'JSON inside a string'])('a message 25,000 lists deep, as %s, is other content', async (how) => {
  await using sandbox = startSandbox();
  const deep = "'['.repeat(25_000) + ']'.repeat(25_000)";
  const sent = how === 'text' ? deep : `JSON.stringify(${deep})`;
  const source = asyncHandler(`  await connection.accept();\n  await connection.receiveText();\n  await connection.sendText(${sent});`);
  const { verdict } = await sandbox.run({ source, dialect: 'async', scenario });
  expect(verdict).toMatchObject({ kind: 'broken', observedKind: how === 'text' ? 'other-content' : 'other-form' });
});

test('what came is taken in step by step and in order, and others get their turn between', async () => {
  const taken: string[] = [];
  const [one, other] = [new Intake(fail), new Intake(fail)];
  function* slow(name: string): Generator<void> {
    for (let step = 0; step < 10; step++) {
      taken.push(name);
      for (const untilMs = performance.now() + 3; performance.now() < untilMs; );
      yield;
    }
  }
  one.add(slow('one'));
  one.add(oneStep(() => taken.push('one, later')));
  other.add(slow('other'));
  expect([one.isIdle, taken.length < 10]).toEqual([false, true]);
  await Promise.all([one.idle(), other.idle()]);
  expect(taken.filter((name) => name === 'one')).toHaveLength(10);
  expect(taken.lastIndexOf('one')).toBeLessThan(taken.indexOf('one, later'));
  expect(taken.indexOf('other')).toBeLessThan(taken.lastIndexOf('one'));
});

test('a fault in a step, in a callback and in a promise is told, and what comes after is taken in all the same', async () => {
  const faults: unknown[] = [];
  const intake = new Intake((fault) => faults.push(fault));
  intake.add(oneStep(() => fail('step')));
  intake.contain(() => fail('callback'))();
  intake.contain(async () => fail('promise'))();
  let isTaken = false;
  intake.add(
    oneStep(() => {
      isTaken = true;
    }),
  );
  await intake.idle();
  expect([faults.toSorted(), isTaken]).toEqual([['callback', 'promise', 'step'], true]);
});

test('a run whose fault nobody can take keeps no other run from its turn', async () => {
  const [broken, other] = [new Intake(fail), new Intake(fail)];
  expect(() => broken.add(oneStep(() => fail('nobody takes it')))).toThrow('nobody takes it');
  const taken: string[] = [];
  other.add(oneStep(() => taken.push('other')));
  await other.idle();
  expect(taken).toEqual(['other']);
});

function fail(fault: unknown): never {
  throw fault;
}
