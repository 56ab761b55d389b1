/**
 * A person's own command, started as they would start it: with their terminal, their folder and their environment. It leads a process
 * group of its own. A second process of that group waits for this one's end of a pipe to close, and ends the group then: also where
 * this process is killed and can clear nothing up.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { killGroup } from './kill-group.ts';

/** `cat` reads until the pipe closes. The command itself does not get the pipe. */
const SCRIPT = `
( trap '' HUP INT TERM; cat <&3; kill -KILL 0 ) >/dev/null 2>&1 &
exec 3<&-
exec "$@"
`;

export interface CommandOptions {
  /** Of the environment: what stands in front of the command. */
  env?: Record<string, string>;
  /** What it writes to its output goes to the error output instead. */
  outputToErrors?: boolean;
}

export interface OwnCommand {
  /** When it has ended; 128 and the signal's number where one has ended it, as shells have it. */
  exited: Promise<number>;
  /** SIGINT reaches the whole group, as from a terminal; another one the command alone. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it, and all that is left of its group. */
  end(): void;
}

export function startCommand([file = '', ...args]: readonly string[], { env, outputToErrors = false }: CommandOptions = {}): OwnCommand {
  const isPosix = process.platform !== 'win32';
  const shell: [string, string[]] = ['/bin/sh', ['-c', SCRIPT, 'clinic watch', file, ...args]];
  const child = spawn(...(isPosix ? shell : ([file, args] as const)), {
    stdio: ['inherit', outputToErrors ? 2 : 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, ...env },
    detached: isPosix,
  });
  // A pipe that the command's end closes first is no failure.
  child.stdio[3]?.on('error', () => {});
  return { exited: exitOf(child), signal: (signal) => passSignal(child, signal), end: () => killGroup(child) };
}

async function exitOf(child: ChildProcess): Promise<number> {
  const [code, signal] = await once(child, 'exit');
  killGroup(child);
  return code ?? 128 + (SIGNALS[signal as string] ?? 0);
}

/** Those that are told apart in practice. */
const SIGNALS: Record<string, number> = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

function passSignal(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(signal === 'SIGINT' && process.platform !== 'win32' ? -child.pid : child.pid, signal);
  } catch {
    // It has just ended.
  }
}
