/** What is wrong with a lessons folder, as sentences for its author. */

export interface Problem {
  /** Relative to the lessons folder. */
  file: string;
  /** A clause that follows "expected". */
  expected: string;
  /** A clause that follows "got". */
  got: string;
  /** What to do, as a sentence. */
  remedy: string;
}

/** Holds every problem of a lessons folder, not just the first. */
export class CatalogError extends Error {
  readonly problems: readonly Problem[];

  constructor(folder: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super([`The lessons folder ${folder} has ${count}.`, ...problems.map(problemSentence)].join('\n'));
    this.name = 'CatalogError';
    this.problems = problems;
  }
}

export function problemSentence({ file, expected, got, remedy }: Problem): string {
  return `${file}: expected ${expected}; got ${got}. ${remedy}`;
}
