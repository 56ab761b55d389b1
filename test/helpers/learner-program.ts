/** A simulated learner as a program of its own, so that it can be on another machine: what it is to do comes as JSON in the first argument. */
import { setDefaultAutoSelectFamily } from 'node:net';
import { SimulatedLearner, type Task } from './simulated-learner.ts';

export interface Assignment {
  name: string;
  address: string;
  code: string;
  thinkMs: number;
  silentMs: number;
  tasks: Task[];
}

/** The last line that it prints. */
export interface Told {
  verdicts: number;
  wrong: string[];
  missing: string[];
}

setDefaultAutoSelectFamily(false);
const { name, address, code, thinkMs, silentMs, tasks } = JSON.parse(process.argv[2] ?? '') as Assignment;
const learner = new SimulatedLearner(name, address, { thinkMs, silentMs, random: Math.random });
learner.onVerdict = (step, attempts) => console.log(`verdict ${step} ${attempts}`);
await learner.join(code);
console.log('joined');
await learner.work(tasks);
const told: Told = { verdicts: learner.account.verdicts, wrong: learner.account.wrong, missing: await learner.missing() };
console.log(`done ${JSON.stringify(told)}`);
learner.leave();
