import type { ChildProcess } from 'node:child_process';

/**
 * Ends a process that was started `detached`, and everything that it has started meanwhile. A process alone would not do: bubblewrap's
 * first child waits for ever for a parent that was killed at the wrong moment (measured on 0.8.0).
 */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return; // It was never started; 0 would be this process's own group.
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // The group is empty: it has ended.
  }
}
