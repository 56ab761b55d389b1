/** What Linux tells of the processor time of others: the threads of a process in /proc. */
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** A tick of the kernel's accounts, in milliseconds: USER_HZ is 100 on every Linux that Node runs on (time(7)). */
const TICK_MS = 10;
/** Behind the command, which stands in parentheses and may hold any character (proc_pid_stat(5), 3, 14 and 15). */
const STATE = 0;
const USER = 11;
const SYSTEM = 12;
const NS_IN_MS = 1e6;

/** How long all threads of a process have run, in milliseconds; undefined where that is not known, as on other systems than Linux. */
export function processorMs(pid: number | undefined): number | undefined {
  try {
    const fields = statOf(`/proc/${pid}`);
    return (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_MS;
  } catch {
    return undefined;
  }
}

/** One thread since it began. */
export interface Thread {
  ranMs: number;
  /** How long it was ready to run and waited for a processor. A wait that is under way is not in it. */
  waitedMs: number;
  /** It does not run and does not wait for a processor, nor for a page of its memory. */
  sleeps: boolean;
}

/** By their numbers, which the system gives to one thread at a time. */
export type Threads = ReadonlyMap<string, Thread>;

/**
 * The threads of these processes: schedstat tells how long each has run and waited (Linux, Documentation/scheduler/sched-stats).
 * undefined where that is not known, as on other systems than Linux, and where one of the processes has ended.
 */
export function threadsOf(pids: readonly (number | undefined)[]): Threads | undefined {
  try {
    const threads = new Map(pids.flatMap((pid) => threadsIn(`/proc/${pid}/task`)));
    return threads.size > 0 ? threads : undefined;
  } catch {
    return undefined;
  }
}

/** How long the main thread of a process has waited for a processor, in milliseconds; 0 where that is not known. */
export function waitedForProcessorMs(pid: number | undefined): number {
  return quietly(() => timesOf(`/proc/${pid}`).waitedMs) ?? 0;
}

/** How long the workshop's main thread has been away from its event loop's sleep, or waited for a processor, in milliseconds. */
export function workshopMs(): number {
  return performance.eventLoopUtilization().active + waitedForProcessorMs(process.pid);
}

function threadsIn(folder: string): [string, Thread][] {
  return readdirSync(folder).flatMap((name) => {
    const thread = threadIn(`${folder}/${name}`);
    return thread ? [[name, thread]] : [];
  });
}

/**
 * undefined for one that has just ended. The state is read first: the wait of a thread that sleeps by then is in the numbers.
 * @throws Error when it waits to be buried, and its process with it.
 */
function threadIn(folder: string): Thread | undefined {
  const state = quietly(() => statOf(folder)[STATE]);
  if (state === 'Z' || state === 'X') throw new Error('It has ended.');
  const times = quietly(() => timesOf(folder));
  if (state === undefined || times === undefined) return undefined;
  return { ...times, sleeps: state !== 'R' && state !== 'D' };
}

function timesOf(folder: string): Pick<Thread, 'ranMs' | 'waitedMs'> {
  const [ran, waited] = readFileSync(`${folder}/schedstat`, 'utf8').split(' ');
  return { ranMs: Number(ran) / NS_IN_MS, waitedMs: Number(waited) / NS_IN_MS };
}

function quietly<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function statOf(folder: string): string[] {
  const stat = readFileSync(`${folder}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
