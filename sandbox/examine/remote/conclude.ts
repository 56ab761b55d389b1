/** What the examination of an address comes to: one ranked list of diagnoses, and what is true beside them. Pure. */

import { describeEvent } from '../../timeline/describe.ts';
import type { CloseFrame, EventOf } from '../../timeline/timeline.ts';
import { describeMs } from '../../timeline/wording.ts';
import type { Examination, ExaminedDiagnosis, MadeExperiment } from '../examination.ts';
import { exampleAt } from './example.ts';
import { NETWORK_EXPERIMENTS } from './experiments.ts';
import { learn } from './learn.ts';
import type { AddressRequest, PlayedExperiment } from './request.ts';

const ORDER = { certain: 0, likely: 1, possible: 2 };

export function conclude(request: AddressRequest, played: readonly PlayedExperiment[], totalMs: number): Examination {
  const found = played.map((each) => ({
    each,
    diagnoses: each.diagnoses.map((diagnosis) => ({ ...diagnosis, experiment: each.experiment.id })),
  }));
  const isRemark = ({ each }: (typeof found)[number]) => breaksNothing(each, request);
  const diagnoses = ranked(found.filter((one) => !isRemark(one)).flatMap((one) => one.diagnoses));
  const remarks = ranked(found.filter(isRemark).flatMap((one) => one.diagnoses));
  const healthy = diagnoses.length === 0;
  return {
    subject: { name: request.address.name },
    verdict: { kind: healthy ? (played[0]?.cutShort === false ? 'working' : 'limit-exceeded') : 'broken' },
    conclusion: healthy ? sayWhatHeld(played) : sayWhatIsWrong(diagnoses, played),
    protocol: learn(played),
    example: healthy ? exampleAt(request, played) : undefined,
    experiments: played.map(made),
    diagnoses,
    remarks,
    timings: { totalMs },
  };
}

function made({ experiment: { id, title, decides, sends }, verdict, timeline }: PlayedExperiment): MadeExperiment {
  return { id, title, decides, sends, verdict, timeline };
}

/** Of one cause the surest finding; surest first. */
function ranked(all: readonly ExaminedDiagnosis[]): ExaminedDiagnosis[] {
  const sorted = all.toSorted((one, other) => ORDER[one.confidence] - ORDER[other.confidence]);
  return sorted.filter(({ cause }, index) => sorted.findIndex((each) => each.cause === cause) === index);
}

/** Closed as one closes who does not want this message: not by a failure, and not because a handler has come to its end. */
function isRefusal({ code, reason }: CloseFrame): boolean {
  return code !== 1011 && (code !== 1000 || reason !== '');
}

/** A message of the clinic’s own may be refused, a feed may be a fast one, and whoever has left is not waited for. */
function breaksNothing({ verdict, timeline }: PlayedExperiment, { messages = [] }: AddressRequest): boolean {
  if (verdict.kind === 'limit-exceeded') return true;
  if (verdict.kind !== 'broken') return false;
  if (verdict.name === 'goodbye') return true;
  const closed = timeline.find((event): event is EventOf<'closed'> => event.kind === 'closed' && event.connection === 'A');
  const received = closed?.by === 'handler' ? closed.received : undefined;
  const asked = timeline.some((event) => event.kind === 'frame-sent' && event.opcode === 'text');
  return messages.length === 0 && asked && received !== undefined && isRefusal(received);
}

function sayWhatIsWrong([first]: readonly ExaminedDiagnosis[], played: readonly PlayedExperiment[]): string {
  const timeline = played.find(({ experiment }) => experiment.id === first?.experiment)?.timeline;
  const seen = timeline?.find(({ seq }) => seq === first?.evidence.at(-1));
  return `${first?.title}.${seen ? ` It shows when ${describeEvent(seen).sentence}.` : ''}`;
}

function sayWhatHeld(played: readonly PlayedExperiment[]): string {
  const [stayed, talked] = played;
  if (!stayed || stayed.cutShort) return 'The time was up before anything could be seen: the other side is too slow to be examined.';
  const idle = stayed.script.entries.find((entry) => 'expect' in entry && entry.expect === 'quiet');
  const quiet = `It opened and stayed open for ${describeMs(idle && 'withinMs' in idle ? idle.withinMs : 0)} of silence`;
  if (!talked || talked.cutShort) return `${quiet}. The time was up before more could be tried.`;
  if (talked.verdict.kind !== 'working') return `${quiet}, and nothing that was tried has broken it.`;
  const done = played.length === NETWORK_EXPERIMENTS.length ? ', took messages, and let others in beside it' : '';
  return `${quiet}${done}: seen from outside it is healthy.`;
}
