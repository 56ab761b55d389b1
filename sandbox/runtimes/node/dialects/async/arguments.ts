/** What a handler may give to a call, and how what it gave is named where it may not. */

/** RFC 6455 section 5.5: a control frame carries at most 125 bytes, two of which are the code. */
const MAX_REASON_BYTES = 123;

export function checkClose(code: number, reason: string): void {
  const legal =
    Number.isInteger(code) && ((code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999));
  if (!legal)
    throw new RangeError(
      `close expected a code that may be sent (1000 to 1014 without 1004, 1005, 1006; or 3000 to 4999), got ${String(code)}.`,
    );
  const bytes = Buffer.byteLength(reason);
  if (bytes > MAX_REASON_BYTES) throw new RangeError(`close expected a reason of at most ${MAX_REASON_BYTES} bytes, got ${bytes}.`);
}

export function checkRefusal(status: number): void {
  if (Number.isInteger(status) && status >= 400 && status <= 599) return;
  throw new RangeError(`refuse expected a status from 400 to 599, got ${String(status)}.`);
}

export function describeType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof (value as { then?: unknown })?.then === 'function') return 'a promise or a call that was not awaited';
  return typeof value === 'object' ? 'an object' : typeof value;
}
