/** Serves a workshop until it is told to stop. */
import { describeProblems } from '../lessons/catalog-error.ts';
import { type Preparation, startPreparation } from '../sandbox/index.ts';
import { LOOPBACK } from '../web/server/address.ts';
import { dataFolder } from '../web/server/data-folder.ts';
import { startWorkshop, type Workshop } from '../web/server/main.ts';
import { preparePage } from '../web/server/page.ts';
import type { RoomOptions } from '../web/server/room/open-room.ts';
import { lastPort } from '../web/server/seat.ts';
import { visibleText } from '../web/visible-text.ts';
import { explainFailure, UsageError } from './exit.ts';
import { type LessonsOptions, lessonsFolders } from './lessons.ts';
import { showPreparation } from './show-preparation.ts';
import { onStopAsked } from './stopping.ts';

const DEFAULT_PORT = 4280;
/** Whatever has not ended by then ends with the process, in milliseconds. */
const LONGEST_STOP_MS = 4_000;

export interface ServeOptions extends LessonsOptions {
  host?: string;
  hosted?: boolean;
  /** Host others although layers of isolation lack. */
  unsafe?: boolean;
  /** Lessons are written here. */
  author?: boolean;
  /** Learners join with a code. */
  room?: RoomOptions;
  /** Where work is kept; the data folder when not given. */
  folder?: string;
  /** Looks for FastAPI in that folder when not given. */
  prepareFastapi?(setUp: boolean): Preparation;
  /** Called before the line with the address. */
  onReady?(workshop: Workshop): void;
}

/** Prints the address on stdout. `PORT`, `SOCKET_CLINIC_DATA` and `SOCKET_CLINIC_SETUP` are read from the environment. */
export async function serve(options: ServeOptions): Promise<void> {
  const { host = LOOPBACK, hosted = false, unsafe = false, author, room, folder = dataFolder() } = options;
  const { prepareFastapi = (setUp) => startPreparation({ dataFolder: folder, setUp }) } = options;
  const port = parsePort(process.env.PORT) ?? (await lastPort(folder)) ?? DEFAULT_PORT;
  const setUp = parseSetUp(process.env.SOCKET_CLINIC_SETUP);
  const folders = await lessonsFolders(options);
  let workshop: Workshop | undefined;
  onStopAsked(() => void stop(workshop));
  const pageFolder = await preparePage(tell);
  workshop = await startWorkshop({
    ...{ port, host, pageFolder, unsafe, author, room },
    dataFolder: folder,
    lessonsFolders: folders,
    mode: hosted || room ? 'hosted' : 'local',
    prepareFastapi: () => prepareFastapi(setUp),
  });
  if (port !== 0 && workshop.port !== port) process.stdout.write(`Port ${port} is taken, so this workshop uses ${workshop.port}.\n`);
  options.onReady?.(workshop);
  process.stdout.write(`Socket Clinic is ready: ${workshop.url}\n`);
  for (const troubled of workshop.catalog.troubled) tell(describeProblems(troubled));
  showPreparation(workshop.fastapi, tell);
}

function tell(line: string): void {
  process.stderr.write(`${visibleText(line)}\n`);
}

async function stop(workshop: Workshop | undefined): Promise<void> {
  setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
  try {
    await workshop?.close();
    process.exit(0);
  } catch (failure) {
    process.exit(explainFailure(failure));
  }
}

function parsePort(given: string | undefined): number | undefined {
  if (given === undefined || given === '') return undefined;
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  throw new UsageError(`Expected PORT to be a whole number from 0 to 65535, got ${JSON.stringify(given)}. Use 0 for any free port.`);
}

/** Whether FastAPI may be set up in the background. */
function parseSetUp(given = ''): boolean {
  if (given === '' || given === 'on') return true;
  if (given === 'off') return false;
  throw new UsageError(
    `Expected SOCKET_CLINIC_SETUP to be on or off, got ${JSON.stringify(given)}. Leave it empty to have FastAPI set up.`,
  );
}
