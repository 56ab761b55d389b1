/** Puts the virtual clock where a handler finds one. */
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import timersModule from 'node:timers';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Harness } from '../harness/harness.ts';
import { createDate, replaceIntlNow, replaceTemporalNow } from './date.ts';
import { replacePerformance, replaceProcessTimes } from './performance.ts';
import { replaceSocketTimeouts } from './socket-timeouts.ts';
import { createTimers, type Timers } from './timers.ts';
import { createTimersPromises } from './timers-promises.ts';
import { replaceAbortTimeout, replaceSchedulerWait, replaceWait, replaceWaitAsync } from './waits.ts';

type Clock = Pick<Harness, 'readClock' | 'schedule' | 'cancel' | 'refresh' | 'hold' | 'sleepSync'>;

export function installClock(clock: Clock): Timers {
  const { readClock, sleepSync } = clock;
  const timers = createTimers(clock);
  const { fire: _, ...functions } = timers;
  const promises = createTimersPromises(timers);
  for (const [name, value] of Object.entries(functions)) Object.defineProperty(globalThis, name, { value });
  Object.defineProperty(timers.setTimeout, promisify.custom, { enumerable: true, value: promises.setTimeout });
  Object.assign(timersModule, functions);
  Object.assign(timersPromises, promises);
  replaceSchedulerWait(timersPromises.scheduler, promises.setTimeout);
  Object.defineProperty(globalThis, 'Date', { value: createDate(() => readClock()) });
  replaceTemporalNow((globalThis as { Temporal?: never }).Temporal, readClock);
  replaceIntlNow(readClock);
  replacePerformance(readClock);
  replaceProcessTimes(readClock);
  replaceWait(sleepSync);
  replaceWaitAsync(globalThis);
  replaceAbortTimeout(timers);
  replaceSocketTimeouts(Socket.prototype, timers);
  syncBuiltinESMExports();
  return timers;
}
