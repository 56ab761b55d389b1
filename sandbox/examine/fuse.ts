/** One ranked list of all that the experiments showed. Pure. */
import type { Diagnosis } from '../verdict/verdict.ts';
import type { Played } from './examination.ts';
import { inCompany } from './signs/company.ts';
import { atTheDoor } from './signs/door.ts';
import { ended } from './signs/ended.ts';
import { endings, undying } from './signs/endings.ts';
import { form } from './signs/form.ts';
import { isCulprits, misused } from './signs/misused.ts';
import { order } from './signs/order.ts';
import { noisyGoodbye, remarks } from './signs/remarks.ts';
import type { Found, Known } from './signs/sign.ts';
import { silence } from './signs/silence.ts';
import { suspected } from './signs/suspected.ts';
import { unheard } from './signs/unheard.ts';

const SURENESS: Record<Diagnosis['confidence'], number> = { certain: 0, likely: 1, possible: 2 };

/**
 * In ordinary use first: what shows while nobody speaks comes before what a message shows, that before what others do, and that before
 * what nonsense does. Of two that show in the same experiment, the surer one is first.
 */
const ORDER = ['alone', 'words', 'fatal-words', 'conversation', 'company', 'goodbyes', 'rush', 'misuse', 'illegal'];

export interface Fused {
  diagnoses: Found[];
  remarks: Found[];
}

export function fuse(known: Known): Fused {
  const signs = [atTheDoor, undying, form, order, silence, inCompany, endings, ended, misused, unheard, noisyGoodbye, suspected].flatMap(
    (sign) => sign(known),
  );
  const told = [...known.runs].flatMap(([experiment, played]) =>
    toldOf(
      experiment,
      played,
      known.tried.some(({ first, second, lived }) => lived && first > 0 && second > 0),
    ),
  );
  const all = [...signs, ...told].filter((found, _index, every) => found.cause !== 'unknown' || every.length === 1);
  const wantsMore = signs.some(({ cause }) => cause === 'needs-more');
  const isRemarked = (cause: string) => all.some((found) => found.cause === cause && found.isRemark);
  const sorted = all
    .filter(({ isRemark, cause }) => !isRemark && !(wantsMore && cause === 'refused-handshake'))
    .toSorted((one, other) => rank(one) - rank(other));
  return {
    diagnoses: firstOfEach(sorted),
    remarks: firstOfEach([...all.filter(({ isRemark }) => isRemark), ...remarks(known).filter(({ cause }) => !isRemarked(cause))]),
  };
}

/** What the causes say of a run that did not end as it should. What was only tried is read by the signs. */
function toldOf(experiment: string, { diagnoses, verdict }: Played, speaks: boolean): Found[] {
  if (verdict.kind === 'broken' && (experiment === 'words' || experiment === 'rush' || isCulprits(verdict.name))) return [];
  // No client library sends such frames: what becomes of them is worth a word, and no verdict.
  const isPurpose = ({ cause }: Diagnosis) =>
    cause === 'closed-on-purpose' && !(experiment === 'alone' && verdict.kind === 'broken' && verdict.name !== 'idle-pong');
  // Its values were made up, and other messages are answered.
  const isLast = experiment === 'fatal-words' && speaks;
  return diagnoses.map((diagnosis) => ({
    ...diagnosis,
    experiment,
    ...(isLast ? { isLast: true as const } : {}),
    ...(experiment === 'illegal' || isPurpose(diagnosis) ? { isRemark: true as const } : {}),
  }));
}

function rank({ experiment, confidence, isLast }: Found): number {
  const at = ORDER.indexOf(experiment);
  return (confidence === 'possible' ? 1_000 : 0) + (isLast ? 500 : 0) + (at < 0 ? ORDER.length : at) * 10 + SURENESS[confidence];
}

function firstOfEach(found: readonly Found[]): Found[] {
  return found.filter(({ cause }, index) => found.findIndex((other) => other.cause === cause) === index);
}
