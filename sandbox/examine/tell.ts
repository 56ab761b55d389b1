/** What an examination came to, for whoever asked for it. Pure. */
import { describeEvent } from '../timeline/describe.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Examination, ExaminedDiagnosis, Learnt, MadeExperiment } from './examination.ts';
import { exampleIn } from './example.ts';
import { alone } from './experiments/alone.ts';
import { company } from './experiments/company.ts';
import { conversation } from './experiments/conversation.ts';
import { goodbyes } from './experiments/goodbyes.ts';
import { illegal } from './experiments/illegal.ts';
import { misuse } from './experiments/misuse.ts';
import { rush } from './experiments/rush.ts';
import { fatalWords, words } from './experiments/words.ts';
import type { Fused } from './fuse.ts';
import type { Found, Known } from './signs/sign.ts';

/** All experiments, in the order in which they are told. */
const EXPERIMENTS = [alone, words, fatalWords, conversation, company, goodbyes, rush, misuse, illegal] as const;

export interface Result {
  known: Known;
  fused: Fused;
  /** What a whole program was taken for. */
  taken?: string;
}

export function tell({ known, fused, taken, name, totalMs }: Result & { name: string; totalMs: number }): Examination {
  const experiments = EXPERIMENTS.flatMap(({ id, title, sends, decides }): MadeExperiment[] => {
    const played = known.runs.get(id);
    if (!played) return [];
    const { verdict, timeline } = played;
    return [{ id, title, sends, decides, verdict, timeline }];
  });
  const diagnoses = fused.diagnoses.map(examined);
  const verdict = { kind: kindOf(known, diagnoses) };
  return {
    subject: { name, dialect: known.dialect },
    verdict,
    conclusion: conclude(verdict.kind, diagnoses, experiments),
    protocol: [...(taken === undefined ? [] : [{ sentence: taken, from: 'the source' as const }]), ...learnt(known)],
    example: exampleIn(known),
    experiments,
    diagnoses,
    remarks: fused.remarks.map(examined),
    timings: { totalMs },
  };
}

function examined({ isRemark: _isRemark, isLast: _isLast, ...found }: Found): ExaminedDiagnosis {
  return found;
}

/** That of the run which shows the first diagnosis. */
function kindOf({ runs }: Known, diagnoses: readonly ExaminedDiagnosis[]): Verdict['kind'] {
  const compiled = [...runs.values()].every(({ verdict }) => verdict.kind !== 'did-not-compile');
  if (!compiled) return 'did-not-compile';
  const [first] = diagnoses;
  if (!first) return 'working';
  const kind = runs.get(first.experiment)?.verdict.kind;
  return kind === 'crashed' || kind === 'limit-exceeded' ? kind : 'broken';
}

function conclude(kind: Verdict['kind'], diagnoses: readonly ExaminedDiagnosis[], experiments: readonly MadeExperiment[]): string {
  if (kind === 'did-not-compile') return 'The file did not compile, so there was nothing to connect to.';
  const [first] = diagnoses;
  if (!first) return `In ${experiments.length} experiments, nothing parted from what a healthy connection does.`;
  const shown = experiments.find(({ id }) => id === first.experiment);
  const seen = shown?.timeline.find(({ seq }) => seq === first.evidence.at(-1));
  return `${first.title}.${seen ? ` It shows when ${describeEvent(seen).sentence}.` : ''}`;
}

function learnt({ door, manner, words: tried, pushes }: Known): Learnt[] {
  const said: Learnt[] = [{ sentence: `It listens at ${door.path}.`, from: 'the source' }];
  if (pushes) said.push({ sentence: 'It sends messages without being asked.', from: 'its answers' });
  if (!manner) return said;
  const { word, opener, answers } = manner;
  for (const first of opener) said.push({ sentence: `It wants to hear ${first.shown} first.`, from: 'its answers' });
  if (answers > 0) said.push({ sentence: `It answers ${word.shown}.`, from: word.from === 'a guess' ? 'its answers' : word.from });
  else
    said.push({
      sentence: `None of ${tried.length} messages was answered twice; what it wants to hear can be given with --message.`,
      from: 'its answers',
    });
  return said;
}
