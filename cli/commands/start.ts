import { type Command, InvalidArgumentError } from 'commander';
import { startPreparation } from '../../sandbox/index.ts';
import { AddressError, checkAddress, LOOPBACK } from '../../web/server/address.ts';
import { dataFolder } from '../../web/server/data-folder.ts';
import { startWorkshop, type Workshop } from '../../web/server/main.ts';
import { preparePage } from '../../web/server/page.ts';
import { UNSAFE_FLAG } from '../../web/server/safety.ts';
import { lastPort } from '../../web/server/seat.ts';
import { explainFailure, UsageError } from '../exit.ts';
import { showPreparation } from '../show-preparation.ts';
import { onStopAsked } from '../stopping.ts';

const DEFAULT_PORT = 4280;
/** Whatever has not ended by then ends with the process, in milliseconds. */
const LONGEST_STOP_MS = 4_000;

export function addStart(program: Command): void {
  program
    .command('start')
    .description('serve the workshop on this machine; PORT, SOCKET_CLINIC_DATA and SOCKET_CLINIC_SETUP=off are read from the environment')
    .option('--host <address>', 'another loopback address of this machine', parseHost, LOOPBACK)
    .option('--hosted', 'serve others: refuses to start unless the layers L0 to L5 hold')
    .option(UNSAFE_FLAG, 'with --hosted: serve others without isolation; every page says so')
    .action(start);
}

interface StartOptions {
  host: string;
  hosted?: boolean;
  unsafeWithoutIsolation?: boolean;
}

async function start({ host, hosted = false, unsafeWithoutIsolation: unsafe = false }: StartOptions): Promise<void> {
  if (unsafe && !hosted)
    throw new UsageError(`Expected ${UNSAFE_FLAG} together with --hosted, got it alone. Leave it out: a local workshop needs no flag.`);
  const folder = dataFolder();
  const port = parsePort(process.env.PORT) ?? (await lastPort(folder)) ?? DEFAULT_PORT;
  const setUp = parseSetUp(process.env.SOCKET_CLINIC_SETUP);
  let workshop: Workshop | undefined;
  onStopAsked(() => void stop(workshop));
  const pageFolder = await preparePage((line) => process.stderr.write(`${line}\n`));
  const prepareFastapi = () => startPreparation({ dataFolder: folder, setUp });
  workshop = await startWorkshop({ port, host, pageFolder, dataFolder: folder, mode: hosted ? 'hosted' : 'local', unsafe, prepareFastapi });
  if (port !== 0 && workshop.port !== port) process.stdout.write(`Port ${port} is taken, so this workshop uses ${workshop.port}.\n`);
  process.stdout.write(`Socket Clinic is ready: ${workshop.url}\n`);
  showPreparation(workshop.fastapi, (line) => process.stderr.write(`${line}\n`));
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

function parseHost(given: string): string {
  try {
    checkAddress(given);
    return given;
  } catch (failure) {
    throw failure instanceof AddressError ? new InvalidArgumentError(failure.message) : failure;
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
