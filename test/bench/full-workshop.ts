/**
 * A whole workshop without its browsers: learners join a room, work through its steps wrong and right at a human pace, and in the middle
 * of it the workshop is killed and started again.
 *
 * node test/bench/full-workshop.ts [--learners 300] [--steps 10] [--think 90] [--join 60] [--no-kill]
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadCatalog } from '../../lessons/catalog.ts';
import { isMissing } from '../../sandbox/index.ts';
import { DIALECTS } from '../../sandbox/runtimes/dialect.ts';
import { Program } from '../helpers/processes.ts';
import { realEnvironment } from '../helpers/python.ts';
import { sharedDataFolder } from '../helpers/shared-data.ts';
import { SimulatedLearner, type Task } from '../helpers/simulated-learner.ts';
import { BoardWatch, MemoryWatch } from './watch-room.ts';

const { values } = parseArgs({
  options: {
    learners: { type: 'string', default: '300' },
    steps: { type: 'string', default: '10' },
    think: { type: 'string', default: '90' },
    join: { type: 'string', default: '60' },
    'no-kill': { type: 'boolean', default: false },
  },
});
const [learnersWanted, stepsWanted, thinkMs, joinMs] = [
  Number(values.learners),
  Number(values.steps),
  Number(values.think) * 1_000,
  Number(values.join) * 1_000,
];

const environment = await realEnvironment();
if (isMissing(environment)) throw new Error(environment.remedy);
const name = `Bench ${process.pid}`;
let host = await startHost(0);
const facilitator = await enter(host);
const board = new BoardWatch();
await board.open(host, facilitator);
const memory = new MemoryWatch(() => host.program.pid);

const tasks = await tasksOf(stepsWanted);
const pace = { thinkMs, random: Math.random };
const learners = Array.from({ length: learnersWanted }, (_, index) => new SimulatedLearner(`Learner ${index + 1}`, host.address, pace));
for (const learner of learners) learner.onVerdict = (step, attempts) => board.expect(learner.name, step, attempts);

const begunMs = performance.now();
await Promise.all(
  learners.map(async (learner, index) => {
    await pause((index / learnersWanted) * joinMs * 0.9);
    await learner.join(host.code);
  }),
);
const joinedMs = performance.now() - begunMs;

// Each has a dialect and an order of its own, so that the room runs both runtimes at any time.
const working = learners.map((learner, index) => learner.work(tasks.map((each) => each[index % each.length] as Task)));
let backMs = 0;
if (!values['no-kill']) {
  await board.verdicts((learnersWanted * tasks.length * 2) / 2);
  backMs = await killAndComeBack();
}
await Promise.all(working);
const workedMs = performance.now() - begunMs - joinedMs;
await board.settled();

const lost: string[] = [];
for (const learner of learners) lost.push(...(await learner.missing()));
const wrong = learners.flatMap(({ account }) => account.wrong);
const verdicts = learners.reduce((sum, { account }) => sum + account.verdicts, 0);

console.log(`learners, joined within              ${learnersWanted}, ${seconds(joinedMs)}`);
console.log(`steps, verdicts, in                  ${tasks.length}, ${verdicts}, ${seconds(workedMs)}`);
console.log(`verdicts that were wrong             ${wrong.length}`);
console.log(`acknowledged work that is missing    ${lost.length}`);
console.log(`the board behind, median and most    ${board.behind()}`);
if (!values['no-kill']) console.log(`all back after kill -9 within        ${seconds(backMs)}`);
console.log(`memory of the workshop, at the most  ${Math.round(memory.mostBytes / 1024 / 1024)} MiB`);
for (const line of [...wrong, ...lost].slice(0, 20)) console.log(`  ${line}`);

for (const learner of learners) learner.leave();
board.close();
memory.close();
host.program.signal('program', 'SIGTERM');
await host.program.exited;
await rm(join(sharedDataFolder(), 'rooms', `bench-${process.pid}`), { recursive: true, force: true });
process.exitCode = wrong.length + lost.length === 0 ? 0 : 1;

interface Host {
  program: Program;
  address: string;
  token: string;
  code: string;
}

async function startHost(port: number): Promise<Host> {
  const env = { PORT: String(port), SOCKET_CLINIC_DATA: sharedDataFolder() };
  const args = ['--disable-sigusr1', 'cli/main.ts', 'host', '--listen', '127.0.0.1', '--name', name, '--rehearse', '0'];
  const program = new Program(process.execPath, args, env);
  const ready = new URL((await program.line('Socket Clinic is ready')).replace(/^.*?: /, ''));
  const code = /code (\w+)\./.exec(await program.line('Learners join'))?.[1] ?? '';
  return { program, address: ready.origin, token: ready.searchParams.get('token') ?? '', code };
}

/** The facilitator's cookie. */
async function enter({ address, token }: Host): Promise<string> {
  const response = await fetch(`${address}/board?token=${token}`, { redirect: 'manual' });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** Resolves to how long it took until everybody was connected again, from the kill on. */
async function killAndComeBack(): Promise<number> {
  const killedMs = performance.now();
  const port = Number(new URL(host.address).port);
  for (const { pid } of host.program.family()) process.kill(pid, 'SIGKILL');
  await host.program.exited;
  host = await startHost(port);
  await board.open(host, facilitator);
  await Promise.all(learners.map(({ opened }) => opened));
  return performance.now() - killedMs;
}

/** By step, one task for each of its dialects. */
async function tasksOf(count: number): Promise<Task[][]> {
  const { lessons } = await loadCatalog();
  const steps = lessons.flatMap(({ steps }) => steps).slice(0, count);
  return steps.map(({ id, exercises }) =>
    DIALECTS.flatMap((dialect): Task[] => {
      const exercise = exercises[dialect];
      if (!exercise) return [];
      const { starter, solution, starterFails } = exercise;
      return [{ step: id, dialect, starter, fails: starterFails.verdict, solution }];
    }),
  );
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
