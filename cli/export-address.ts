/** How a backend that runs answers, as a test file: once it is known that it is healthy, what it was seen to answer is asked of it. */
import {
  type AddressRequest,
  announcement,
  type Examination,
  examineAddress,
  exampleScenario,
  type Flavour,
  isSecretName,
  planOf,
  planOfProof,
  proveExample,
  readAddress,
  scriptOf,
  type TestFile,
  writeTestFile,
} from '../sandbox/index.ts';
import { visibleText } from '../web/visible-text.ts';
import { UsageError } from './exit.ts';

interface Request {
  flavour: Flavour;
  /** The first one is what the test says. */
  message?: string[];
  /** In place of the address, where the test shall look elsewhere. */
  url?: string;
  /** The longest that the test waits for time to pass, in seconds. */
  idle: number;
  seed: string;
}

/** Says on stderr all that will be sent, before anything is. @throws UsageError where it is broken, or its answers cannot be told beforehand */
export async function exportAddress(text: string, { flavour, message = [], url, idle, seed }: Request): Promise<TestFile> {
  const request = readRequest(text, message);
  const { address } = request;
  const planned = [...planOf(request), ...planOfProof(request)];
  process.stderr.write(`${announcement(address.name, planned).map(visibleText).join('\n')}\n`);
  const example = await provenExample(await examineAddress(request), request);
  const scenario = exampleScenario(example, { alone: true });
  const base = url ?? `${address.secure ? 'wss' : 'ws'}://${address.authority}`;
  return writeTestFile({ title: scenario.title, script: scriptOf(scenario, seed), flavour, url: base, idleMs: idle * 1_000 });
}

function readRequest(text: string, messages: string[]): AddressRequest {
  const read = readAddress(text);
  if (!read.ok) throw new UsageError(read.problem);
  const secret = [...new URLSearchParams(read.address.path.split('?')[1]).keys()].find(isSecretName);
  if (secret !== undefined)
    throw new UsageError(
      `Expected an address without a secret, got ${read.address.name}?${secret}=…: a test file is kept where others read it. Export a step, and add the secret from an environment variable.`,
    );
  if (messages.length === 0)
    throw new UsageError(
      `Expected a message that ${read.address.name} answers, got none. Give one with --message, such as '{"type":"hi"}'.`,
    );
  return { address: read.address, asking: { headers: {}, subprotocols: [] }, messages };
}

/** The address itself has passed it. */
async function provenExample(
  { subject, verdict, conclusion, example }: Examination,
  request: AddressRequest,
): Promise<NonNullable<Examination['example']>> {
  if (verdict.kind !== 'working')
    throw new UsageError(`Expected a backend that works, got ${subject.name}. ${conclusion} The command diagnose tells more.`);
  if (example && (await proveExample(example, request)).verdict.kind === 'working') return example;
  throw new UsageError(
    `Expected a backend that answers a message in the same way each time, got ${subject.name}. Give one that it answers with --message.`,
  );
}
