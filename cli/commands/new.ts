import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { loadCatalog, readCatalog } from '../../lessons/catalog.ts';
import { describeProblems } from '../../lessons/catalog-error.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { UsageError } from '../exit.ts';

const TEMPLATE = join(import.meta.dirname, '..', 'template');
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

interface Options {
  pack: string;
  lesson?: string;
  title?: string;
}

export function addNew(program: Command): void {
  program
    .command('new')
    .description('lay out a step of your own, in three dialects, that passes its own check: the begin of a step about your own outage')
    .argument('<step>', 'its id: lower-case words joined by hyphens', parseId)
    .option('--pack <folder>', 'the pack that it belongs to; made where it is not there', 'our-lessons')
    .option('--lesson <id>', 'the lesson that it belongs to (default: the last of the pack); made where it is not there', parseId)
    .option('--title <title>', 'its title')
    .action(async (step: string, options: Options) => {
      const folder = await layOut(step, options);
      const [pack, place] = [nameOf(options.pack), nameOf(folder)];
      process.stdout.write(
        `The step is in ${place}.\nProve it:  socket-clinic check ${place}\nWrite it:  socket-clinic dev ${pack}\nServe it:  socket-clinic start --lessons ${pack}\n`,
      );
    });
}

/** Gives the folder of the new step. @throws UsageError where it cannot be there. */
export async function layOut(step: string, { pack, lesson, title }: Options): Promise<string> {
  const isPack = await succeeds(stat(join(pack, 'pack.md')));
  if (!isPack && (await isFull(pack)))
    throw new UsageError(
      `Expected a pack of lessons or a folder that is not there yet, got ${JSON.stringify(pack)} without a pack.md. Name another.`,
    );
  const lessons = await lessonsOf(pack, isPack, step);
  if (!isPack) await write(join(pack, 'pack.md'), await template('pack.md'));
  const into = lesson === undefined ? lessons.at(-1) : lessons.find(({ id }) => id === lesson);
  const lessonFolder = into ? into.folder : await newLesson(pack, lesson);
  const folder = join(lessonFolder, `${await nextNumber(lessonFolder)}-${step}`);
  await cp(join(TEMPLATE, 'step'), folder, { recursive: true });
  const head = join(folder, 'step.md');
  const words = (await readFile(head, 'utf8')).replace('STEP_ID', step).replace('STEP_TITLE', () => JSON.stringify(title ?? inWords(step)));
  await writeFile(head, words);
  return folder;
}

/** @throws UsageError where the pack cannot be read, or another step has this id. */
async function lessonsOf(pack: string, isPack: boolean, step: string): Promise<Lesson[]> {
  const {
    lessons,
    troubled,
    step: find,
  } = isPack ? await readCatalog([resolve(pack)]) : { lessons: [], troubled: [], step: () => undefined };
  const [trouble] = troubled;
  if (trouble) throw new UsageError(`${describeProblems(trouble)}\nMend this first; then the new step can be put beside it.`);
  const taken = find(step) ?? (await loadCatalog()).step(step);
  if (taken)
    throw new UsageError(
      `Expected an id of its own for the step, got ${JSON.stringify(step)}, which ${relative('.', taken.folder)} has. Choose another.`,
    );
  return [...lessons];
}

async function newLesson(pack: string, id: string | undefined): Promise<string> {
  const text = await template('lesson.md');
  const lesson = id ?? /^id: (.*)$/m.exec(text)?.[1] ?? '';
  const folder = join(pack, `${await nextNumber(pack)}-${lesson}`);
  const named = id === undefined ? text : text.replace(/^id: .*$/m, `id: ${id}`).replace(/^title: .*$/m, `title: ${inWords(id)}`);
  await write(join(folder, 'lesson.md'), named);
  return folder;
}

/** Two digits, one more than the highest in the folder. */
async function nextNumber(folder: string): Promise<string> {
  const names = await readdir(folder);
  const numbers = names.map((name) => Number(/^(\d\d)-/.exec(name)?.[1] ?? 0));
  return String(Math.max(0, ...numbers) + 1).padStart(2, '0');
}

async function isFull(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length > 0;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
}

function template(name: string): Promise<string> {
  return readFile(join(TEMPLATE, name), 'utf8');
}

function inWords(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function parseId(given: string): string {
  if (ID.test(given)) return given;
  throw new InvalidArgumentError('Expected lower-case words joined by hyphens, such as cut-after-a-minute.');
}

/** As short as it can be typed here. */
function nameOf(path: string): string {
  const fromHere = relative('.', path) || '.';
  return fromHere.startsWith('..') ? resolve(path) : fromHere;
}

function succeeds(task: Promise<unknown>): Promise<boolean> {
  return task.then(
    () => true,
    () => false,
  );
}
