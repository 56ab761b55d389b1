/** `performance`, `process.hrtime` and `process.uptime` on the virtual clock. */
import perfHooks, { type PerformanceMarkOptions } from 'node:perf_hooks';

const { apply } = Reflect;
type Method = (...given: never[]) => unknown;

interface MeasureOptions {
  start?: unknown;
  end?: unknown;
  duration?: unknown;
}

export function replacePerformance(readMs: () => number): void {
  const { performance } = perfHooks;
  const prototype = Object.getPrototypeOf(performance);
  const { mark, measure, toJSON } = prototype;
  const virtual: Record<string, Method> = {
    now: function now() {
      return readMs();
    },
    mark: function mark_(this: Performance, name: string, options: PerformanceMarkOptions = {}) {
      return apply(mark, this, [name, { ...options, startTime: options?.startTime ?? readMs() }]);
    },
    measure: function measure_(this: Performance, name: string, from?: unknown, to?: string) {
      return apply(measure, this, [name, measured(from, to, readMs)]);
    },
    timerify: function timerify(call: Method, options: { histogram?: perfHooks.RecordableHistogram } = {}) {
      return timed(call, options.histogram, readMs);
    },
    toJSON: function toJSON_(this: Performance) {
      return { ...(apply(toJSON, this, []) as object), timeOrigin: 0 };
    },
  };
  for (const [name, value] of Object.entries(virtual)) replace(prototype, name, { value });
  replace(prototype, 'timeOrigin', { get: () => 0 });
  replace(performance.nodeTiming, 'duration', { get: () => readMs() });
  replaceMark(readMs);
  Object.assign(perfHooks, { timerify: performance.timerify });
}

/** The time of a mark that is made without one is that of its making. */
function replaceMark(readMs: () => number): void {
  const { PerformanceMark } = globalThis;
  const { prototype } = PerformanceMark;
  const Virtual = function (name: string, options?: PerformanceMarkOptions) {
    if (new.target === undefined) throw new TypeError("Class constructor PerformanceMark cannot be invoked without 'new'");
    return Reflect.construct(PerformanceMark, [name, { ...options, startTime: options?.startTime ?? readMs() }], new.target);
  };
  Object.defineProperty(Virtual, 'name', { value: PerformanceMark.name });
  Object.defineProperty(Virtual, 'prototype', { value: prototype, writable: false });
  Object.defineProperty(prototype, 'constructor', { value: Virtual, writable: true, configurable: true });
  replace(globalThis, 'PerformanceMark', { value: Virtual });
  Object.assign(perfHooks, { PerformanceMark: Virtual });
}

/** A measure without an end goes up to now. */
function measured(from: unknown, to: string | undefined, readMs: () => number): MeasureOptions {
  const { start = 0, ...options } = (typeof from === 'object' && from !== null ? from : { start: from }) as MeasureOptions;
  if (options.duration === undefined) return { ...options, start, end: to ?? options.end ?? readMs() };
  return options.end === undefined ? { ...options, start } : options;
}

/** The histogram counts nanoseconds of virtual time; one is the least that it takes. */
function timed(call: Method, histogram: perfHooks.RecordableHistogram | undefined, readMs: () => number): Method {
  if (typeof call !== 'function') throw new TypeError('timerify expected a function.');
  const virtual = function (this: unknown, ...given: never[]): unknown {
    const begunMs = readMs();
    const result = new.target ? Reflect.construct(call, given, call) : apply(call, this, given);
    histogram?.record(Math.max(1, Math.round((readMs() - begunMs) * 1e6)));
    return result;
  };
  Object.defineProperty(virtual, 'name', { value: `timerified ${call.name}` });
  Object.defineProperty(virtual, 'length', { value: call.length });
  return virtual;
}

export function replaceProcessTimes(readMs: () => number): void {
  const hrtime = function hrtime(before?: [number, number]): [number, number] {
    const ms = readMs();
    const [seconds, nanoseconds] = [Math.floor(ms / 1e3), Math.round((ms % 1e3) * 1e6)];
    if (before === undefined) return [seconds, nanoseconds];
    const borrow = nanoseconds < before[1];
    return [seconds - before[0] - (borrow ? 1 : 0), nanoseconds - before[1] + (borrow ? 1e9 : 0)];
  };
  const bigint = function bigint(): bigint {
    return BigInt(Math.round(readMs() * 1e6));
  };
  process.hrtime = Object.assign(hrtime, { bigint });
  process.uptime = function uptime() {
    return readMs() / 1e3;
  };
}

function replace(owner: object, name: string, by: PropertyDescriptor): void {
  const { enumerable } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
  Object.defineProperty(owner, name, { ...by, enumerable, configurable: true, ...('value' in by ? { writable: true } : {}) });
}
