/**
 * Broken handlers as strangers bring them, each written anew from a public report, with one fault. What else may come (nonsense, bytes,
 * goodbyes) they stand, unless that is their fault.
 */
import { BROKEN_ASYNC } from './broken-async.ts';
import { BROKEN_FASTAPI } from './broken-fastapi.ts';
import { BROKEN_WS } from './broken-ws.ts';
import type { Broken } from './stranger.ts';

export const BROKEN: Broken[] = [
  ...BROKEN_ASYNC.map((row) => ({ ...row, dialect: 'async' as const })),
  ...BROKEN_WS.map((row) => ({ ...row, dialect: 'ws' as const })),
  ...BROKEN_FASTAPI.map((row) => ({ ...row, dialect: 'fastapi' as const })),
];
