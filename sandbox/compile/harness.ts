/** Bundles what runs inside a sandbox process into one file, so that the process may read that file and no other. */

import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ENTRIES = { harness: '../process/inside/main.ts', attack: '../process/inside/attack.ts' };

/** Writes the bundle to `outfile`: the harness, or the self-test's own program. Synchronous, once at the start: so no service of esbuild's has to be stopped afterwards. */
export function buildHarness(outfile: string, which: keyof typeof ENTRIES = 'harness'): void {
  buildSync({
    entryPoints: [fileURLToPath(new URL(ENTRIES[which], import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node26',
    legalComments: 'none',
    logLevel: 'silent',
    external: ['bufferutil', 'utf-8-validate'],
    banner: {
      js: "import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);",
    },
    define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
  });
}
