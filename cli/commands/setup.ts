/** Sets up by hand what a dialect needs beside Node. */
import { type Command, Option } from 'commander';
import {
  describeVersions,
  type FoundPython,
  findPython,
  isMissing,
  type MissingPython,
  OWN_PYTHON,
  resolvePython,
  setUpPython,
} from '../../sandbox/index.ts';
import { dataFolder } from '../../web/server/data-folder.ts';
import { visibleText } from '../../web/visible-text.ts';
import { NOT_WORKING_EXIT, UsageError } from '../exit.ts';
import { onStopAsked } from '../stopping.ts';

interface Options {
  python?: string;
  json?: boolean;
}

export function addSetup(program: Command): void {
  const fastapi = program
    .command('setup')
    .description('set up what a dialect needs')
    .command('fastapi')
    .description('make a virtual environment with FastAPI and uvicorn; exit 0 when it is ready, 1 when something is missing')
    .addOption(new Option('--python <path>', 'the Python to make it from (default: the first from 3.10 on that is found)'))
    .option('--json', 'one JSON document on stdout');
  fastapi.action(async (options: Options) => {
    const result = await prepare(options);
    process.stdout.write(options.json ? `${JSON.stringify(document(result))}\n` : `${visibleText(describe(result))}\n`);
    process.exitCode = isMissing(result) ? NOT_WORKING_EXIT : 0;
  });
}

/** The learner's own environment needs none of ours: then only its state is told. */
async function prepare({ python }: Options): Promise<FoundPython | MissingPython> {
  const stopping = new AbortController();
  onStopAsked(() => stopping.abort());
  const { signal } = stopping;
  const own = process.env[OWN_PYTHON];
  if (own && python)
    throw new UsageError(`Expected --python or ${OWN_PYTHON}, got both. Leave the variable empty to use an environment of the workshop’s.`);
  if (python && !resolvePython(python))
    throw new UsageError(`Expected --python to name a python or the folder of a virtual environment, got ${JSON.stringify(python)}.`);
  if (own) return findPython({ dataFolder: dataFolder(), signal });
  try {
    return await setUpPython({
      dataFolder: dataFolder(),
      python,
      signal,
      onEvent: ({ phase, sentence }) => isOnTheWay(phase) && say(sentence),
    });
  } catch (failure) {
    if (!signal.aborted) throw failure;
    return { reason: 'the set-up was stopped, and left nothing behind', remedy: 'run the command again' };
  }
}

function isOnTheWay(phase: string): boolean {
  return phase !== 'ready' && phase !== 'failed';
}

/** On stderr: stdout has the result alone. */
function say(sentence: string): void {
  process.stderr.write(`${visibleText(sentence)}\n`);
}

function describe(result: FoundPython | MissingPython): string {
  if (isMissing(result)) return `FastAPI is not ready: ${result.reason}.\nWhat to do: ${result.remedy}`;
  return `${describeVersions(result.versions)} is ready.`;
}

function document(result: FoundPython | MissingPython): object {
  if (isMissing(result)) return { dialect: 'fastapi', ready: false, reason: result.reason, remedy: result.remedy };
  return { dialect: 'fastapi', ready: true, python: result.python, from: result.from, versions: result.versions };
}
