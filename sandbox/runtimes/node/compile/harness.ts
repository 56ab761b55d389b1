/** Bundles what runs inside a sandbox process into one file, so that the process may read that file and no other. */

import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node26',
  legalComments: 'none',
  logLevel: 'silent',
} satisfies BuildOptions;

/**
 * Writes the harness's bundle to `outfile`. Synchronous, once at the start: so no service of esbuild's has to be stopped afterwards.
 *
 * Three bundles in one file: what stands in the learner's realm carries the harness proper and `ws` as texts. Strict code, so that no
 * stack trace gives away a function of theirs.
 *
 * A CommonJS module, on purpose: importing `node:http` as an ES module makes Node read each of its exports, and one of them loads the
 * whole of undici (50 of 100 ms of a boot, measured on Node 26.10).
 */
export function buildHarness(outfile: string): void {
  buildSync({
    ...COMMON,
    ...INSIDE,
    entryPoints: [pathOf('main.ts')],
    outfile,
    alias: { ws: pathOf('facades/ws.ts') },
    define: { HARNESS_CODE: JSON.stringify(harnessCode()), WS_CODE: JSON.stringify(wsCode()) },
  });
}

/** A realm has what the language has, and nothing of Node's. */
function harnessCode(): string | undefined {
  const entryPoints = [pathOf('harness/harness.ts')];
  return buildSync({ ...COMMON, ...INSIDE, entryPoints, write: false, define: { global: 'globalThis' } }).outputFiles[0]?.text;
}

/** A script of its own, so that its name stands in a stack trace. */
function wsCode(): string | undefined {
  const { outputFiles } = buildSync({
    ...COMMON,
    ...INSIDE,
    stdin: { contents: "module.exports = require('ws');", resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    write: false,
    external: ['bufferutil', 'utf-8-validate'],
    // No handler reaches a network, and these two take a tenth of a boot.
    alias: { https: pathOf('no-network.ts'), tls: pathOf('no-network.ts') },
    define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
  });
  return outputFiles[0]?.text;
}

const INSIDE = {
  format: 'cjs',
  minifyWhitespace: true,
  minifySyntax: true,
  banner: { js: '"use strict";' },
} satisfies BuildOptions;

/** Writes the bundle of the self-test's own program to `outfile`. */
export function buildAttack(outfile: string): void {
  buildSync({ ...COMMON, entryPoints: [pathOf('attack.ts')], outfile, format: 'esm' });
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(`../inside/${file}`, import.meta.url));
}
