/** Examines a handler of which no step is known: the standard experiments, each in a process of its own. */
import type { Dialect } from '../dialects.ts';
import type { RunRequest } from '../run.ts';
import type { Scenario } from '../scenario/language.ts';
import { resolveScenario } from '../scenario/resolve.ts';
import type { RunReport } from '../verdict/verdict.ts';
import type { Examination, Ground, Played } from './examination.ts';
import { alone } from './experiments/alone.ts';
import { company } from './experiments/company.ts';
import { conversation } from './experiments/conversation.ts';
import { type AtDoor, type Experiment, scenarioOf } from './experiments/experiment.ts';
import { goodbyes } from './experiments/goodbyes.ts';
import { illegal } from './experiments/illegal.ts';
import { misuse } from './experiments/misuse.ts';
import { rush } from './experiments/rush.ts';
import { fatalWords, STORY, type WithWords, wordConnection, words } from './experiments/words.ts';
import { fuse } from './fuse.ts';
import { hearings } from './hearing.ts';
import { isCutOff, mannerOf, triedIn } from './learn.ts';
import type { Door, Manner, Word } from './manner.ts';
import type { Known } from './signs/sign.ts';
import { doorsIn } from './source/doors.ts';
import { limitIn } from './source/limit.ts';
import { asHandler, type WholeFile } from './source/whole-file.ts';
import { alternates, wordsFor } from './source/words.ts';
import { type Result, tell } from './tell.ts';

export interface FileRequest {
  /** As the person named it. */
  name: string;
  source: string;
  dialect: Dialect;
  /** What a client says, as text; the likeliest messages are made of the source where it is not given. */
  messages?: readonly string[];
  /** The path, where the source does not tell it. */
  path?: string;
  /** Supply what a pasted block of Python lacks. */
  framed?: boolean;
  /** An experiment begins. */
  onExperiment?: (title: string) => void;
}

/** So many paths of the source are tried until one opens. */
const MOST_DOORS = 6;
/** So many times the words are tried again without one that ended the process. */
const MOST_AGAIN = 4;

export async function examineFile(request: FileRequest, run: (request: RunRequest) => Promise<RunReport>): Promise<Examination> {
  const begun = performance.now();
  const examining = new Examining(request, run);
  await examining.examine();
  return tell({ ...examining.result(), name: request.name, totalMs: performance.now() - begun });
}

class Examining {
  readonly #request: FileRequest;
  readonly #ground: Ground;
  readonly #whole: WholeFile | undefined;
  readonly #runs = new Map<string, Played>();
  readonly #words: Word[];
  /** Those that ended the process are no longer among them. */
  #tried: Word[];
  #door: Door;
  #manner: Manner | undefined;
  /** Words that were tried in other forms, too. */
  readonly #formed = new Set<string>();

  constructor(request: FileRequest, run: (request: RunRequest) => Promise<RunReport>) {
    const { source, dialect, messages = [], framed } = request;
    this.#request = request;
    this.#whole = dialect === 'ws' ? asHandler(source) : undefined;
    const handler = this.#whole?.source ?? source;
    this.#ground = {
      async play(scenario: Scenario): Promise<Played> {
        const report = await run({ source: handler, dialect, scenario, framed });
        return { ...report, script: resolveScenario(scenario, report.seed, dialect) };
      },
    };
    this.#words = wordsFor(source, messages);
    this.#tried = this.#words;
    this.#door = this.#doors()[0] as Door;
  }

  async examine(): Promise<void> {
    if (!(await this.#open())) return;
    await this.#tryWords();
    const tried = this.#runs.get(words.id);
    if (!tried || tried.verdict.kind === 'limit-exceeded') return;
    const manner = { ...mannerOf(tried, this.#tried, this.#door), limitBytes: limitIn(this.#request.source) };
    this.#manner = manner;
    await Promise.all([conversation, company, goodbyes, rush, misuse, illegal].map((experiment) => this.#make(experiment, manner)));
  }

  result(): Result {
    const { source, dialect } = this.#request;
    const tried = this.#runs.get(words.id);
    const known: Known = {
      dialect,
      source,
      words: this.#words,
      tried: tried ? triedIn(tried, this.#tried) : [],
      manner: this.#manner,
      door: this.#door,
      pushes: this.#pushes(),
      runs: this.#runs,
    };
    return { known, fused: fuse(known), taken: this.#whole?.sentence };
  }

  #doors(): Door[] {
    const { source, dialect, path } = this.#request;
    const doors = doorsIn(source, dialect);
    const [first] = doors;
    return path === undefined || !first ? doors.slice(0, MOST_DOORS) : [{ ...first, path }];
  }

  async #make<Needs>(experiment: Experiment<Needs>, needs: Needs): Promise<Played> {
    this.#request.onExperiment?.(experiment.title);
    const played = await this.#ground.play(scenarioOf(experiment, needs));
    this.#runs.set(experiment.id, played);
    return played;
  }

  /** Whether a connection opens and is there after its first ping, by one of its doors. */
  async #open(): Promise<boolean> {
    const shut: { door: Door; played: Played }[] = [];
    for (const door of this.#doors()) {
      this.#door = door;
      const played = await this.#make<AtDoor>(alone, { door });
      if (played.verdict.kind === 'did-not-compile') return false;
      if (isThere(played)) return true;
      shut.push({ door, played });
      if (!mayBeAnother(played)) break;
    }
    // A process that ends says more than a connection that does, and that more than a door at which one is refused.
    const [told] = shut.toSorted((one, other) => gravity(other.played) - gravity(one.played));
    if (told) this.#runs.set(alone.id, told.played);
    this.#door = told?.door ?? this.#door;
    return false;
  }

  /** What ends the process, or its connection, may be a message whose values were made up: it is tried with other kinds of values. */
  async #tryWords(): Promise<void> {
    const fatal: { word: Word; played: Played }[] = [];
    for (let time = 0; time <= MOST_AGAIN; time++) {
      const played = await this.#make<WithWords>(words, { door: this.#door, words: this.#tried });
      if (played.verdict.kind === 'limit-exceeded') return;
      const ending = this.#tried[fatalWord(played) ?? -1];
      if (ending) fatal.push({ word: ending, played });
      const others = this.#tried.filter((word) => word !== ending);
      const cut = ending
        ? [ending]
        : triedIn(played, this.#tried)
            .filter(isCutOff)
            .map(({ word }) => word);
      const forms = cut.flatMap(alternates).filter(({ formOf = '' }) => !this.#formed.has(formOf));
      for (const { formOf = '' } of forms) this.#formed.add(formOf);
      if (forms.length === 0 && (!ending || others.length === 0)) break;
      this.#tried = [...others, ...forms];
    }
    this.#keepFatal(fatal);
  }

  /** The first word at which the process ended, whatever its values were. */
  #keepFatal(fatal: readonly { word: Word; played: Played }[]): void {
    const played = this.#runs.get(words.id);
    const lived = new Set(played && triedIn(played, this.#tried).flatMap(({ word, lived }) => (lived ? [word.formOf ?? word.shown] : [])));
    const told = fatal.find(({ word }) => !lived.has(word.formOf ?? word.shown));
    if (told && told.played !== played) this.#runs.set(fatalWords.id, told.played);
  }

  /** Something came more than once although nobody had spoken. */
  #pushes(): boolean {
    const played = this.#runs.get(alone.id);
    const heard = played && hearings(played.timeline).get('A');
    return (heard?.greetings.length ?? 0) > 2;
  }
}

/** It lived until its first ping was answered, and the workshop did not have to end it. */
function isThere({ verdict }: Played): boolean {
  if (verdict.kind === 'working') return true;
  return verdict.kind === 'broken' && (verdict.name === 'idle-pong' || verdict.name === 'goodbye');
}

/** The index of the word at which the process ended, where it did. */
function fatalWord({ verdict, script, timeline }: Played): number | undefined {
  if (verdict.kind !== 'crashed') return undefined;
  const exit = timeline.find(({ kind }) => kind === 'process-exited')?.seq ?? 0;
  const last = timeline.findLast((event) => event.kind === 'entry-began' && event.seq < exit);
  const name = last?.connection ?? connectionBefore(script, last?.kind === 'entry-began' ? last.entry : 0);
  if (name === undefined || name === STORY) return undefined;
  const index = Array.from({ length: 100 }, (_, at) => wordConnection(at)).indexOf(name);
  return index < 0 ? undefined : index;
}

function connectionBefore({ entries }: Played['script'], index: number): string | undefined {
  const before = entries.slice(0, index + 1).findLast((entry) => 'connection' in entry);
  return before && 'connection' in before ? before.connection : undefined;
}

/** It was refused, or ended at once: another door may be the right one. */
function mayBeAnother({ verdict }: Played): boolean {
  return verdict.kind === 'broken' && (verdict.observedKind === 'refused' || verdict.observedKind === 'ended');
}

function gravity({ verdict }: Played): number {
  if (verdict.kind !== 'broken') return 2;
  return verdict.observedKind === 'refused' ? 0 : 1;
}
