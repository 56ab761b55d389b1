/** What everybody may know of a dialect: data alone, for the page too. */
import { DIALECTS, type Dialect } from '../dialects.ts';

export { DIALECTS, type Dialect } from '../dialects.ts';

/** What runs a dialect: a folder beside this file. */
export type RuntimeId = 'node' | 'python';

export interface DialectFace {
  runtime: RuntimeId;
  /** How the page calls it. */
  title: string;
  /** What the learner's file is called. */
  fileName: string;
  /** As the editor names the language. */
  editorLanguage: 'python' | 'typescript';
}

export const FACES: Record<Dialect, DialectFace> = {
  fastapi: { runtime: 'python', title: 'FastAPI', fileName: 'handler.py', editorLanguage: 'python' },
  async: { runtime: 'node', title: 'async', fileName: 'handler.ts', editorLanguage: 'typescript' },
  ws: { runtime: 'node', title: 'ws', fileName: 'handler.ts', editorLanguage: 'typescript' },
};

/** @throws for a word that is no dialect of the list. */
export function faceOf(dialect: string): DialectFace {
  const known = DIALECTS.find((each) => each === dialect);
  if (!known) throw new Error(`Expected a dialect (${DIALECTS.join(', ')}), got ${dialect}.`);
  return FACES[known];
}

export function dialectsOn(runtime: RuntimeId): Dialect[] {
  return DIALECTS.filter((dialect) => FACES[dialect].runtime === runtime);
}

/** The ending of a dialect's files: `.py`. */
export function endingOf(dialect: Dialect): string {
  const { fileName } = FACES[dialect];
  return fileName.slice(fileName.lastIndexOf('.'));
}

/** A declaration file for the editor. */
export interface Typing {
  /** As the language service finds it: `file:///node_modules/clinic/index.d.ts`, `starlette/websockets.pyi`. */
  path: string;
  content: string;
}

/** What the compiler of a TypeScript dialect needs to know of it. */
export interface DialectDescription {
  /** One sentence that says what the learner's module must export. */
  contract: string;
  /** The modules that a handler may import. */
  allowedModules: readonly string[];
}
