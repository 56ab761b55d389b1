/**
 * `Date` and `Temporal.Now` on the virtual clock.
 *
 * A function of its own and no proxy: `util.inspect` shows a proxy's target, and with it the real clock.
 */

const RealDate = Date;
const { apply, construct } = Reflect;

export function createDate(readMs: () => number): DateConstructor {
  const { toString: textOf } = RealDate.prototype;
  const date = function (this: unknown, ...given: unknown[]): Date | string {
    if (new.target === undefined) return apply(textOf, new RealDate(readMs()), []);
    return construct(RealDate, given.length === 0 ? [readMs()] : given, new.target);
  } as unknown as DateConstructor;
  const now = function now(): number {
    return readMs();
  };
  for (const [name, value] of Object.entries({ now, parse: RealDate.parse, UTC: RealDate.UTC }))
    Object.defineProperty(date, name, { value, writable: true, configurable: true });
  Object.defineProperty(date, 'name', { value: RealDate.name, configurable: true });
  Object.defineProperty(date, 'length', { value: RealDate.length, configurable: true });
  Object.defineProperty(date, 'prototype', { value: RealDate.prototype, writable: false });
  Object.defineProperty(RealDate.prototype, 'constructor', { value: date, writable: true, configurable: true });
  return date;
}

/** What `Intl` makes of no date at all is the time now. */
export function replaceIntlNow(readMs: () => number): void {
  const { prototype } = Intl.DateTimeFormat;
  const { get: formatOf } = Object.getOwnPropertyDescriptor(prototype, 'format') as { get(): (date: unknown) => string };
  const { formatToParts } = prototype;
  const format = function (this: Intl.DateTimeFormat) {
    const bound = apply(formatOf, this, []);
    return (date?: unknown) => bound(date === undefined ? readMs() : date);
  };
  Object.defineProperty(prototype, 'format', { get: format });
  Object.defineProperty(prototype, 'formatToParts', {
    value: function formatToParts_(this: Intl.DateTimeFormat, date: number | Date = readMs()) {
      return apply(formatToParts, this, [date]);
    },
  });
}

/** The instants of Temporal that say what time it is. */
interface Temporal {
  Instant: { fromEpochMilliseconds(ms: number): { toZonedDateTimeISO(zone: unknown): Zoned } };
  Now: Record<string, (zone?: unknown) => unknown>;
}

interface Zoned {
  toPlainDateTime(): unknown;
  toPlainDate(): unknown;
  toPlainTime(): unknown;
}

/** `Temporal.Now`, where the runtime has it. */
export function replaceTemporalNow(temporal: Temporal | undefined, readMs: () => number): void {
  if (temporal === undefined) return;
  const { Instant, Now } = temporal;
  const { timeZoneId } = Now as { timeZoneId(): string };
  const instant = () => Instant.fromEpochMilliseconds(readMs());
  const zoned = (zone: unknown = timeZoneId()) => instant().toZonedDateTimeISO(zone);
  const virtual: Temporal['Now'] = {
    instant: () => instant(),
    zonedDateTimeISO: (zone) => zoned(zone),
    plainDateTimeISO: (zone) => zoned(zone).toPlainDateTime(),
    plainDateISO: (zone) => zoned(zone).toPlainDate(),
    plainTimeISO: (zone) => zoned(zone).toPlainTime(),
  };
  for (const [name, value] of Object.entries(virtual)) Object.defineProperty(Now, name, { value });
}
