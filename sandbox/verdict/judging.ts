/**
 * Follows a run event by event and says how each expectation of its script stands: what the probe asks while the run goes on is what
 * the verdict is made of.
 *
 * The same events come in two orders: as they arrive, and as they happened, where what the process told may stand further ahead. Both
 * give the same outcomes. Testimony is only read where an expectation asks for it, by its own order and by the marks of actions, and
 * no testimony ever passes the moments at which everything was settled; all else keeps its order.
 */
import { type Entry, type ExpectationEntry, isExpectation, type Script, within } from '../scenario/entry.ts';
import type { EventOf, Stats, TimelineEvent } from '../timeline/timeline.ts';
import { Alternatives } from './alternatives.ts';
import { AnyOrder } from './any-order.ts';
import { Evidence } from './evidence.ts';
import { stand } from './expectation.ts';
import { Captures } from './match-value.ts';
import { OutputMatch } from './output.ts';
import type { Choice } from './standing.ts';
import type { EntryOutcome } from './verdict.ts';

export interface Unmet extends EntryOutcome {
  state: 'unmet';
  /** The event at which it was decided. */
  decidedBy: TimelineEvent;
  /** What shows it, where that is another event. */
  shownBy?: TimelineEvent;
}

/** An outcome, and the event that shows it: its place in the timeline is known at the end. */
interface Decided {
  outcome: EntryOutcome;
  shows?: TimelineEvent;
}

export class Judging {
  readonly #script: Script;
  readonly #evidence = new Evidence();
  readonly #decided = new Map<number, Decided>();
  readonly #turned = new Map<string, number>();
  readonly #counted = new Map<string, Stats>();
  readonly #captures = new Captures();
  /** Entries that ask something new on their connection, after what came before was answered. */
  readonly #questions: ReadonlySet<number>;
  #output: OutputMatch | undefined;
  #choice: Choice | undefined;
  #current: number | undefined;
  #firstUnmet: Unmet | undefined;
  #firstSoftUnmet: Unmet | undefined;

  constructor(script: Script) {
    this.#script = script;
    this.#questions = questionsOf(script.entries);
  }

  take(event: TimelineEvent): void {
    this.#evidence.take(event);
    if (event.kind === 'entry-began') this.#begin(event);
    if (this.#current !== undefined) this.#look(this.#current, event, event.kind === 'entry-ended' && event.how === 'deadline');
    if (event.kind === 'entry-ended') this.#current = undefined;
  }

  standing(entry: number): 'pending' | 'met' | 'unmet' | 'not-reached' {
    const known = this.#decided.get(entry);
    if (known) return known.outcome.state;
    return this.#current === entry ? 'pending' : 'not-reached';
  }

  /** What an expectation has captured by this name. */
  captured(name: string): unknown {
    return this.#captures.get(name);
  }

  get firstUnmet(): Unmet | undefined {
    return this.#firstUnmet ?? this.#firstSoftUnmet;
  }

  /** One outcome for each expectation of the script, in its order, with the numbers that events have now. */
  outcomes(): EntryOutcome[] {
    return this.#script.entries.flatMap((entry, index) => (isExpectation(entry) ? [this.#outcomeOf(index, entry)] : []));
  }

  #outcomeOf(index: number, { sentence }: ExpectationEntry): EntryOutcome {
    const decided = this.#decided.get(index);
    if (!decided) return { entry: index, state: 'not-reached', expected: sentence };
    return decided.shows ? { ...decided.outcome, seq: decided.shows.seq } : decided.outcome;
  }

  #begin({ entry: index, atMs }: EventOf<'entry-began'>): void {
    const entry = this.#script.entries[index];
    this.#current = undefined;
    if (!entry) return;
    if (entry.name !== undefined) this.#turned.set(entry.name, atMs);
    if (isExpectation(entry)) this.#beginExpectation(index, entry);
    else {
      if (entry.mark !== undefined) this.#evidence.output.mark(entry.mark);
      if (entry.do === 'set-aside') this.#evidence.setAside(entry.connection, entry.as, entry);
      if ('connection' in entry && this.#questions.has(index)) this.#evidence.ask(entry.connection);
    }
  }

  #beginExpectation(index: number, entry: ExpectationEntry): void {
    this.#current = index;
    // A reading from before answers no question that is asked now.
    if (entry.expect === 'left') this.#evidence.stats = undefined;
    if (entry.expect === 'counts') this.#evidence.count(entry.connection, entry.as);
    this.#choice = choiceOf(entry);
    this.#output = entry.expect === 'output' ? new OutputMatch(entry, this.#evidence.output) : undefined;
  }

  #look(index: number, event: TimelineEvent, deadline: boolean): void {
    const entry = this.#script.entries[index] as ExpectationEntry;
    this.#evidence.ground = undefined;
    const standing = stand(
      entry,
      {
        evidence: this.#evidence,
        turned: this.#turned,
        counted: this.#counted,
        captures: this.#captures,
        output: this.#output,
        choice: this.#choice,
      },
      deadline,
    );
    if (standing === 'pending') return;
    this.#current = undefined;
    const base = { entry: index, expected: entry.sentence };
    const shows = this.#evidence.ground ?? (entry.expect === 'output' && event.kind === 'output' ? event : undefined);
    if (standing === 'met') {
      const { stats } = this.#evidence;
      if (entry.expect === 'left' && entry.name !== undefined && stats) this.#counted.set(entry.name, stats);
      this.#decided.set(index, { outcome: { ...base, state: 'met' }, shows });
      return;
    }
    const { shownBy, ...seen } = standing;
    const unmet = { ...base, state: 'unmet' as const, ...seen };
    this.#decided.set(index, { outcome: unmet, shows: shownBy ?? shows });
    if (entry.soft) this.#firstSoftUnmet ??= { ...unmet, decidedBy: event, shownBy };
    else this.#firstUnmet ??= { ...unmet, decidedBy: event, shownBy };
  }
}

function choiceOf(entry: ExpectationEntry): Choice | undefined {
  if (entry.expect === 'one-of') return new Alternatives(entry);
  return entry.expect === 'receives-all' ? new AnyOrder(entry) : undefined;
}

/** A message of the probe's begins a new exchange when it is the first one on its connection, or the last one has been answered. */
function questionsOf(entries: readonly Entry[]): Set<number> {
  const asking = new Set<string>();
  const questions = new Set<number>();
  for (const [index, entry] of entries.entries()) {
    if (isExpectation(entry)) {
      for (const seen of within(entry)) if (seen.expect === 'receives' || seen.expect === 'receives-all') asking.delete(seen.connection);
    } else if (entry.do === 'send' && entry.frames.some(isData) && !asking.has(entry.connection)) {
      asking.add(entry.connection);
      questions.add(index);
    }
  }
  return questions;
}

function isData({ opcode }: { opcode: string | number }): boolean {
  return typeof opcode === 'number' ? opcode < 8 : opcode === 'text' || opcode === 'binary' || opcode === 'continuation';
}
