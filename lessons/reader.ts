/** Reads one lessons folder and says all that is wrong with it. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { DIALECTS, type Dialect, endingOf } from '../sandbox/runtimes/dialect.ts';
import type { Script } from '../sandbox/scenario/entry.ts';
import type { Feedback, Scenario } from '../sandbox/scenario/language.ts';
import { CALLS, CAUSES, type CauseId, DEEDS, type Deed, OBSERVED, type ObservedKind } from '../sandbox/scenario/names.ts';
import { resolveScenario } from '../sandbox/scenario/resolve.ts';
import { describeEvent } from '../sandbox/timeline/describe.ts';
import type { TimelineEvent } from '../sandbox/timeline/timeline.ts';
import { importAuthored } from './authored-module.ts';
import type { Problem } from './catalog-error.ts';
import { type EventReference, issueProblem, lessonHead, packHead, quoted, readFrontMatter, readingHead, stepHead } from './front-matter.ts';
import type { Exercise, Lesson, NamedSource, Pack, Step } from './lesson.ts';
import type { Reading, Recordable, Recording } from './reading.ts';

/** Feedback with this id is for the starter as given; every other id is a near miss. */
const STARTER = 'starter';
const NUMBERED = /^\d\d-/;
/** The folder of a lesson that holds the timelines to read. */
const READINGS = 'readings';
export const RECORDING = 'recording.json';

/** One of these words or several; or such as begin with one of `begins`. */
function oneOrMore<Word extends string>(words: readonly string[], begins: readonly string[] = []) {
  const isKnown = (word: unknown) => typeof word === 'string' && (words.includes(word) || begins.some((begin) => word.startsWith(begin)));
  const named = [...words, ...begins.map((begin) => `${begin}…`)].join(', ');
  return z.custom<Word | Word[]>((value) => [value].flat().every(isKnown), `one or more of: ${named}`);
}

const feedbackSchema = z.strictObject({
  id: z.string(),
  when: z.strictObject({
    dialect: oneOrMore<Dialect>(DIALECTS).optional(),
    verdict: z.enum(['broken', 'crashed', 'limit-exceeded']).optional(),
    unmet: z.union([z.string(), z.array(z.string())]).optional(),
    observed: oneOrMore<ObservedKind>(OBSERVED).optional(),
    cause: oneOrMore<CauseId>(CAUSES).optional(),
    seen: oneOrMore<Deed>(DEEDS, CALLS).optional(),
  }),
  say: z.string().trim().min(1),
});

const scenarioSchema = z.object({
  title: z.string().trim().min(1),
  talk: z.custom<Scenario['talk']>((value) => typeof value === 'function', 'a function'),
  script: z.custom<Scenario['script']>((value) => typeof value === 'function', 'a function'),
  connect: z.custom<Scenario['connect']>((value) => typeof value === 'function', 'a function').optional(),
  feedback: z.array(feedbackSchema),
  questions: z.boolean(),
  pauses: z.boolean(),
  limits: z.strictObject({ frames: z.int().positive().optional(), wireBytes: z.int().positive().optional() }).optional(),
});

/** What the readers of all packs share. */
export interface Shared {
  /** Goes up with each reading: see `readCatalog`. */
  revision: number;
  /** The file that named each id, for the sentence about a second one. */
  taken: Map<string, string>;
  /** The steps so far, with problems or without: a step builds on one that comes before it. */
  known: Set<string>;
}

/** One reading of a lessons folder. Every path is relative to it. */
export class Reader {
  readonly problems: Problem[] = [];
  /** The timelines that can be recorded, whether they have been or not. */
  readonly recordable: Recordable[] = [];
  readonly #folder: string;
  readonly #shared: Shared;

  constructor(folder: string, shared: Shared) {
    this.#folder = folder;
    this.#shared = shared;
  }

  /** The lessons of the folder, without the steps that have problems. */
  async read(): Promise<{ lessons: Lesson[]; problems: Problem[] }> {
    const pack = await this.#pack();
    const lessons = (await this.#inOrder('.', (name) => this.#lesson(name))).filter((lesson) => lesson !== undefined);
    return { lessons: lessons.map((lesson) => (pack ? { ...lesson, pack } : lesson)), problems: this.problems };
  }

  /** Only a folder that says who it is has a name and a version. */
  async #pack(): Promise<Pack | undefined> {
    const source = await this.#optional('pack.md');
    return source === undefined ? undefined : readFrontMatter('pack.md', source, packHead, this.problems)?.head;
  }

  async #lesson(path: string): Promise<Lesson | undefined> {
    const file = join(path, 'lesson.md');
    const source = await this.#required(file, 'Write it with id, title and summary.');
    const read = source === undefined ? undefined : readFrontMatter(file, source, lessonHead, this.problems);
    const isOurs = read !== undefined && this.#claim('lesson', read.head.id, file);
    const steps = (await this.#inOrder(path, (name) => this.#soundStep(join(path, name)))).filter((step) => step !== undefined);
    const readings = await this.#readings(join(path, READINGS));
    return isOurs ? { ...read.head, folder: join(this.#folder, path), steps, readings } : undefined;
  }

  async #soundStep(path: string): Promise<Step | undefined> {
    return this.#unlessTroubled(() => this.#step(path));
  }

  /** Nothing when what is read has a problem, which hides nothing else. */
  async #unlessTroubled<Item>(read: () => Promise<Item | undefined>): Promise<Item | undefined> {
    const before = this.problems.length;
    const item = await read();
    return this.problems.length === before ? item : undefined;
  }

  /** A lesson need not have any. */
  async #readings(path: string): Promise<Reading[]> {
    if ((await this.#list(path, 'folders')).length === 0) return [];
    const readings = await this.#inOrder(path, (name) => this.#unlessTroubled(() => this.#reading(join(path, name))));
    return readings.filter((reading) => reading !== undefined);
  }

  async #reading(path: string): Promise<Reading | undefined> {
    const file = join(path, 'reading.md');
    const source = await this.#required(file, 'Write it with id, title, objective, dialect, questions and the prose.');
    const read = source === undefined ? undefined : readFrontMatter(file, source, readingHead, this.problems);
    const scenario = await this.#scenario(join(path, 'scenario.ts'));
    if (!read || !scenario) return undefined;
    const { head, body: prose } = read;
    this.#claim('step', head.id, file);
    if (prose === '') this.#problem(file, 'prose after the front matter', 'none', 'Tell what somebody has seen.');
    const subject = await this.#required(join(path, `subject${endingOf(head.dialect)}`), 'Write the handler that is recorded.');
    const folder = join(this.#folder, path);
    if (subject !== undefined) this.recordable.push({ id: head.id, dialect: head.dialect, subject, scenario, folder });
    const recorded = await this.#required(join(path, RECORDING), 'Record it: socket-clinic record, with this folder.');
    const recording = recorded === undefined ? undefined : this.#recording(join(path, RECORDING), recorded);
    if (subject === undefined || !recording) return undefined;
    const questions = head.questions.map(({ ask, options }) => {
      const right = options.filter((option) => option.right).length;
      if (right !== 1) this.#problem(file, `one right option of "${ask}"`, String(right), 'Mark the one that is right.');
      return { ask, options: options.map(({ see, ...option }) => ({ ...option, seq: this.#find(file, see, recording) })) };
    });
    return { ...head, prose, questions, folder, subject, scenario, recording };
  }

  #recording(file: string, text: string): Recording | undefined {
    try {
      const { on, timeline } = JSON.parse(text) as Recording;
      if (typeof on === 'string' && Array.isArray(timeline)) return { on, timeline };
    } catch {}
    this.#problem(file, 'a recording', 'something else', 'Record it again: socket-clinic record, with its folder.');
    return undefined;
  }

  #find(file: string, reference: EventReference, { timeline }: Recording): number {
    const { nth, ...wanted } = reference;
    const found = timeline.filter((event) => fits(event, wanted))[nth - 1];
    if (!found) this.#problem(file, 'an event of the recording', JSON.stringify(reference), 'Name one that is there, or record it again.');
    return found?.seq ?? 0;
  }

  async #step(path: string): Promise<Step | undefined> {
    const file = join(path, 'step.md');
    const source = await this.#required(file, 'Write it with id, title, objective, hints, starterFails and the prose.');
    const read = source === undefined ? undefined : readFrontMatter(file, source, stepHead, this.problems);
    const scenario = await this.#scenario(join(path, 'scenario.ts'));
    if (!read) return undefined;
    const { starterFails, ...head } = read.head;
    this.#claim('step', head.id, file);
    const unknown = head.buildsOn.filter((step) => !this.#shared.known.has(step));
    if (unknown.length > 0)
      this.#problem(file, 'buildsOn to name steps that come before', quoted(unknown), 'Correct the ids or their order.');
    this.#shared.known.add(head.id);
    if (read.body === '') this.#problem(file, 'prose after the front matter', 'none', 'Tell what the person sees and what to change.');
    const exercises: Step['exercises'] = {};
    for (const dialect of await this.#dialects(path)) {
      const fails = starterFails[dialect];
      if (!fails) this.#problem(file, `starterFails.${dialect}`, 'nothing', `Say how ${dialect}/starter${endingOf(dialect)} fails.`);
      exercises[dialect] = await this.#exercise(join(path, dialect), endingOf(dialect), fails ?? { verdict: 'broken' });
    }
    for (const dialect of Object.keys(starterFails).filter((name) => !(name in exercises))) {
      this.#problem(file, `a folder ${dialect}/ for starterFails.${dialect}`, 'none', 'Add the folder or take the line out.');
    }
    if (!scenario) return undefined;
    this.#checkNames(path, scenario, exercises);
    this.#checkFeedback(join(path, 'scenario.ts'), scenario.feedback, exercises);
    return { ...head, prose: read.body, scenario, folder: join(this.#folder, path), exercises };
  }

  async #inOrder<Item>(path: string, read: (name: string) => Promise<Item>): Promise<Item[]> {
    const items: Item[] = [];
    const names = await this.#list(path, 'folders');
    for (const name of names.filter((name) => !DIALECTS.includes(name as Dialect) && name !== READINGS)) {
      if (NUMBERED.test(name)) items.push(await read(name));
      else this.#problem(join(path, name), 'a folder name that begins with two digits and a hyphen', name, 'Rename it.');
    }
    if (items.length === 0) this.#problem(path, 'at least one numbered folder', 'none', 'Add one, such as 01-first/.');
    return items;
  }

  /** false when another has it. */
  #claim(what: 'lesson' | 'step', id: string, file: string): boolean {
    const first = this.#shared.taken.get(`${what} ${id}`);
    if (first === undefined) this.#shared.taken.set(`${what} ${id}`, inFolder(file));
    else this.#problem(file, 'an id of its own', `"${id}", which ${first} has too`, 'Choose another id.');
    return first === undefined;
  }

  async #dialects(path: string): Promise<Dialect[]> {
    const names = await this.#list(path, 'folders');
    for (const name of names.filter((name) => !DIALECTS.includes(name as Dialect))) {
      this.#problem(join(path, name), `a folder named ${DIALECTS.join(' or ')}`, name, 'Rename it, or add the dialect to the sandbox.');
    }
    const known = DIALECTS.filter((dialect) => names.includes(dialect));
    if (known.length === 0) this.#problem(path, `a folder named ${DIALECTS.join(' or ')}`, 'none', 'Write the step in one dialect.');
    return known;
  }

  async #exercise(path: string, ending: string, starterFails: Exercise['starterFails']): Promise<Exercise> {
    const note = (await this.#optional(join(path, 'note.md')))?.trim();
    const starter = await this.#required(join(path, `starter${ending}`), 'Write the handler as the learner gets it.');
    const solution = await this.#required(join(path, `solution${ending}`), 'Write the handler with the working pattern.');
    const alternatives = await this.#sources(join(path, 'alternatives'), ending);
    const nearMisses = await this.#sources(join(path, 'near-misses'), ending);
    const wrong = await this.#sources(join(path, 'wrong'), ending);
    // A missing file is a problem already; the rest of the exercise is still checked.
    return { ...(note ? { note } : {}), starter: starter ?? '', solution: solution ?? '', starterFails, alternatives, nearMisses, wrong };
  }

  async #scenario(file: string): Promise<Scenario | undefined> {
    if ((await this.#required(file, 'Write it with scenario({ title, talk, script }).')) === undefined) return undefined;
    let module: { default?: unknown };
    try {
      module = (await importAuthored(join(this.#folder, file), this.#shared.revision)) as { default?: unknown };
    } catch (error) {
      this.#problem(file, 'a module that loads', String(error), 'Run it with node to see where it fails.');
      return undefined;
    }
    const parsed = scenarioSchema.safeParse(module.default);
    if (parsed.success) return module.default as Scenario;
    this.problems.push(...parsed.error.issues.map((issue) => issueProblem(file, module.default, issue, 'default export')));
    return undefined;
  }

  /** Names that the front matter and the feedback use must be names of the script. */
  #checkNames(path: string, scenario: Scenario, exercises: Step['exercises']): void {
    const file = join(path, 'scenario.ts');
    const names = new Map<Dialect, Set<string>>();
    try {
      for (const dialect of Object.keys(exercises) as Dialect[]) names.set(dialect, namesIn(resolveScenario(scenario, 'any', dialect)));
    } catch (error) {
      this.#problem(file, 'a script that resolves with any seed', String(error), 'Correct the script.');
      return;
    }
    for (const { id, when } of scenario.feedback) {
      const unknown = [when.unmet ?? []].flat().filter((name) => ![...names.values()].some((known) => known.has(name)));
      if (unknown.length === 0) continue;
      this.#problem(file, `feedback "${id}" to name entries of the script`, quoted(unknown), 'Name the expectation in the script so.');
    }
    for (const [dialect, { starterFails }] of Object.entries(exercises) as [Dialect, Exercise][]) {
      for (const { unmet } of [starterFails, ...(starterFails.uvicorn ?? [])]) {
        if (unmet === undefined || names.get(dialect)?.has(unmet)) continue;
        const expected = `starterFails.${dialect}.unmet to name an entry of the script`;
        this.#problem(join(path, 'step.md'), expected, `"${unmet}"`, 'Name the expectation in the script so.');
      }
    }
  }

  #checkFeedback(file: string, feedback: Feedback[], exercises: Step['exercises']): void {
    const ids = new Set(feedback.map(({ id }) => id));
    const misses = (Object.entries(exercises) as [Dialect, Exercise][]).flatMap(([dialect, { nearMisses }]) =>
      nearMisses.map(({ name }) => ({ dialect, name })),
    );
    for (const { dialect, name } of misses.filter((miss) => !ids.has(miss.name))) {
      this.#problem(file, `feedback for ${dialect}/near-misses/${name}${endingOf(dialect)}`, 'none', `Add one with the id "${name}".`);
    }
    const known = new Set([STARTER, ...misses.map(({ name }) => name)]);
    for (const id of [...ids].filter((id) => !known.has(id))) {
      this.#problem(file, `a near miss for the feedback "${id}"`, 'none', `Add near-misses/${id}.ts or take the feedback out.`);
    }
  }

  async #sources(path: string, ending: string): Promise<NamedSource[]> {
    const sources: NamedSource[] = [];
    for (const name of await this.#list(path, 'files')) {
      if (name.endsWith(ending)) sources.push({ name: basename(name, ending), source: await this.#read(join(path, name)) });
      else this.#problem(join(path, name), `a file that ends in ${ending}`, name, 'Rename it or take it out.');
    }
    return sources;
  }

  async #required(file: string, remedy: string): Promise<string | undefined> {
    const source = await this.#optional(file);
    if (source === undefined) this.#problem(file, 'this file', 'none', remedy);
    return source;
  }

  async #optional(file: string): Promise<string | undefined> {
    try {
      return await this.#read(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #read(file: string): Promise<string> {
    return readFile(join(this.#folder, file), 'utf8');
  }

  /** Names in alphabetical order; none when there is no such folder. */
  async #list(path: string, what: 'files' | 'folders'): Promise<string[]> {
    try {
      const entries = await readdir(join(this.#folder, path), { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory() === (what === 'folders') && !isOfOthers(entry.name))
        .map(({ name }) => name)
        .sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  #problem(file: string, expected: string, got: string, remedy: string): void {
    this.problems.push({ file: inFolder(file), expected, got, remedy });
  }
}

function fits(event: TimelineEvent, { has, ...wanted }: Omit<EventReference, 'nth'>): boolean {
  const { sentence } = describeEvent(event);
  return (has === undefined || sentence.includes(has)) && Object.entries(wanted).every(([key, value]) => Reflect.get(event, key) === value);
}

/** What an author's tools keep beside the lessons. */
function isOfOthers(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** The same text on every system; the folder itself is `.`. */
function inFolder(file: string): string {
  return relative('.', file).split(sep).join('/') || '.';
}

function namesIn({ entries }: Script): Set<string> {
  return new Set(entries.map(({ name }) => name ?? ''));
}
