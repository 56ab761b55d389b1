/** A dialect: the style a handler is written in. What each one needs lives in one file or folder beside this one. */

export const DIALECTS = ['async', 'ws'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** A declaration file for the editor. */
export interface Typing {
  /** As the editor names it: `file:///node_modules/clinic/index.d.ts`. */
  path: string;
  content: string;
}

/** Everything about a dialect that the workshop side needs to know. */
export interface DialectDescription {
  id: Dialect;
  /** How the page calls it. */
  title: string;
  /** One sentence that says what the learner's module must export. */
  contract: string;
  /** The modules that a handler may import. */
  allowedModules: readonly string[];
}
