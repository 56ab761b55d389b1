/** Starts the program of the self-test, and reads what it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import { FILTER_FD } from '../system/descriptors.ts';
import { killGroup } from '../system/kill-group.ts';
import type { Attacker } from './attacker.ts';
import type { Attempt, Target } from './attempt.ts';
import type { Isolation } from './command.ts';
import type { Decoys } from './decoys.ts';

/** Where the attacks of one self-test take place. */
export interface Arena {
  attacker: Attacker;
  cwd: string;
  target: Decoys['target'];
  /** Programs on this system; where they are inside, the isolation knows. */
  sleep?: string;
  native?: string;
  signal: AbortSignal;
}

/** The starter stands for the workshop: a process that starts the program and can be killed. */
const STARTER = `
  const [file, ...args] = JSON.parse(process.argv[1]);
  const stdio = ['ignore', 'inherit', 'ignore', 'ignore', 'ignore', 'ignore', process.argv[2] ? require('node:fs').openSync(process.argv[2]) : 'ignore'];
  require('node:child_process').spawn(file, args, { env: {}, stdio });`;

interface Start {
  names: string[];
  permission: boolean;
  /** Handed over as a run's first connection is. */
  connection?: Socket;
  starter?: boolean;
}

/** Starts the self-test's own program as a handler's process is started. */
export function start({ attacker, cwd, target, sleep, native, signal }: Arena, isolation: Isolation, asked: Start): ChildProcess {
  const inside = (tool: string | undefined) => tool && isolation.toolPath(tool);
  const given: Target = {
    ...target,
    environment: attacker.environment,
    attempts: asked.names,
    sleep: inside(sleep),
    native: inside(native),
  };
  const { file, args, env, filter } = isolation.command(attacker.program(JSON.stringify(given), asked));
  const line = asked.starter ? [process.execPath, '-e', STARTER, JSON.stringify([file, ...args]), filter ?? ''] : [file, ...args];
  const [first = file, ...rest] = line;
  const opened = filter === undefined ? undefined : openSync(filter, 'r');
  const before = Array.from({ length: FILTER_FD - 3 }, () => 'ignore' as const);
  const child = spawn(first, rest, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'ignore', ...before, opened ?? 'ignore', asked.connection ?? 'ignore'],
    windowsHide: true,
    detached: process.platform !== 'win32',
  });
  if (opened !== undefined) closeSync(opened);
  signal.addEventListener('abort', () => killGroup(child));
  child.on('error', () => {}); // Then its output is empty, and that proves nothing.
  return child;
}

/** What one line of the program's says; undefined when it says nothing of an attempt. */
export function parseAttempt(line: string): Attempt | undefined {
  try {
    return JSON.parse(line) as Attempt;
  } catch {
    return undefined;
  }
}
