/** Bundles what runs inside a sandbox process into one file, so that the process may read that file and no other. */

import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

/** Writes the bundle to `outfile`, and leaves no esbuild behind. */
export async function buildHarness(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('../process/inside/main.ts', import.meta.url))],
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
  await stop();
}
