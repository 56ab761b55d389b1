/** What an examination of a stranger's connection comes to. Types only: a file, a URL and a capture share them. */
import type { Dialect } from '../dialects.ts';
import type { Script } from '../scenario/entry.ts';
import type { Scenario } from '../scenario/language.ts';
import type { TimelineEvent } from '../timeline/timeline.ts';
import type { Diagnosis, RunReport, Verdict } from '../verdict/verdict.ts';
import type { Example } from './manner.ts';

export interface Subject {
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
  /** What the probe does in it, in one sentence. */
  sends: string;
  /** What it can decide, as a question. */
  decides: string;
  verdict: Verdict;
  timeline: TimelineEvent[];
}

/** As of one run, and the experiment that shows it: its evidence lies in that timeline. */
export interface ExaminedDiagnosis extends Diagnosis {
  experiment: string;
}

export interface Examination {
  subject: Subject;
  verdict: { kind: Verdict['kind'] };
  /** In one sentence. */
  conclusion: string;
  protocol: Learnt[];
  experiments: MadeExperiment[];
  /** Surest first; none where the subject is healthy. */
  diagnoses: ExaminedDiagnosis[];
  /** What it answers again and again, where that is known. */
  example?: Example;
  /** What is true and breaks nothing. */
  remarks: ExaminedDiagnosis[];
  timings: { totalMs: number };
}

/** A script as it was played and judged. */
export interface Played extends Pick<RunReport, 'verdict' | 'diagnoses' | 'timeline'> {
  script: Script;
}

/** Where experiments are played: the sandbox, or the network. */
export interface Ground {
  play(scenario: Scenario): Promise<Played>;
}
