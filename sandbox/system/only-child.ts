import { readFileSync } from 'node:fs';

/** The process that a process has started, on Linux; undefined when there is none, or when the kernel does not list children. */
export function onlyChild(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]) || undefined;
  } catch {
    return undefined;
  }
}
