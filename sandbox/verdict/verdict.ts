/** What a run comes to. Types only: the judge and the diagnosis fill them, the cli and the browser app show them. */
import type { CauseId, ObservedKind } from '../scenario/names.ts';
import type { Diagnostic, Frame, Limit, LocatedError, SourceLocation, TimelineEvent } from '../timeline/timeline.ts';

export type { CauseId, ObservedKind } from '../scenario/names.ts';

export type EntryState = 'met' | 'unmet' | 'not-reached';

/** How one expectation of the script came out. */
export interface EntryOutcome {
  /** Index in the resolved script. */
  entry: number;
  state: EntryState;
  /** What was expected, as a clause: "the connection opens". */
  expected: string;
  /** What was observed, when it differs: "the connection ended with no close frame (1006)". */
  observed?: string;
  /** A word for what was observed, for feedback rules to match. */
  observedKind?: ObservedKind;
  /** seq of the event that shows it, where one does: silence has none. */
  seq?: number;
}

export type Verdict =
  | { kind: 'working' }
  | {
      kind: 'broken';
      /** A short headline: "closed before the first message". */
      summary: string;
      expected: string;
      observed: string;
      observedKind: ObservedKind;
      /** The unmet expectation: its index in the resolved script, and its name if it has one. */
      entry: number;
      name?: string;
      /** seq of the event at which the connection parted from the working pattern, if there is one. */
      divergence?: number;
    }
  /** `frame`: what would make a whole file of the pasted block that this is. */
  | { kind: 'did-not-compile'; diagnostics: Diagnostic[]; frame?: Frame }
  | {
      kind: 'crashed';
      exit: { code: number | null; signal: string | null };
      error?: LocatedError;
      at?: SourceLocation;
      entry?: number;
      name?: string;
      divergence?: number;
    }
  | { kind: 'limit-exceeded'; limit: Limit; sentence: string };

export interface Diagnosis {
  cause: CauseId;
  confidence: 'certain' | 'likely' | 'possible';
  /** What happened, as a headline: "The handler returned at line 9". */
  title: string;
  /** What it means and what to do, one to three sentences. */
  advice: string;
  /** seq of the events that it rests on. */
  evidence: number[];
  at?: SourceLocation;
  /** Causes that look the same from where it was looked at. */
  lookAlikes?: CauseId[];
  /** What would tell them apart. */
  next?: string;
}

/** Real durations of a run's phases in milliseconds. */
export interface Timings {
  compileMs: number;
  /** From the compiled code to a sandbox process that has loaded it. */
  startMs: number;
  probeMs: number;
  totalMs: number;
}

export interface RunReport {
  seed: string;
  /** The one that the handler is written in. */
  dialect?: string;
  verdict: Verdict;
  outcomes: EntryOutcome[];
  diagnoses: Diagnosis[];
  timeline: TimelineEvent[];
  timings: Timings;
  /** What was loaded before the handler, when a frame was asked for and something was missing. */
  frame?: Frame;
}
