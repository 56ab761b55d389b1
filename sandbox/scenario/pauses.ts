/**
 * Lets time pass between the entries of a script: a handler that does not stand a silence shows it, whatever the script is about.
 * It is virtual time, so that a minute costs no more than a millisecond.
 */

import { type Entry, isExpectation } from './entry.ts';
import type { Random } from './random.ts';

/** How long, in milliseconds: one of each in turn, and first the long one where A is open. */
const LONG_MS = [61_000, 75_000] as const;
/** One of each, at places that are drawn: more would cost a run more than they could show. */
const SHORT_MS = [
  [1, 20],
  [500, 3_000],
  [20, 400],
  [4_000, 12_000],
] as const;

/**
 * The same entries; the actions before which time may pass have a `pauseMs`. None goes where the script measures time or has left
 * something unanswered: those moments are its own. Where an entry already says how long, that stands.
 */
export function withPauses(entries: readonly Entry[], random: Random): Entry[] {
  const places = placesOf(entries);
  const inTheMiddle = places.filter((index) => isOpen('A', entries.slice(0, index)));
  const longAt = inTheMiddle.length > 0 ? random.pick(inTheMiddle) : places.at(-1);
  const others = random.shuffle(places.filter((index) => index !== longAt)).slice(0, SHORT_MS.length);
  return entries.map((entry, index) => {
    if (index !== longAt && !others.includes(index)) return entry;
    const [low, high] = index === longAt ? LONG_MS : (SHORT_MS[others.indexOf(index) % SHORT_MS.length] ?? LONG_MS);
    return { ...entry, pauseMs: random.between(low, high) };
  });
}

/** Indexes of actions before which nothing is under way and nothing is measured. */
function placesOf(entries: readonly Entry[]): number[] {
  const measured = entries.flatMap((entry, index) => {
    const from = isExpectation(entry) && entry.expect === 'receives' ? entry.notBefore?.entry : undefined;
    return from === undefined ? [] : [{ from: entries.findIndex(({ name }) => name === from), to: index }];
  });
  const unanswered = new Set<string>();
  const places: number[] = [];
  // What follows a signal is a matter of seconds.
  const signal = entries.findIndex((entry) => !isExpectation(entry) && entry.do === 'signal');
  for (const [index, entry] of entries.slice(0, signal < 0 ? undefined : signal + 1).entries()) {
    const isMeasured = measured.some(({ from, to }) => from < index && index <= to);
    if (index > 0 && unanswered.size === 0 && !isMeasured && mayWait(entry)) places.push(index);
    follow(entry, unanswered);
  }
  return places;
}

function mayWait(entry: Entry): boolean {
  return !isExpectation(entry) && entry.pauseMs === undefined && !('promptly' in entry && entry.promptly) && entry.do !== 'advance';
}

/** An action leaves something unanswered until something is expected of its connection; who stops reading, until it reads again. */
function follow(entry: Entry, unanswered: Set<string>): void {
  if (!('connection' in entry)) return;
  if (isExpectation(entry) || entry.do === 'reset' || entry.do === 'return') unanswered.delete(entry.connection);
  else if (entry.do !== 'answer-pings-after') unanswered.add(entry.connection);
}

function isOpen(connection: string, before: readonly Entry[]): boolean {
  const last = before.findLast((entry) => 'connection' in entry && entry.connection === connection);
  return last !== undefined && isExpectation(last) && last.expect !== 'ends' && last.expect !== 'refused';
}
