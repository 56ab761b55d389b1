/** The self-test's program in Python. */
import { chmodSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Attacker } from '../../isolation/attacker.ts';
import { FIRST_CONNECTION_FD } from '../../system/descriptors.ts';
import { OPEN_FILES, PROCESSES, SHARED_MEMORY_BYTES, TEMPORARY_BYTES } from '../../system/limits.ts';
import type { FoundPython } from './found.ts';
import { onPython } from './on-python.ts';

const ATTACK = fileURLToPath(new URL('attack.py', import.meta.url));

/** Python's audit hook is not in the way of the attacks: it is a guard against accidents, and no layer. */
export function writeAttacker(found: FoundPython, folder: string): Attacker {
  const script = join(folder, 'attack.py');
  copyFileSync(ATTACK, script);
  chmodSync(script, 0o644);
  const bounds = {
    openFiles: OPEN_FILES,
    processes: PROCESSES,
    sharedMemoryBytes: SHARED_MEMORY_BYTES,
    temporaryBytes: TEMPORARY_BYTES,
    connectionFd: FIRST_CONNECTION_FD,
  };
  return {
    runtime: 'python',
    // Python sets it by itself where no language is chosen (PEP 538).
    environment: ['LC_CTYPE'],
    program: (target) => onPython(found, [script], (at) => [at(script), target, JSON.stringify(bounds)]),
    noPermissionModel: {
      reason: 'Python has no permission model',
      remedy: 'run handlers in FastAPI that you have not read only where L2 to L6 hold',
    },
  };
}
