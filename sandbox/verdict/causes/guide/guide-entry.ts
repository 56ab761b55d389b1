/** What the field guide says of one failure pattern: in general, where a diagnosis speaks of one run. */
import type { Dialect } from '../../../dialects.ts';
import type { CauseId } from '../../../scenario/names.ts';

export type GuideEntry = Described & (Alike | Unlike);

interface Described {
  /** In a few words: "The handler ends by itself". */
  name: string;
  /** What a client sees of it, in one or two sentences. */
  looks: string;
  /** What shows it from inside: the code, the output, the process. */
  confirms: string;
  /** What speaks against it, once it is seen. */
  rulesOut: string;
  /** What to do about it, whatever the dialect, in two sentences. */
  remedy: string;
  /** A few lines of code or one sentence, for each dialect that has this failure and a change that fits most handlers. */
  fix: Partial<Record<Dialect, string>>;
  /** The id of the step that teaches it, where one does. */
  step?: string;
}

/** Others look the same on the wire, and one experiment tells them apart. */
interface Alike {
  lookAlikes: readonly [CauseId, ...CauseId[]];
  next: string;
}

interface Unlike {
  lookAlikes: readonly [];
  next?: undefined;
}
