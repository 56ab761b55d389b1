/** Nonsense at which the handler ended its connection without a word, although nobody else paid for it. */

import type { Played } from '../examination.ts';
import { culprit, MISDEEDS, misuse, STRANGERS } from '../experiments/misuse.ts';
import { suspect } from '../suspicion.ts';
import { type Found, heardIn, type Known } from './sign.ts';

/** What is not JSON is said by every client once; the rest is said by those alone that mean another backend. */
export function misused(known: Known): Found[] {
  const played = known.runs.get(misuse.id);
  if (!played || played.verdict.kind === 'limit-exceeded' || played.verdict.kind === 'crashed') return [];
  return [...atTheDoor(known, played), ...unanswered(known), ...nonsense(known, played), ...deaf(known, played)];
}

function nonsense(known: Known, played: Played): Found[] {
  return MISDEEDS.flatMap((misdeed, index): Found[] => {
    const heard = heardIn(known, misuse.id, culprit(index));
    const closed = heard?.closed;
    if (!closed || closed.by === 'probe' || closed.received !== undefined) return [];
    const suspicion = {
      connection: culprit(index),
      expected: `the connection to live, or to be closed with a code, after ${misdeed.what}`,
      observed: 'the connection ended with no close frame (1006)',
      observedKind: 'ended',
    } as const;
    return suspect(played, suspicion).map((found) => ({
      ...found,
      experiment: misuse.id,
      ...(misdeed.isCommon ? {} : { isRemark: true as const }),
    }));
  });
}

/** Whoever sent it is still connected, and not even a ping is answered from then on, while others get their pong. */
function deaf(known: Known, { timeline, verdict }: Played): Found[] {
  if (verdict.kind === 'broken' && !isCulprits(verdict.name)) return [];
  return MISDEEDS.flatMap((misdeed, index): Found[] => {
    const heard = heardIn(known, misuse.id, culprit(index));
    const on = timeline.filter(({ connection }) => connection === culprit(index));
    const ping = on.find((event) => event.kind === 'frame-sent' && event.opcode === 'ping');
    const pong = on.some((event) => event.kind === 'frame-received' && event.opcode === 'pong');
    if (!ping || pong || heard?.closed?.by === 'handler' || heard?.closed?.by === 'nobody') return [];
    return [
      {
        cause: 'not-reading',
        confidence: 'likely',
        title: `After ${misdeed.what}, not even a ping of that client is answered`,
        advice:
          'Others are still served, so the process is free: this one connection is no longer read. Look for a pause without a resume on the path that such a message takes, or for a loop that has ended without closing.',
        experiment: misuse.id,
        evidence: [ping.seq],
        ...(misdeed.isCommon ? {} : { isRemark: true as const }),
      },
    ];
  });
}

/** Only who sent the nonsense was harmed. */
export function isCulprits(name: string | undefined): boolean {
  return MISDEEDS.some((misdeed) => misdeed.name === name) || STRANGERS.some((stranger) => name === `${stranger}-answered`);
}

/** Whoever asks for another path, or brings nothing along, waits for ever. */
function unanswered(known: Known): Found[] {
  return STRANGERS.flatMap((name): Found[] => {
    const heard = heardIn(known, misuse.id, name);
    const played = known.runs.get(misuse.id);
    const said = played?.timeline.some((event) => event.connection === name && /^handshake-(?:accepted|refused|invalid)$/.test(event.kind));
    if (!heard || said || heard.closed?.by !== 'probe') return [];
    return [
      {
        cause: 'no-upgrade-answer',
        confidence: 'likely',
        title: `A request ${name === 'D1' ? 'for another path' : 'with nothing to show'} got no answer at all`,
        advice:
          'Its client waits until it gives up, and the socket stays open. On every way through the upgrade listener, complete the handshake, or write a status such as 404 and end the socket.',
        experiment: misuse.id,
        evidence: [heard.closed.seq],
      },
    ];
  });
}

/** Who brings nothing along is let in, and then cut off without a word. */
function atTheDoor(known: Known, played: Played): Found[] {
  return STRANGERS.flatMap((name) => {
    const heard = heardIn(known, misuse.id, name);
    if (!heard?.accepted || heard.closed?.by !== 'handler' || heard.closed.received !== undefined) return [];
    const expected = 'a client that brings nothing along to live, or to be closed with a code';
    const observed = 'the connection ended with no close frame (1006)';
    return suspect(played, { connection: name, expected, observed, observedKind: 'ended' }).map((found) => ({
      ...found,
      experiment: misuse.id,
    }));
  });
}
