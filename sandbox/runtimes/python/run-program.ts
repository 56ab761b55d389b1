/** Runs a program of the system to its end: bounded in time and output, and ended at once when nobody waits for it any more. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { killGroup } from '../../system/kill-group.ts';

/** Longest output that is kept of each stream, in characters. */
const KEPT = 1_000_000;

export interface ProgramBounds {
  environment: NodeJS.ProcessEnv;
  boundMs: number;
  signal?: AbortSignal;
  onLine?(line: string): void;
}

export interface Ended {
  /** null when it could not be started, was ended, or took too long. */
  code: number | null;
  stdout: string;
  stderr: string;
  tookTooLong: boolean;
}

/**
 * What the program has started meanwhile ends with it, so nothing is left when this settles.
 * @throws the signal's reason when it was ended from outside.
 */
export async function runProgram(file: string, args: readonly string[], bounds: ProgramBounds): Promise<Ended> {
  const { environment, boundMs, signal, onLine } = bounds;
  signal?.throwIfAborted();
  const detached = process.platform !== 'win32';
  const child = spawn(file, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached, windowsHide: true });
  const ended: Ended = { code: null, stdout: '', stderr: '', tookTooLong: false };
  if (onLine) createInterface(child.stdout).on('line', onLine);
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      ended[stream] = (ended[stream] + text).slice(0, KEPT);
    });
  }
  const end = () => killGroup(child);
  const impatience = setTimeout(() => {
    ended.tookTooLong = true;
    end();
  }, boundMs);
  signal?.addEventListener('abort', end);
  ended.code = await codeOf(child);
  clearTimeout(impatience);
  signal?.removeEventListener('abort', end);
  signal?.throwIfAborted();
  return ended;
}

/** Settles when every process that holds its output has ended. */
function codeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.on('error', () => child.pid === undefined && resolve(null));
    child.on('close', resolve);
  });
}
