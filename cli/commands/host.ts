import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { renderUnicodeCompact } from 'uqr';
import { readCatalog } from '../../lessons/catalog.ts';
import { startPreparation } from '../../sandbox/index.ts';
import { MOST_SEATS } from '../../web/room-bounds.ts';
import type { Readiness } from '../../web/room-messages.ts';
import { AddressError, checkListening } from '../../web/server/address.ts';
import { dataFolder } from '../../web/server/data-folder.ts';
import type { Certificate } from '../../web/server/http-server.ts';
import type { Workshop } from '../../web/server/main.ts';
import type { RoomOptions } from '../../web/server/room/open-room.ts';
import { isLoopback } from '../../web/server/room/reach.ts';
import { UNSAFE_FLAG } from '../../web/server/safety.ts';
import { visibleText } from '../../web/visible-text.ts';
import { UsageError } from '../exit.ts';
import { type LessonsOptions, lessonsFolders, lessonsOption } from '../lessons.ts';
import { serve } from '../serve.ts';

interface Options extends LessonsOptions {
  listen: string;
  name: string;
  steps?: [string, string];
  cert?: string;
  key?: string;
  behindProxy?: string;
  rehearse: number;
  unsafeWithoutIsolation?: boolean;
}

export function addHost(program: Command): void {
  program
    .command('host')
    .description('serve a room: learners join with a code, a facilitator leads; refuses to start unless the layers L0 to L5 hold')
    .requiredOption('--listen <address>', 'the IP address at which learners reach this machine; 0.0.0.0 for all of them', parseAddress)
    .option('--name <name>', 'what the room is called; the same name opens the same room again', 'Workshop')
    .addOption(lessonsOption())
    .addOption(new Option('--steps <A..B>', 'only the steps from A to B, by their ids').argParser(parseSteps))
    .option('--cert <file>', 'a certificate with its chain (PEM): the room is served by TLS')
    .option('--key <file>', 'the key of the certificate (PEM)')
    .option('--behind-proxy <origin>', 'what browsers open in front of a proxy, such as https://clinic.example', parseOrigin)
    .option(
      '--rehearse <learners>',
      'run each solution once, and say whether this machine is ready for so many; 0 for not at all',
      parseLearners,
      30,
    )
    .option(UNSAFE_FLAG, 'serve others without isolation; every page says so')
    .action(host);
}

async function host(options: Options): Promise<void> {
  const { listen, name, behindProxy, unsafeWithoutIsolation: unsafe = false } = options;
  const folder = join(dataFolder(), 'rooms', folderNameOf(name));
  const certificate = await readCertificate(options);
  if (certificate && behindProxy !== undefined)
    throw new UsageError(
      'Expected --cert and --key, or --behind-proxy, got both. Where a proxy has the certificate, leave --cert and --key out.',
    );
  const steps = options.steps && (await stepsBetween(options.steps, options));
  const room: RoomOptions = { name, steps, certificate, origin: behindProxy, rehearseFor: options.rehearse };
  await serve({
    ...{ host: listen, unsafe, room, folder },
    lessons: options.lessons,
    // One that was set up for this account's own workshop does for the room.
    prepareFastapi: (setUp) => startPreparation({ dataFolder: dataFolder(), setUp }),
    onReady: (workshop) => showRoom(workshop, { listen, name, certificate, behindProxy }),
  });
}

/** Before the line with the facilitator's address: what goes on the wall. */
function showRoom(
  { room }: Workshop,
  { listen, name, certificate, behindProxy }: Pick<Options, 'listen' | 'name' | 'behindProxy'> & { certificate?: Certificate },
): void {
  if (!room) return;
  const overheard = !certificate && !behindProxy?.startsWith('https:') && !isLoopback(listen);
  const lines = [
    `The room “${visibleText(name)}” is open.`,
    `Learners join at ${room.joinAddress} with the code ${room.code}.`,
    '',
    renderUnicodeCompact(room.joinAddress, { border: 2 }),
    '',
    ...(overheard ? [OVERHEARD] : []),
    'The address below is for whoever leads the room, and for nobody else.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  void room.rehearsed.then((readiness) => readiness && process.stderr.write(`${visibleText(sayReadiness(readiness))}\n`));
}

function sayReadiness(readiness: Readiness): string {
  if (readiness.state === 'missing') return `Not ready for ${readiness.learners}:\n${readiness.missing.join('\n')}`;
  if (readiness.state === 'rehearsing') return '';
  const { learners, runs, lastWaitsMs } = readiness;
  return `Ready for ${learners}: ${runs} solutions work here, and when all press Run at once, the last one waits ${(lastWaitsMs / 1_000).toFixed(1)} s.`;
}

const OVERHEARD =
  'This is plain HTTP: whoever is on this network can read along and take a seat. Give --cert and --key, or a proxy with --behind-proxy.';

/** The steps from one to another in the order of the catalog, both included. */
async function stepsBetween([first, last]: [string, string], options: LessonsOptions): Promise<string[]> {
  const { lessons } = await readCatalog(await lessonsFolders(options));
  const ids = lessons.flatMap(({ steps }) => steps.map(({ id }) => id));
  const unknown = [first, last].find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new UsageError(`Expected --steps with ids of steps, got ${JSON.stringify(unknown)}. The command list shows them.`);
  const [from, to] = [ids.indexOf(first), ids.indexOf(last)];
  if (from > to)
    throw new UsageError(`Expected --steps from an earlier step to a later one, got ${last} before ${first}. Change their order.`);
  return ids.slice(from, to + 1);
}

async function readCertificate({ cert, key }: Options): Promise<Certificate | undefined> {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw new UsageError('Expected --cert and --key together, got one of them. Give both.');
  const read = (file: string) =>
    readFile(file, 'utf8').catch((failure: Error) => {
      throw new UsageError(`Expected a PEM file at ${file}, got: ${failure.message}. Check the path.`);
    });
  const [certText, keyText] = await Promise.all([read(cert), read(key)]);
  return { cert: certText, key: keyText };
}

/** A name on the disk of the room: two rooms with names that differ only in signs are one. */
export function folderNameOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (plain === '') throw new UsageError(`Expected --name with a letter or a digit, got ${JSON.stringify(name)}.`);
  return plain.slice(0, 60);
}

function parseAddress(given: string): string {
  try {
    checkListening(given);
    return given;
  } catch (failure) {
    throw failure instanceof AddressError ? new InvalidArgumentError(failure.message) : failure;
  }
}

function parseLearners(given: string): number {
  const learners = Number(given);
  if (/^\d+$/.test(given) && learners <= MOST_SEATS) return learners;
  throw new InvalidArgumentError(`Expected a whole number of learners from 0 to ${MOST_SEATS}.`);
}

function parseSteps(given: string): [string, string] {
  const [first = '', last = '', ...more] = given.split('..');
  if (first === '' || last === '' || more.length > 0)
    throw new InvalidArgumentError('Expected two ids with two dots between them, such as open-then-gone..forgotten-await.');
  return [first, last];
}

function parseOrigin(given: string): string {
  const origin = URL.canParse(given) ? new URL(given).origin : 'null';
  if (!/^https?:/.test(origin) || !/^https?:\/\/[^/]+\/?$/.test(given))
    throw new InvalidArgumentError('Expected a scheme and a host without a path, such as https://clinic.example.');
  return origin;
}
