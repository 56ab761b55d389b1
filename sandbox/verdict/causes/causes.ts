/**
 * All causes, in the order in which they are looked for: of two that are equally sure, the earlier
 * one comes first.
 */

import { afterGoodbye } from './after-goodbye.ts';
import { answeredOnce } from './answered-once.ts';
import type { Cause } from './cause.ts';
import { closedOnPurpose } from './closed-on-purpose.ts';
import { closedWithoutCode } from './closed-without-code.ts';
import { denied } from './denied.ts';
import { flood } from './flood.ts';
import { handlerReturned } from './handler-returned.ts';
import { handlerThrew } from './handler-threw.ts';
import { hungUp } from './hung-up.ts';
import { illegalClose } from './illegal-close.ts';
import { leftBehind } from './left-behind.ts';
import { letIn } from './let-in.ts';
import { limitConnections } from './limit-connections.ts';
import { limitEvents } from './limit-events.ts';
import { limitMemory } from './limit-memory.ts';
import { limitOutput } from './limit-output.ts';
import { listensLate } from './listens-late.ts';
import { loopBlocked } from './loop-blocked.ts';
import { loopFrozen } from './loop-frozen.ts';
import { neverAccepted } from './never-accepted.ts';
import { neverAwaitedCall } from './never-awaited.ts';
import { noErrorListener } from './no-error-listener.ts';
import { noHeartbeat } from './no-heartbeat.ts';
import { noSizeLimit } from './no-size-limit.ts';
import { noUpgradeAnswer } from './no-upgrade-answer.ts';
import { nobodyListens } from './nobody-listens.ts';
import { noisyGoodbye } from './noisy-goodbye.ts';
import { notLogged } from './not-logged.ts';
import { notReading } from './not-reading.ts';
import { processDied } from './process-died.ts';
import { promiseSent } from './promise-sent.ts';
import { protocolError } from './protocol-error.ts';
import { refusedHandshake } from './refused-handshake.ts';
import { subprotocolMismatch } from './subprotocol-mismatch.ts';
import { swallowedError } from './swallowed-error.ts';
import { taskThrew } from './task-threw.ts';
import { textAsBytes } from './text-as-bytes.ts';
import { twoReaders } from './two-readers.ts';
import { unasked } from './unasked.ts';
import { unhandledRejection } from './unhandled-rejection.ts';
import { wrongContent } from './wrong-content.ts';
import { wrongForm } from './wrong-form.ts';
import { wrongOrder } from './wrong-order.ts';

export const CAUSES: readonly Cause[] = [
  loopFrozen,
  limitMemory,
  limitOutput,
  limitEvents,
  limitConnections,
  denied,
  illegalClose,
  unhandledRejection,
  noErrorListener,
  processDied,
  afterGoodbye,
  handlerThrew,
  taskThrew,
  twoReaders,
  swallowedError,
  answeredOnce,
  handlerReturned,
  neverAccepted,
  refusedHandshake,
  noUpgradeAnswer,
  hungUp,
  closedWithoutCode,
  closedOnPurpose,
  neverAwaitedCall,
  promiseSent,
  loopBlocked,
  notReading,
  noHeartbeat,
  listensLate,
  nobodyListens,
  flood,
  noSizeLimit,
  letIn,
  unasked,
  textAsBytes,
  subprotocolMismatch,
  wrongForm,
  wrongOrder,
  wrongContent,
  notLogged,
  noisyGoodbye,
  protocolError,
  leftBehind,
];
