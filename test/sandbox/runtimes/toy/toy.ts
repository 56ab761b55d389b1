/** A runtime for a language of one line: what is answered to each message, with % where the message stands in it. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reachableNode } from '../../../../sandbox/runtimes/node/reachable-node.ts';
import type { Runtime } from '../../../../sandbox/runtimes/runtime.ts';
import { SandboxError } from '../../../../sandbox/sandbox-error.ts';
import { librariesOf } from '../../../../sandbox/system/programs.ts';
import { RunFolder } from '../../../../sandbox/system/run-folder.ts';

const PROGRAM = fileURLToPath(new URL('program.cjs', import.meta.url));

export function createToy(): Runtime {
  return {
    id: 'toy',
    dialects: ['toy'],
    processBytes: 48 * 1024 ** 2,
    interrupt: { signal: 'SIGINT', placeIn: () => undefined },
    openWords: () => ({ take: (text) => text, end: () => '' }),
    explainError: () => undefined,
    ranOutOfMemory: () => false,
    async program(folder) {
      const [file, script] = [reachableNode(folder), join(folder, 'program.cjs')];
      copyFileSync(PROGRAM, script);
      await RunFolder.share(script);
      const libraries = process.platform === 'linux' ? librariesOf([file]) : [];
      return { file, args: (at) => [at(script)], environment: {}, reads: [script], libraries, dataBytes: 1024 ** 3 };
    },
    async attacker() {
      throw new SandboxError('Nobody has written a self-test in the toy language.');
    },
    async compile(source) {
      if (!source.includes('\n')) return { ok: true, code: source };
      const at = { line: 2, column: 1 };
      return { ok: false, diagnostics: [{ message: 'Expected one line, got more.', at, length: 1 }] };
    },
    locateIn: () => (place) => place,
    warm() {},
    async close() {},
  };
}
