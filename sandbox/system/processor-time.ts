import { readFileSync } from 'node:fs';

/** A tick of the kernel's accounts, in milliseconds: USER_HZ is 100 on every Linux that Node runs on (time(7)). */
const TICK_MS = 10;
/** Behind the command, which stands in parentheses and may hold any character: user and system time (proc_pid_stat(5), 14 and 15). */
const USER = 11;
const SYSTEM = 12;

/** How long all threads of a process have run, in milliseconds; undefined where that is not known, as on other systems than Linux. */
export function processorMs(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_MS;
  } catch {
    return undefined;
  }
}
