/** What a run comes to. Types only: the judge and the diagnosis fill them, the cli and the browser app show them. */
import type { Diagnostic, Frame, Limit, LocatedError, SourceLocation, TimelineEvent } from '../timeline/timeline.ts';

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
}

/** The ways in which an observation can differ from an expectation. */
export type ObservedKind =
  | 'silence' // nothing came until the deadline, the connection still open
  | 'ended' // the connection ended instead
  | 'refused' // the opening handshake got an HTTP status instead of 101
  | 'no-handshake' // the opening handshake got no answer
  | 'hung-up' // the connection ended before the opening handshake was answered
  | 'no-process' // there was no process left to connect to
  | 'other-content' // a data frame with other content
  | 'other-form' // a data frame that is not of the agreed form: not JSON, or JSON instead of text
  | 'other-opcode' // a data frame of another opcode
  | 'unsolicited' // a data frame that nothing asked for
  | 'too-late' // it came, but only after what it had to precede
  | 'too-early' // it came before it could be true
  | 'other-close' // it ended, but with another close code, reason or in another way
  | 'still-open' // it did not end
  | 'output-missing' // the output lacks what was expected
  | 'output-extra' // the output holds what it should not
  | 'process-exited' // the process ended
  | 'protocol-error' // bytes that RFC 6455 forbids
  | 'left-behind'; // handlers or timers outlived their connection

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

/** The named failure patterns. */
export type CauseId =
  | 'handler-returned'
  | 'after-goodbye'
  | 'handler-threw'
  | 'answered-once'
  | 'never-accepted'
  | 'refused-handshake'
  | 'no-upgrade-answer'
  | 'hung-up'
  | 'listens-late'
  | 'nobody-listens'
  | 'not-reading'
  | 'no-heartbeat'
  | 'swallowed-error'
  | 'never-awaited'
  | 'promise-sent'
  | 'flood'
  | 'loop-frozen'
  | 'loop-blocked'
  | 'process-died'
  | 'denied'
  | 'unhandled-rejection'
  | 'task-threw'
  | 'two-readers'
  | 'no-error-listener'
  | 'unasked'
  | 'text-as-bytes'
  | 'wrong-form'
  | 'wrong-order'
  | 'wrong-content'
  | 'closed-without-code'
  | 'closed-on-purpose'
  | 'illegal-close'
  | 'protocol-error'
  | 'not-logged'
  | 'noisy-goodbye'
  | 'left-behind'
  | 'limit-memory'
  | 'limit-output'
  | 'limit-events'
  | 'limit-connections'
  | 'unknown';

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
