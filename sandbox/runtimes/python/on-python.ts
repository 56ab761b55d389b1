/** A program in Python as it is started in the sandbox, whatever it does. */
import type { Program } from '../../isolation/command.ts';
import type { FoundPython } from './found.ts';
import { PYTHON_DATA_BYTES } from './limits.ts';

/** Isolated from the environment and from `.pth` code; nothing is written beside the sources. */
const FLAGS = ['-I', '-S', '-B', '-X', 'utf8'];

export type OnPython = Pick<FoundPython, 'python' | 'readable' | 'hidden' | 'libraries'>;

/** `args` begins with the script. */
export function onPython({ python, readable, hidden, libraries }: OnPython, reads: readonly string[], args: Program['args']): Program {
  return {
    file: python,
    args: (at) => [...FLAGS, ...args(at)],
    environment: {},
    reads,
    inPlace: [python, ...readable],
    hidden,
    libraries,
    dataBytes: PYTHON_DATA_BYTES,
  };
}
