import { type Command, InvalidArgumentError } from 'commander';
import { type OwnCommand, readBackend, SandboxError, type StartedTap, startCommand, startTap, type Watched } from '../../sandbox/index.ts';
import { NOT_WORKING_EXIT, UsageError } from '../exit.ts';
import { showUnread, showWatched } from '../show-watched.ts';
import { onStopAsked } from '../stopping.ts';
import { findPort } from '../watched-port.ts';

interface Options {
  target?: number;
  listen?: number;
  json?: boolean;
  exitOnBroken?: boolean;
  payloads: boolean;
}

/** What is watched: a backend that runs already, or one that a command starts. */
interface Subject {
  addresses: readonly string[];
  port: number;
  /** Where it listens, in words. */
  name: string;
  words: readonly string[];
  env: Record<string, string>;
}

export function addWatch(program: Command): void {
  program
    .command('watch')
    .description(
      'stand in front of your own backend, and say of each WebSocket connection how it ended and why; reads the wire only: tracers inside the backend and a page are not there yet',
    )
    .argument('<subject...>', 'a command that starts the backend, behind --, or its address on this machine (ws://127.0.0.1:8000)')
    .option('--target <port>', 'the port that the command opens (default: as its own words say, such as --port 8000)', readPort)
    .option('--listen <port>', 'the port to open instead of the backend’s (default: a free one)', readPort)
    .option('--json', 'one JSON document a line for each connection; what the command writes goes to stderr')
    .option('--exit-on-broken', 'end, with exit code 1, at the first connection that ends badly')
    .option('--no-payloads', 'keep nothing of what messages hold')
    .action(async (given: string[], options: Options) => {
      process.exitCode = await watch(readSubject(given, options.target), options);
    });
}

/** Its exit code: that of the command, or 1 at a broken connection where that was asked for. */
async function watch(subject: Subject, options: Options): Promise<number> {
  const ending = Promise.withResolvers<number>();
  let command: OwnCommand | undefined;
  let isStopping = false;
  const tap = await openTap(subject, options, (watched) => {
    // What ends because everything is ended says nothing about the backend.
    if (isStopping) return;
    show(watched, options);
    if (watched.state !== 'broken' || !options.exitOnBroken) return;
    isStopping = true;
    ending.resolve(NOT_WORKING_EXIT);
  });
  try {
    announce(tap.port, subject, options);
    if (subject.words.length > 0) command = startCommand(subject.words, { env: subject.env, outputToErrors: options.json });
    onStopAsked((signal) => {
      isStopping = true;
      if (command) command.signal(signal);
      else ending.resolve(0);
    });
    command?.exited.then((code) => tap.settled().then(() => ending.resolve(code))).catch(ending.reject);
    return await ending.promise;
  } finally {
    isStopping = true;
    command?.end();
    await tap.close();
  }
}

async function openTap(subject: Subject, options: Options, onWatched: (watched: Watched) => void): Promise<StartedTap> {
  let isUnreached = false;
  try {
    return await startTap({
      backend: subject,
      port: options.listen,
      payloads: options.payloads,
      onWatched,
      onUnread: (why) => process.stderr.write(showUnread(why)),
      onUnreached: (code) => {
        if (!isUnreached)
          process.stderr.write(
            `Nobody takes connections at ${subject.name} (${code}): a client gets none either. Look whether the backend runs, and its port.\n`,
          );
        isUnreached = true;
      },
    });
  } catch (failure) {
    throw failure instanceof SandboxError ? new UsageError(failure.message) : failure;
  }
}

function show(watched: Watched, { json }: Options): void {
  process.stdout.write(json ? `${JSON.stringify(watched)}\n` : showWatched(watched));
}

/** Where to connect to from now on. */
function announce(port: number, { name }: Subject, { json }: Options): void {
  const words = `Open 127.0.0.1:${port} instead of ${name}: ws://127.0.0.1:${port}/… or the page at http://127.0.0.1:${port}/. Ctrl+C ends it.`;
  process.stdout.write(`${json ? JSON.stringify({ listening: { host: '127.0.0.1', port }, backend: name }) : words}\n`);
}

/** @throws UsageError */
function readSubject(given: readonly string[], target: number | undefined): Subject {
  const [first = ''] = given;
  if (given.length === 1 && /^(wss?|https?):/i.test(first)) return readAddressed(first, target);
  const begin = given.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const words = begin < 0 ? [] : given.slice(begin);
  if (words.length === 0)
    throw new UsageError(
      `Expected a command behind --, such as: clinic watch -- uvicorn main:app --port 8000, got ${JSON.stringify(given.join(' '))}.`,
    );
  const port = target ?? findPort(given)?.port;
  if (port === undefined)
    throw new UsageError(
      `Expected the port that the command opens, and its words do not say it: ${JSON.stringify(given.join(' ').slice(0, 200))}. Name it: clinic watch --target 8000 -- ${words[0]} …`,
    );
  const env = Object.fromEntries(
    given.slice(0, begin).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  return { addresses: ['127.0.0.1', '::1'], port, name: `127.0.0.1:${port}`, words, env };
}

/** @throws UsageError */
function readAddressed(address: string, target: number | undefined): Subject {
  if (target !== undefined) throw new UsageError('Expected --target with a command; an address has its port.');
  const read = readBackend(address.split('?')[0] ?? '');
  if (!read.ok) throw new UsageError(read.problem);
  const { addresses, port, authority } = read.backend;
  return { addresses, port, name: authority, words: [], env: {} };
}

/** For the command line. */
function readPort(given: string): number {
  const port = Number(given);
  if (!/^\d+$/.test(given) || port < 1 || port > 65_535) throw new InvalidArgumentError('Expected a number from 1 to 65535.');
  return port;
}
