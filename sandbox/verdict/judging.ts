/**
 * Follows a run event by event and says how each expectation of its script stands. The probe asks it while the run goes on; the
 * judge asks it about the finished timeline; both get the same answer, since it sees nothing but events.
 */
import { type ExpectationEntry, isExpectation, type Script } from '../probe/scenario.ts';
import type { EventOf, TimelineEvent } from '../probe/timeline.ts';
import { Evidence } from './evidence.ts';
import { stand } from './expectation.ts';
import type { EntryOutcome } from './verdict.ts';

export interface Unmet extends EntryOutcome {
  state: 'unmet';
  /** The event at which it was decided. */
  decidedBy: TimelineEvent;
}

export class Judging {
  readonly #script: Script;
  readonly #evidence = new Evidence();
  readonly #outcomes = new Map<number, EntryOutcome>();
  readonly #turned = new Map<string, number>();
  #current: number | undefined;
  #firstUnmet: Unmet | undefined;
  #firstSoftUnmet: Unmet | undefined;

  constructor(script: Script) {
    this.#script = script;
  }

  take(event: TimelineEvent): void {
    this.#evidence.take(event);
    if (event.kind === 'entry-began') this.#begin(event);
    if (this.#current !== undefined) this.#look(this.#current, event, event.kind === 'entry-ended' && event.how === 'deadline');
    if (event.kind === 'entry-ended') this.#current = undefined;
  }

  standing(entry: number): 'pending' | 'met' | 'unmet' | 'not-reached' {
    const known = this.#outcomes.get(entry);
    if (known) return known.state;
    return this.#current === entry ? 'pending' : 'not-reached';
  }

  get firstUnmet(): Unmet | undefined {
    return this.#firstUnmet ?? this.#firstSoftUnmet;
  }

  /** One outcome for each expectation of the script, in its order. */
  outcomes(): EntryOutcome[] {
    return this.#script.entries.flatMap((entry, index) =>
      isExpectation(entry) ? [this.#outcomes.get(index) ?? { entry: index, state: 'not-reached' as const, expected: entry.sentence }] : [],
    );
  }

  #begin({ entry: index, atMs }: EventOf<'entry-began'>): void {
    const entry = this.#script.entries[index];
    if (entry?.name !== undefined) this.#turned.set(entry.name, atMs);
    this.#current = entry && isExpectation(entry) ? index : undefined;
  }

  #look(index: number, event: TimelineEvent, deadline: boolean): void {
    const entry = this.#script.entries[index] as ExpectationEntry;
    const standing = stand(entry, this.#evidence, this.#turned, deadline);
    if (standing === 'pending') return;
    this.#current = undefined;
    const base = { entry: index, expected: entry.sentence };
    if (standing === 'met') {
      this.#outcomes.set(index, { ...base, state: 'met' });
      return;
    }
    const unmet = { ...base, state: 'unmet' as const, ...standing };
    this.#outcomes.set(index, unmet);
    if (entry.soft) this.#firstSoftUnmet ??= { ...unmet, decidedBy: event };
    else this.#firstUnmet ??= { ...unmet, decidedBy: event };
  }
}
