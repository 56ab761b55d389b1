import type { Command } from 'commander';
import { CatalogError } from '../../lessons/catalog-error.ts';
import { startWorkshop } from '../../web/server/main.ts';
import { preparePage } from '../../web/server/page.ts';
import { UsageError } from '../exit.ts';

const DEFAULT_PORT = 4280;

export function addStart(program: Command): void {
  program
    .command('start')
    .description('serve the workshop on this machine; PORT and SOCKET_CLINIC_DATA are read from the environment')
    .action(start);
}

async function start(): Promise<void> {
  const port = parsePort(process.env.PORT);
  const pageFolder = await preparePage((line) => process.stderr.write(`${line}\n`));
  const workshop = await startWorkshop({ port, pageFolder }).catch((failure: unknown) => {
    if (failure instanceof CatalogError) throw new UsageError(failure.message);
    throw failure;
  });
  if (port !== 0 && workshop.port !== port) process.stdout.write(`Port ${port} is taken, so this workshop uses ${workshop.port}.\n`);
  process.stdout.write(`Socket Clinic is ready: ${workshop.url}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(() => workshop.close()));
}

/** A second signal ends it at once, as by default: the listener is there once only. */
async function stop(close: () => Promise<void>): Promise<void> {
  await close();
  process.exit(0);
}

function parsePort(given: string | undefined): number {
  if (given === undefined || given === '') return DEFAULT_PORT;
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  throw new UsageError(`Expected PORT to be a whole number from 0 to 65535, got ${JSON.stringify(given)}. Use 0 for any free port.`);
}
