/**
 * Layers L2 and L3 on macOS, written against the documentation of sandbox-exec(1) and of its profile language, and not tried yet:
 * no network, and no file but the runtime, the system's libraries and the script. L4 has no counterpart there.
 */
import { CPU_SECONDS, FILE_BYTES, OPEN_FILES } from '../system/limits.ts';
import { PS } from '../system/memory-poll.ts';
import { itself } from './bare.ts';
import type { Command, Isolation, Program } from './command.ts';

export const SANDBOX_EXEC = '/usr/bin/sandbox-exec';
const SHELL = '/bin/sh';
/** What the runtime needs of the system to start at all. */
const SYSTEM = ['/usr/lib', '/System/Library', '/private/var/db/dyld', '/dev/null', '/dev/random', '/dev/urandom'];

export function createSandboxExec(): Isolation {
  return {
    name: 'sandbox-exec',
    toolPath: (file) => file,
    command(program: Program): Command {
      const limits = `ulimit -c 0 -t ${CPU_SECONDS} -n ${OPEN_FILES} -f ${FILE_BYTES / 512}; exec "$@"`;
      const inner = [SHELL, '-c', limits, 'sh', program.file, ...program.args((path) => path)];
      return {
        file: SANDBOX_EXEC,
        args: ['-p', profile([program.file, SHELL], [...program.reads, ...(program.inPlace ?? [])]), ...inner],
        env: program.environment,
        handOver: 'inherit',
        runtimePid: itself,
        memory: PS,
        exit: (exit) => exit,
      };
    },
  };
}

function profile(programs: string[], reads: string[]): string {
  const literal = (path: string) => `(literal ${JSON.stringify(path)})`;
  const below = [...SYSTEM, ...reads].map((path) => `(subpath ${JSON.stringify(path)})`).join(' ');
  return [
    '(version 1)',
    '(deny default)',
    `(allow process-exec ${programs.map(literal).join(' ')})`,
    `(allow file-read* ${programs.map(literal).join(' ')} ${below})`,
    '(allow file-read-metadata)',
    '(allow sysctl-read)',
    '(allow mach-lookup (global-name "com.apple.system.logger"))',
    '(deny network*)',
  ].join('\n');
}
