/** A language and the program that runs it. All that knows its flags, its words and its stacks stands behind this interface. */
import type { Hosted, RuntimeWords } from '../process/hosted.ts';
import type { Diagnostic, SourceLocation } from '../timeline/timeline.ts';

export type Compiled = { ok: true; code: string } | { ok: false; diagnostics: Diagnostic[] };

export interface Runtime extends Hosted, RuntimeWords {
  id: string;
  /** The dialects that it runs. */
  dialects: readonly string[];
  /** `dialect` is one of its own. @throws SandboxError when no compiler can be had. */
  compile(source: string, dialect: string): Promise<Compiled>;
  /** The learner's place for a place in the compiled code. */
  locateIn(code: string): (compiled: SourceLocation) => SourceLocation | undefined;
  /** Does beforehand what can be done for the next source. */
  warm(): void;
  close(): Promise<void>;
}
