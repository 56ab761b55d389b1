import { accessSync, readdirSync, readFileSync } from 'node:fs';

/**
 * The descriptors that this process inherited and would hand on: Node marks what it opens itself, so the unmarked ones came from
 * whoever started it. Linux only; elsewhere none is known.
 */
export function inheritedDescriptors(): number[] {
  const CLOSE_ON_EXEC = 0o2000000;
  try {
    accessSync('/proc/self/fdinfo');
    return readdirSync('/proc/self/fdinfo')
      .map(Number)
      .filter((fd) => fd > 2 && isOpenFor(fd, CLOSE_ON_EXEC));
  } catch {
    return [];
  }
}

function isOpenFor(fd: number, mark: number): boolean {
  try {
    const flags = /^flags:\s+(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & mark) === 0;
  } catch {
    return false; // It was the one that the folder was read with.
  }
}
