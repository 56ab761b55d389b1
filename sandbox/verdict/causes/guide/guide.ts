/** The field guide: each failure pattern, as it is to be recognised anywhere. An entry that is missing does not compile. */
import type { CauseId } from '../../../scenario/names.ts';
import { afterGoodbye } from './after-goodbye.ts';
import { answeredOnce } from './answered-once.ts';
import { bytesCompared } from './bytes-compared.ts';
import { closedOnPurpose } from './closed-on-purpose.ts';
import { closedWithoutCode } from './closed-without-code.ts';
import { crossTalk } from './cross-talk.ts';
import { deadMember } from './dead-member.ts';
import { denied } from './denied.ts';
import { doubleJson } from './double-json.ts';
import { eagerReaper } from './eager-reaper.ts';
import { flood } from './flood.ts';
import type { GuideEntry } from './guide-entry.ts';
import { handlerReturned } from './handler-returned.ts';
import { handlerThrew } from './handler-threw.ts';
import { hungUp } from './hung-up.ts';
import { idOverwritten } from './id-overwritten.ts';
import { idleLimit } from './idle-limit.ts';
import { illegalClose } from './illegal-close.ts';
import { leftBehind } from './left-behind.ts';
import { letIn } from './let-in.ts';
import { limitConnections } from './limit-connections.ts';
import { limitEvents } from './limit-events.ts';
import { limitMemory } from './limit-memory.ts';
import { limitOutput } from './limit-output.ts';
import { listenersPileUp } from './listeners-pile-up.ts';
import { listensLate } from './listens-late.ts';
import { loopBlocked } from './loop-blocked.ts';
import { loopFrozen } from './loop-frozen.ts';
import { messagesLost } from './messages-lost.ts';
import { needsMore } from './needs-more.ts';
import { neverAccepted } from './never-accepted.ts';
import { neverAwaited } from './never-awaited.ts';
import { noErrorListener } from './no-error-listener.ts';
import { noHeartbeat } from './no-heartbeat.ts';
import { noSizeLimit } from './no-size-limit.ts';
import { noUpgradeAnswer } from './no-upgrade-answer.ts';
import { nobodyListens } from './nobody-listens.ts';
import { noisyGoodbye } from './noisy-goodbye.ts';
import { notLogged } from './not-logged.ts';
import { notReading } from './not-reading.ts';
import { OUTSIDE } from './outside.ts';
import { processDied } from './process-died.ts';
import { promiseSent } from './promise-sent.ts';
import { protocolError } from './protocol-error.ts';
import { refusedHandshake } from './refused-handshake.ts';
import { sharedTimer } from './shared-timer.ts';
import { subprotocolMismatch } from './subprotocol-mismatch.ts';
import { swallowedError } from './swallowed-error.ts';
import { taskThrew } from './task-threw.ts';
import { textAsBytes } from './text-as-bytes.ts';
import { twoReaders } from './two-readers.ts';
import { unasked } from './unasked.ts';
import { unhandledRejection } from './unhandled-rejection.ts';
import { unknown } from './unknown.ts';
import { wrongContent } from './wrong-content.ts';
import { wrongForm } from './wrong-form.ts';
import { wrongOrder } from './wrong-order.ts';
import { wrongRoute } from './wrong-route.ts';

export const GUIDE: Readonly<Record<CauseId, GuideEntry>> = {
  'handler-returned': handlerReturned,
  'after-goodbye': afterGoodbye,
  'handler-threw': handlerThrew,
  'answered-once': answeredOnce,
  'never-accepted': neverAccepted,
  'refused-handshake': refusedHandshake,
  'no-upgrade-answer': noUpgradeAnswer,
  'hung-up': hungUp,
  'listens-late': listensLate,
  'nobody-listens': nobodyListens,
  'not-reading': notReading,
  'no-heartbeat': noHeartbeat,
  'swallowed-error': swallowedError,
  'never-awaited': neverAwaited,
  'promise-sent': promiseSent,
  flood,
  'loop-frozen': loopFrozen,
  'loop-blocked': loopBlocked,
  'process-died': processDied,
  denied,
  'unhandled-rejection': unhandledRejection,
  'task-threw': taskThrew,
  'two-readers': twoReaders,
  'no-error-listener': noErrorListener,
  'no-size-limit': noSizeLimit,
  'let-in': letIn,
  unasked,
  'text-as-bytes': textAsBytes,
  'subprotocol-mismatch': subprotocolMismatch,
  'wrong-form': wrongForm,
  'wrong-order': wrongOrder,
  'wrong-content': wrongContent,
  'closed-without-code': closedWithoutCode,
  'closed-on-purpose': closedOnPurpose,
  'illegal-close': illegalClose,
  'protocol-error': protocolError,
  'not-logged': notLogged,
  'noisy-goodbye': noisyGoodbye,
  'left-behind': leftBehind,
  'limit-memory': limitMemory,
  'limit-output': limitOutput,
  'limit-events': limitEvents,
  'limit-connections': limitConnections,
  unknown,
  'dead-member': deadMember,
  'cross-talk': crossTalk,
  'listeners-pile-up': listenersPileUp,
  'eager-reaper': eagerReaper,
  'idle-limit': idleLimit,
  'id-overwritten': idOverwritten,
  'shared-timer': sharedTimer,
  'bytes-compared': bytesCompared,
  'double-json': doubleJson,
  'messages-lost': messagesLost,
  'wrong-route': wrongRoute,
  'needs-more': needsMore,
  ...OUTSIDE,
};
