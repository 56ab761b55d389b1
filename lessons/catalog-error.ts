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

/** The problems of one lessons folder. */
export interface FolderProblems {
  folder: string;
  problems: readonly Problem[];
}

/** Holds every problem of the lessons folders, not just the first. */
export class CatalogError extends Error {
  constructor(troubled: readonly FolderProblems[]) {
    super(troubled.map(describeProblems).join('\n'));
    this.name = 'CatalogError';
  }
}

/** A headline that names the folder, and a line for each of its problems. */
export function describeProblems({ folder, problems }: FolderProblems): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [`The lessons folder ${folder} has ${count}.`, ...problems.map(problemSentence)].join('\n');
}

/** What was expected, what came and what to do. */
export function describeProblem({ expected, got, remedy }: Omit<Problem, 'file'>): string {
  return `expected ${expected}; got ${got}. ${remedy}`;
}

/** A line for its author. */
export function problemSentence({ file, ...problem }: Problem): string {
  return `${file}: ${describeProblem(problem)}`;
}
