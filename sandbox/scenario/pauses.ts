/**
 * Lets time pass between the entries of a script: a handler that does not stand a silence shows it, whatever the script is about.
 * It is virtual time, so that a minute costs no more than a millisecond.
 */

import { type Entry, isExpectation, within } from './entry.ts';
import type { Random } from './random.ts';

/**
 * How long, in milliseconds: one of each, first the long one where A is open, the others at places that are drawn. More would cost a
 * run more than they could show.
 */
const LENGTHS_MS: readonly (readonly [low: number, high: number])[] = [
  [61_000, 75_000],
  [1, 20],
  [500, 3_000],
  [20, 400],
  [4_000, 12_000],
];

/**
 * The same entries; the actions before which time may pass have a `pauseMs`. None goes where the script measures time or has left
 * something unanswered: those moments are its own. Where an entry already says how long, that stands.
 */
export function withPauses(entries: readonly Entry[], random: Random): Entry[] {
  const places = placesOf(entries);
  const inTheMiddle = places.filter((index) => isOpen('A', entries.slice(0, index)));
  const longAt = inTheMiddle.length > 0 ? random.pick(inTheMiddle) : places.at(-1);
  const chosen = [longAt, ...random.shuffle(places.filter((index) => index !== longAt))];
  return entries.map((entry, index) => {
    const range = LENGTHS_MS[chosen.indexOf(index)];
    return range ? { ...entry, pauseMs: random.between(...range) } : entry;
  });
}

/** Indexes of actions before which nothing is under way and nothing is measured. */
function placesOf(entries: readonly Entry[]): number[] {
  const measured = entries.flatMap((entry, index) => {
    const from = 'notBefore' in entry ? entry.notBefore?.entry : undefined;
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
  else if (entry.do !== 'answer-pings-after' && entry.do !== 'set-aside' && entry.do !== 'react') unanswered.add(entry.connection);
}

/** After which a connection may be over. */
const ENDINGS: ReadonlySet<string> = new Set(['ends', 'refused', 'hung-up', 'unanswered']);

function isOpen(connection: string, before: readonly Entry[]): boolean {
  const last = before.findLast((entry) => 'connection' in entry && entry.connection === connection);
  return last !== undefined && isExpectation(last) && !within(last).some(({ expect }) => ENDINGS.has(expect));
}
