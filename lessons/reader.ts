/** Reads one lessons folder and says all that is wrong with it. */
import { join } from 'node:path';
import { DIALECTS, type Dialect, endingOf } from '../sandbox/runtimes/dialect.ts';
import type { Script } from '../sandbox/scenario/entry.ts';
import type { Feedback, Scenario } from '../sandbox/scenario/language.ts';
import { resolveScenario } from '../sandbox/scenario/resolve.ts';
import type { Problem } from './catalog-error.ts';
import { lessonHead, packHead, quoted, readFrontMatter, stepHead } from './front-matter.ts';
import type { Exercise, Lesson, Pack, Step } from './lesson.ts';
import { inFolder, LessonsFolder } from './lessons-folder.ts';
import type { Reading, Recordable } from './reading.ts';
import { readReading } from './reading-reader.ts';
import { readScenario } from './scenario-reader.ts';

/** Feedback with this id is for the starter as given; every other id is a near miss. */
const STARTER = 'starter';
const NUMBERED = /^\d\d-/;
/** The folder of a lesson that holds the timelines to read. */
const READINGS = 'readings';

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
  /** The timelines that can be recorded, whether they have been or not. */
  readonly recordable: Recordable[] = [];
  readonly #folder: LessonsFolder;
  readonly #shared: Shared;

  constructor(folder: string, shared: Shared) {
    this.#folder = new LessonsFolder(folder);
    this.#shared = shared;
  }

  /** The lessons of the folder, without the steps that have problems. */
  async read(): Promise<{ lessons: Lesson[]; problems: Problem[] }> {
    const pack = await this.#pack();
    const lessons = (await this.#inOrder('.', (name) => this.#lesson(name))).filter((lesson) => lesson !== undefined);
    return { lessons: lessons.map((lesson) => (pack ? { ...lesson, pack } : lesson)), problems: this.#folder.problems };
  }

  /** Only a folder that says who it is has a name and a version. */
  async #pack(): Promise<Pack | undefined> {
    const source = await this.#folder.optional('pack.md');
    return source === undefined ? undefined : readFrontMatter('pack.md', source, packHead, this.#folder.problems)?.head;
  }

  async #lesson(path: string): Promise<Lesson | undefined> {
    const file = join(path, 'lesson.md');
    const source = await this.#folder.required(file, 'Write it with id, title and summary.');
    const read = source === undefined ? undefined : readFrontMatter(file, source, lessonHead, this.#folder.problems);
    const isOurs = read !== undefined && this.#claim('lesson', read.head.id, file);
    const steps = (await this.#inOrder(path, (name) => this.#folder.unlessTroubled(() => this.#step(join(path, name))))).filter(
      (step) => step !== undefined,
    );
    const readings = await this.#readings(join(path, READINGS));
    return isOurs ? { ...read.head, folder: this.#folder.at(path), steps, readings } : undefined;
  }

  /** A lesson need not have any. */
  async #readings(path: string): Promise<Reading[]> {
    if ((await this.#folder.list(path, 'folders')).length === 0) return [];
    const readings = await this.#inOrder(path, (name) => this.#folder.unlessTroubled(() => this.#reading(join(path, name))));
    return readings.filter((reading) => reading !== undefined);
  }

  async #reading(path: string): Promise<Reading | undefined> {
    const claim = (id: string, file: string) => this.#claim('step', id, file);
    const { reading, recordable } = await readReading(this.#folder, path, { claim, revision: this.#shared.revision });
    if (recordable) this.recordable.push(recordable);
    return reading;
  }

  async #step(path: string): Promise<Step | undefined> {
    const file = join(path, 'step.md');
    const source = await this.#folder.required(file, 'Write it with id, title, objective, hints, starterFails and the prose.');
    const read = source === undefined ? undefined : readFrontMatter(file, source, stepHead, this.#folder.problems);
    const scenario = await readScenario(this.#folder, join(path, 'scenario.ts'), this.#shared.revision);
    if (!read) return undefined;
    const { starterFails, ...head } = read.head;
    this.#claim('step', head.id, file);
    const unknown = head.buildsOn.filter((step) => !this.#shared.known.has(step));
    if (unknown.length > 0)
      this.#folder.problem(file, 'buildsOn to name steps that come before', quoted(unknown), 'Correct the ids or their order.');
    this.#shared.known.add(head.id);
    if (read.body === '')
      this.#folder.problem(file, 'prose after the front matter', 'none', 'Tell what the person sees and what to change.');
    const exercises: Step['exercises'] = {};
    for (const dialect of await this.#dialects(path)) {
      const fails = starterFails[dialect];
      if (!fails) this.#folder.problem(file, `starterFails.${dialect}`, 'nothing', `Say how ${dialect}/starter${endingOf(dialect)} fails.`);
      exercises[dialect] = await this.#exercise(join(path, dialect), endingOf(dialect), fails ?? { verdict: 'broken' });
    }
    for (const dialect of Object.keys(starterFails).filter((name) => !(name in exercises))) {
      this.#folder.problem(file, `a folder ${dialect}/ for starterFails.${dialect}`, 'none', 'Add the folder or take the line out.');
    }
    if (!scenario) return undefined;
    this.#checkNames(path, scenario, exercises);
    this.#checkFeedback(join(path, 'scenario.ts'), scenario.feedback, exercises);
    return { ...head, prose: read.body, scenario, folder: this.#folder.at(path), exercises };
  }

  async #inOrder<Item>(path: string, read: (name: string) => Promise<Item>): Promise<Item[]> {
    const items: Item[] = [];
    const names = await this.#folder.list(path, 'folders');
    for (const name of names.filter((name) => !DIALECTS.includes(name as Dialect) && name !== READINGS)) {
      if (NUMBERED.test(name)) items.push(await read(name));
      else this.#folder.problem(join(path, name), 'a folder name that begins with two digits and a hyphen', name, 'Rename it.');
    }
    if (items.length === 0) this.#folder.problem(path, 'at least one numbered folder', 'none', 'Add one, such as 01-first/.');
    return items;
  }

  /** false when another has it. */
  #claim(what: 'lesson' | 'step', id: string, file: string): boolean {
    const first = this.#shared.taken.get(`${what} ${id}`);
    if (first === undefined) this.#shared.taken.set(`${what} ${id}`, inFolder(file));
    else this.#folder.problem(file, 'an id of its own', `"${id}", which ${first} has too`, 'Choose another id.');
    return first === undefined;
  }

  async #dialects(path: string): Promise<Dialect[]> {
    const names = await this.#folder.list(path, 'folders');
    for (const name of names.filter((name) => !DIALECTS.includes(name as Dialect))) {
      this.#folder.problem(
        join(path, name),
        `a folder named ${DIALECTS.join(' or ')}`,
        name,
        'Rename it, or add the dialect to the sandbox.',
      );
    }
    const known = DIALECTS.filter((dialect) => names.includes(dialect));
    if (known.length === 0) this.#folder.problem(path, `a folder named ${DIALECTS.join(' or ')}`, 'none', 'Write the step in one dialect.');
    return known;
  }

  async #exercise(path: string, ending: string, starterFails: Exercise['starterFails']): Promise<Exercise> {
    const note = (await this.#folder.optional(join(path, 'note.md')))?.trim();
    const starter = await this.#folder.required(join(path, `starter${ending}`), 'Write the handler as the learner gets it.');
    const solution = await this.#folder.required(join(path, `solution${ending}`), 'Write the handler with the working pattern.');
    const alternatives = await this.#folder.sources(join(path, 'alternatives'), ending);
    const nearMisses = await this.#folder.sources(join(path, 'near-misses'), ending);
    const wrong = await this.#folder.sources(join(path, 'wrong'), ending);
    // A missing file is a problem already; the rest of the exercise is still checked.
    return { ...(note ? { note } : {}), starter: starter ?? '', solution: solution ?? '', starterFails, alternatives, nearMisses, wrong };
  }

  /** Names that the front matter and the feedback use must be names of the script. */
  #checkNames(path: string, scenario: Scenario, exercises: Step['exercises']): void {
    const file = join(path, 'scenario.ts');
    const names = new Map<Dialect, Set<string>>();
    try {
      for (const dialect of Object.keys(exercises) as Dialect[]) names.set(dialect, namesIn(resolveScenario(scenario, 'any', dialect)));
    } catch (error) {
      this.#folder.problem(file, 'a script that resolves with any seed', String(error), 'Correct the script.');
      return;
    }
    for (const { id, when } of scenario.feedback) {
      const unknown = [when.unmet ?? []].flat().filter((name) => ![...names.values()].some((known) => known.has(name)));
      if (unknown.length === 0) continue;
      this.#folder.problem(
        file,
        `feedback "${id}" to name entries of the script`,
        quoted(unknown),
        'Name the expectation in the script so.',
      );
    }
    for (const [dialect, { starterFails }] of Object.entries(exercises) as [Dialect, Exercise][]) {
      for (const { unmet } of [starterFails, ...(starterFails.uvicorn ?? [])]) {
        if (unmet === undefined || names.get(dialect)?.has(unmet)) continue;
        const expected = `starterFails.${dialect}.unmet to name an entry of the script`;
        this.#folder.problem(join(path, 'step.md'), expected, `"${unmet}"`, 'Name the expectation in the script so.');
      }
    }
  }

  #checkFeedback(file: string, feedback: Feedback[], exercises: Step['exercises']): void {
    const ids = new Set(feedback.map(({ id }) => id));
    const misses = (Object.entries(exercises) as [Dialect, Exercise][]).flatMap(([dialect, { nearMisses }]) =>
      nearMisses.map(({ name }) => ({ dialect, name })),
    );
    for (const { dialect, name } of misses.filter((miss) => !ids.has(miss.name))) {
      this.#folder.problem(
        file,
        `feedback for ${dialect}/near-misses/${name}${endingOf(dialect)}`,
        'none',
        `Add one with the id "${name}".`,
      );
    }
    const known = new Set([STARTER, ...misses.map(({ name }) => name)]);
    for (const id of [...ids].filter((id) => !known.has(id))) {
      this.#folder.problem(file, `a near miss for the feedback "${id}"`, 'none', `Add near-misses/${id}.ts or take the feedback out.`);
    }
  }
}

function namesIn({ entries }: Script): Set<string> {
  return new Set(entries.map(({ name }) => name ?? ''));
}
