/** What an examination of a stranger's connection comes to. Types only: a file, a URL and a capture share them. */
import type { Dialect } from '../dialects.ts';
import type { Script } from '../scenario/entry.ts';
import type { CauseId } from '../scenario/names.ts';
import type { SourceLocation, TimelineEvent } from '../timeline/timeline.ts';
import type { Diagnosis, Verdict } from '../verdict/verdict.ts';

export interface Subject {
  kind: 'file' | 'url' | 'capture';
  /** The file as it was named, or the address. */
  name: string;
  dialect?: Dialect;
}

/** One thing that is now known of how the subject talks. */
export interface Learnt {
  /** "It listens at /ws/{client_id}." */
  sentence: string;
  from: 'the message that was given' | 'the source' | 'its answers' | 'the capture';
}

/** One experiment as it was made. */
export interface MadeExperiment {
  id: string;
  title: string;
  /** What the probe did in it, in one sentence. */
  sends: string;
  /** What it can decide. */
  decides: string;
  verdict: Verdict;
  script: Script;
  timeline: TimelineEvent[];
  seed?: string;
}

/** An event of one experiment's timeline. */
export interface Evidence {
  experiment: string;
  seq: number;
}

export interface ExaminedDiagnosis {
  cause: CauseId;
  /** The cause in a few words: "The handler ends by itself". */
  name: string;
  confidence: Diagnosis['confidence'];
  /** What happened here, as a headline. */
  title: string;
  advice: string;
  evidence: Evidence[];
  at?: SourceLocation;
  /** What to change, in the subject's dialect where that is known. */
  fix?: string;
  /** The step that teaches it. */
  step?: string;
  /** Causes that look the same on the wire. */
  lookAlikes?: CauseId[];
  /** What would tell them apart, where nothing here does. */
  next?: string;
}

export interface Examination {
  subject: Subject;
  verdict: { kind: 'working' | 'broken' | 'did-not-compile' | 'crashed' | 'limit-exceeded' };
  /** In one sentence. */
  conclusion: string;
  protocol: Learnt[];
  experiments: MadeExperiment[];
  /** Surest first; none where the subject is healthy. */
  diagnoses: ExaminedDiagnosis[];
  /** What is true and breaks nothing. */
  remarks: ExaminedDiagnosis[];
  timings: { totalMs: number };
}
