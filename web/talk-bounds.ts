/** What may be sent by hand. Pure: the page says it before anything is sent, and the workshop holds it. */

/** The most characters of a text, and the most bytes, in one frame. */
export const MOST_SENT = 48 * 1024;
/** Of a ping; RFC 6455, section 5.5. */
export const MOST_PING_BYTES = 125;
/** Of the reason in a close frame, beside the two of the code; RFC 6455, section 5.5.1. */
export const MOST_REASON_BYTES = MOST_PING_BYTES - 2;

export function reasonBytes(reason: string): number {
  return new TextEncoder().encode(reason).length;
}

/** Why this close code must not be sent, as a sentence, if it must not (RFC 6455, section 7.4, and the registry that it began). */
export function closeProblem(code: number): string | undefined {
  if (!Number.isInteger(code) || code < 1000 || code > 4999)
    return 'A close code is a number from 1000 to 4999: 1000 to 1014 are those of RFC 6455 and its registry, 3000 to 3999 of libraries, 4000 to 4999 your own.';
  if (code === 1005)
    return '1005 is never sent: it is what an endpoint reports for a close frame without a code. Leave the code empty for that.';
  if (code === 1006) return '1006 is never sent: it is what an endpoint reports when no close frame came. Drop the connection for that.';
  if (code === 1015) return '1015 is never sent: it is what an endpoint reports when TLS failed.';
  if (code === 1004 || (code > 1014 && code < 3000))
    return `${code} is reserved and has no meaning yet. Take 1000 to 1014 but for 1004 to 1006, or 4000 to 4999 for a meaning of your own.`;
  return undefined;
}
