/** One tab's examinations: of a backend on this machine, to which nothing is sent that was not announced before, or of a file. */
import {
  type AddressRequest,
  announcement,
  type Examination,
  examineAddress,
  examineCapture,
  examineFile,
  GUIDE,
  guessDialect,
  loopbackAddresses,
  planOf,
  readAddress,
  type Sandbox,
  SandboxError,
} from '../../sandbox/index.ts';
import type { ExaminationAnswer, ExaminationRequestMessage, Mendings } from '../examination-messages.ts';
import type { Examinations } from './examinations.ts';
import { logFailure } from './log-failure.ts';
import type { Mode } from './safety.ts';

export interface ExaminationTabParts {
  sandbox: Pick<Sandbox, 'run'>;
  examinations: Examinations;
  mode: Mode;
  send(message: ExaminationAnswer): void;
}

type Message<T extends ExaminationRequestMessage['type']> = Extract<ExaminationRequestMessage, { type: T }>;

interface Course {
  /** Cuts it off. */
  signal: AbortSignal;
  onExperiment(title: string): void;
}

/** It cannot be examined; the message is a sentence that can be shown. */
class Unexaminable extends Error {}

export class ExaminationTab {
  readonly #parts: ExaminationTabParts;
  #planned: { examination: number; request: AddressRequest } | undefined;
  #running: { examination: number; ending: AbortController } | undefined;

  constructor(parts: ExaminationTabParts) {
    this.#parts = parts;
  }

  take(message: ExaminationRequestMessage): void {
    const { examination } = message;
    if (this.#parts.mode === 'hosted') this.#ended(examination, NOT_HOSTED);
    else if (message.type === 'plan-examination') this.#plan(message);
    else if (message.type === 'examine') this.#examine(examination);
    else if (message.type === 'examine-file') void this.#run(examination, (course) => this.#examineFile(message, course));
    else if (this.#running?.examination === examination) this.#running.ending.abort();
  }

  /** The tab has gone. */
  leave(): void {
    this.#planned = undefined;
    this.#running?.ending.abort();
  }

  #plan(message: Message<'plan-examination'>): void {
    const { examination } = message;
    this.#planned = undefined;
    const read = readRequest(message);
    if (!read.ok) return this.#ended(examination, read.problem);
    const { request } = read;
    this.#planned = { examination, request };
    const lines = announcement(request.address.name, planOf(request));
    this.#parts.send({ type: 'examination-planned', examination, announcement: lines });
  }

  #examine(examination: number): void {
    const planned = this.#planned;
    this.#planned = undefined;
    if (planned?.examination !== examination) return this.#ended(examination, NOT_PLANNED);
    void this.#run(examination, (course) => examineAddress({ ...planned.request, ...course }));
  }

  async #examineFile({ name, source, dialect: given }: Message<'examine-file'>, { signal, onExperiment }: Course): Promise<Examination> {
    if (/\.har$/i.test(name)) {
      const examined = examineCapture(name, source);
      if (examined.ok) return examined.examination;
      throw new Unexaminable(examined.problem);
    }
    const dialect = given ?? guessDialect(name, source);
    const { sandbox } = this.#parts;
    return examineFile({ name, source, dialect, framed: dialect === 'fastapi', onExperiment }, (request) =>
      sandbox.run({ ...request, signal }),
    );
  }

  async #run(examination: number, examine: (course: Course) => Promise<Examination>): Promise<void> {
    const leave = this.#parts.examinations.enter();
    if (!leave) return this.#ended(examination, ONE_AT_A_TIME);
    const ending = new AbortController();
    this.#running = { examination, ending };
    const onExperiment = (title: string) => this.#parts.send({ type: 'examination-began', examination, title });
    const answer = await examine({ signal: ending.signal, onExperiment }).then(
      (result): ExaminationAnswer => ({ type: 'examined', examination, result, mending: mendingsFor(result) }),
      (failure): ExaminationAnswer => ({
        type: 'examination-ended',
        examination,
        why: ending.signal.aborted ? STOPPED : wordFailure(failure),
      }),
    );
    // Whoever reads the answer may begin the next one.
    this.#running = undefined;
    leave();
    this.#parts.send(answer);
  }

  #ended(examination: number, why: string): void {
    this.#parts.send({ type: 'examination-ended', examination, why });
  }
}

type Read = { ok: true; request: AddressRequest } | { ok: false; problem: string };

/** Only this machine's own loopback is ever called from the page, and no name is looked up. */
function readRequest(message: Message<'plan-examination'>): Read {
  const { headers, subprotocols, origin, messages, expect, idleSeconds } = message;
  const read = readAddress(message.address, message.path);
  if (!read.ok) return read;
  const { address } = read;
  const addresses = loopbackAddresses(address.host);
  if (!addresses)
    return {
      ok: false,
      problem: `Expected a backend on this machine (localhost, 127.0.0.1 or [::1]), got ${JSON.stringify(address.host)}. A page calls no other machine; the command line does: clinic diagnose ${address.name}`,
    };
  const asking = { headers: Object.fromEntries(headers), subprotocols, origin };
  return { ok: true, request: { address, asking, messages, expect, idleMs: idleSeconds * 1_000, lookup: async () => [...addresses] } };
}

function mendingsFor({ diagnoses, remarks }: Examination): Mendings {
  return Object.fromEntries(
    [...diagnoses, ...remarks].map(({ cause }) => {
      const { fix, next, step } = GUIDE[cause];
      return [cause, { fix, next, step }];
    }),
  );
}

function wordFailure(failure: unknown): string {
  if (failure instanceof Unexaminable) return failure.message;
  const isOurs = !(failure instanceof SandboxError) || failure.cause !== undefined;
  if (isOurs) logFailure('The workshop failed in an examination', failure instanceof SandboxError ? failure.cause : failure);
  return failure instanceof SandboxError ? failure.message : FAILED;
}

const NOT_HOSTED =
  'A hosted workshop examines nothing of yours: it would call a backend on the workshop’s machine. Start your own workshop, or use the command line: clinic diagnose.';
const NOT_PLANNED = 'What is to be sent was not announced before. Press “Show what will be sent” again.';
const ONE_AT_A_TIME = 'Another examination is under way, perhaps in another tab. Wait until it ends, or stop it there.';
const STOPPED = 'You stopped it. All its connections are cut.';
const FAILED = 'The workshop failed, not your backend. Try again; if it stays, restart the workshop.';
