/** Handlers as strangers bring them that work as their authors mean, with a conversation that shows it. */
import type { Working } from './stranger.ts';
import { WORKING_ASYNC } from './working-async.ts';
import { WORKING_FASTAPI } from './working-fastapi.ts';
import { WORKING_WS } from './working-ws.ts';

export const WORKING: Working[] = [
  ...WORKING_ASYNC.map((row) => ({ ...row, dialect: 'async' as const })),
  ...WORKING_WS.map((row) => ({ ...row, dialect: 'ws' as const })),
  ...WORKING_FASTAPI.map((row) => ({ ...row, dialect: 'fastapi' as const })),
];
