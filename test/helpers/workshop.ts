/** A workshop for a test: its own port, its own page, gone with the test. */
import { readFile } from 'node:fs/promises';
import { type Preparation, startPreparation } from '../../sandbox/index.ts';
import { startWorkshop as start, type Workshop } from '../../web/server/main.ts';
import { preparePage } from '../../web/server/page.ts';
import type { RoomOptions } from '../../web/server/room/open-room.ts';
import { sharedDataFolder } from './shared-data.ts';

let page: Promise<string> | undefined;

/** The tests' environment where it has been set up: see `realEnvironment`. */
const lookForShared = () => startPreparation({ dataFolder: sharedDataFolder(), environment: {}, setUp: false });

export interface TestWorkshop {
  prepareFastapi?: () => Preparation;
  dataFolder?: string;
  /** 0 when not given. */
  port?: number;
  host?: string;
  room?: RoomOptions;
}

export async function startWorkshop({ prepareFastapi = lookForShared, port = 0, ...options }: TestWorkshop = {}): Promise<Workshop> {
  page ??= preparePage(() => {});
  // One learner's: a room's would keep a core booting for seconds.
  return start({ port, pageFolder: await page, prepareFastapi, poolSize: 4, ...options });
}

export function cookieOf({ guard }: { guard: Pick<Workshop['guard'], 'cookieName' | 'token'> }): string {
  return `${guard.cookieName}=${guard.token}`;
}

export function lessonFile(path: string): Promise<string> {
  return readFile(new URL(`../../lessons/${path}`, import.meta.url), 'utf8');
}
