/** Every text of a step, a timeline to read or a lesson that somebody reads, with the file in which it is written. */
import { join } from 'node:path';
import type { Lesson, Step } from './lesson.ts';
import type { Reading } from './reading.ts';

export type Item = Lesson | Step | Reading;

export interface Text {
  /** The whole path. */
  file: string;
  /** Which of the texts in that file: "hint 2". */
  where: string;
  text: string;
  /** Rendered as Markdown, so that it can hold links. */
  isMarkdown: boolean;
}

export function textsOf(item: Item): Text[] {
  if ('summary' in item)
    return plain(join(item.folder, 'lesson.md'), [
      ['title', item.title],
      ['summary', item.summary],
    ]);
  return 'questions' in item ? textsOfReading(item) : textsOfStep(item);
}

function textsOfStep({ folder, title, objective, symptoms, prose, hints, exercises, scenario }: Step): Text[] {
  const file = join(folder, 'step.md');
  const notes = Object.entries(exercises).flatMap(([dialect, exercise]) =>
    exercise?.note === undefined ? [] : markdown(join(folder, dialect, 'note.md'), [['note', exercise.note]]),
  );
  const feedback = scenario.feedback.map(({ id, say }): Written => [`feedback ${id}`, say]);
  return [
    ...plain(file, [['title', title], ['objective', objective], ...numbered('symptom', symptoms)]),
    ...markdown(file, [['prose', prose], ...numbered('hint', hints)]),
    ...notes,
    ...plain(join(folder, 'scenario.ts'), feedback),
  ];
}

function textsOfReading({ folder, title, objective, prose, questions }: Reading): Text[] {
  const file = join(folder, 'reading.md');
  const said = questions.flatMap(({ ask, options }) => [ask, ...options.flatMap(({ say, because }) => [say, because])]);
  return [
    ...plain(file, [['title', title], ['objective', objective], ...said.map((text): Written => ['questions', text])]),
    ...markdown(file, [['prose', prose]]),
  ];
}

type Written = [where: string, text: string];

const numbered = (what: string, texts: readonly string[]) => texts.map((text, index): Written => [`${what} ${index + 1}`, text]);

function plain(file: string, written: readonly Written[]): Text[] {
  return written.map(([where, text]) => ({ file, where, text, isMarkdown: false }));
}

function markdown(file: string, written: readonly Written[]): Text[] {
  return written.map(([where, text]) => ({ file, where, text, isMarkdown: true }));
}
