/** The sandbox as the command line opens it: with the Python that this machine has. */
import { createSandbox, findPython, type Sandbox, type SandboxOptions } from '../sandbox/index.ts';
import { dataFolder } from '../web/server/data-folder.ts';

export function openSandbox(options: Omit<SandboxOptions, 'python'>): Sandbox {
  return createSandbox({ ...options, python: () => findPython({ dataFolder: dataFolder() }) });
}
