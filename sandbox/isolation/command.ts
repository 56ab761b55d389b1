/** What is run in a sandbox process, how it is started, and how it is reached and read from outside. */
import type { MemoryQuestion } from '../system/memory-poll.ts';

export interface Exit {
  code: number | null;
  signal: string | null;
}

export interface Command {
  file: string;
  args: string[];
  env: Record<string, string>;
  /** The file to be read on `FILTER_FD`. */
  filter?: string;
  /** Whether connections are inherited as descriptors, or sent over Node's process channel (Windows cannot inherit sockets). */
  handOver: 'inherit' | 'send';
  /** The runtime's own process, given the one that was started. undefined when it cannot be found. */
  runtimePid(started: number | undefined): number | undefined;
  /** How to ask for the runtime's memory. */
  memory: MemoryQuestion;
  /** How the runtime ended, given how the started process did. */
  exit(exit: Exit): Exit;
}

/** A program that an isolation wraps, whatever it is written in. Every path is one of this system. */
export interface Program {
  /** The runtime: an executable file. */
  file: string;
  /** Its arguments; `at` says where a path of `reads` is found inside. */
  args(at: (path: string) => string): string[];
  environment: Record<string, string>;
  /** Further entries for a process that boots while nobody waits for it, so that it has time to warm up. */
  unhurried?: Record<string, string>;
  /** Files and folders that it reads, each found by its last name; the runtime itself is one of them unless it is in `inPlace`. */
  reads: readonly string[];
  /** Files and folders that it finds only where they lie. */
  inPlace?: readonly string[];
  /** Folders inside `inPlace` that are empty for it, but for what `inPlace` names in them. */
  hidden?: readonly string[];
  /** What the dynamic linker loads for it: the path that is asked for, and the file behind it. */
  libraries: readonly { path: string; file: string }[];
  /** The bound of its data segment. */
  dataBytes: number;
}

/** One way to start a program so that it can reach less. */
export interface Isolation {
  name: 'bubblewrap' | 'bubblewrap without a filter' | 'sandbox-exec' | 'none';
  command(program: Program): Command;
  /** Where a program of the system that was bound for the self-test is found inside. */
  toolPath(file: string): string;
}
