/**
 * The causes that the wire alone can show, of a backend elsewhere or in a capture, in the order in which they are looked for: of two
 * that are equally sure, the earlier one comes first.
 */

import { closedOnPurpose } from '../closed-on-purpose.ts';
import { closedWithoutCode } from '../closed-without-code.ts';
import { flood } from '../flood.ts';
import { nobodyListens } from '../nobody-listens.ts';
import {
  cutInSilence,
  endedAfterAnswer,
  endedAtOnce,
  endedByMessage,
  pingsUnanswered,
  pongMissed,
  processGone,
  restarts,
  wantsMore,
} from './ended.ts';
import { goodbyeUnanswered } from './goodbye.ts';
import { illegalBytes, notHttp, wrongAccept, wrongSubprotocol } from './illegal-answer.ts';
import type { OutsideCause } from './outside-cause.ts';
import { failedBeforeAccept, hungUpOn, refusedWithStatus, unanswered, upgradeLost } from './refused.ts';
import { UNREACHED } from './unreached.ts';
import { wrongAnswer } from './wrong-answer.ts';

export const OUTSIDE_CAUSES: readonly OutsideCause[] = [
  ...UNREACHED,
  notHttp,
  wrongAccept,
  wrongSubprotocol,
  upgradeLost,
  failedBeforeAccept,
  refusedWithStatus,
  unanswered,
  hungUpOn,
  illegalBytes,
  pongMissed,
  restarts,
  wantsMore,
  processGone,
  endedAtOnce,
  endedByMessage,
  endedAfterAnswer,
  cutInSilence,
  likely(closedWithoutCode),
  likely(closedOnPurpose),
  pingsUnanswered,
  goodbyeUnanswered,
  nobodyListens,
  flood,
  wrongAnswer,
];

/** Which line has closed, and whether it is the handler’s at all, nobody knows from outside. */
function likely(cause: OutsideCause): OutsideCause {
  return {
    id: cause.id,
    find(findings) {
      const found = cause.find(findings);
      return found && { ...found, confidence: found.confidence === 'certain' ? 'likely' : found.confidence };
    },
  };
}
