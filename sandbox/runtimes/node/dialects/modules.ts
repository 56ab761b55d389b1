/** The modules of Node that a handler of either TypeScript dialect may import, with and without the `node:` prefix. */
export const COMMON_MODULES: readonly string[] = [
  'node:assert',
  'node:async_hooks',
  'node:buffer',
  'node:crypto',
  'node:events',
  'node:perf_hooks',
  'node:process',
  'node:querystring',
  'node:stream',
  'node:string_decoder',
  'node:timers',
  'node:timers/promises',
  'node:url',
  'node:util',
  'node:zlib',
];
