/** What the hostile bench has counted: a table by row, each bar with what was measured, and a line for whatever missed one. */
import { BOUNDS_MS, type Hostile, type Row } from '../handlers/hostile/expected/hostile.ts';

/** The longest that the event loop may be blocked, in milliseconds. */
const BLOCKED_MS = 50;
/** What memory may grow by over so many runs. */
const GROWTH_MIB = 50;
const GROWTH_RUNS = 1_000;
/** How far back in the queue an innocent run may be told that it is. */
const MOST_PLACES = 1;

export interface Measured {
  kind: string;
  tookMs: number;
  beside: { kind: string; place: number };
  blockedMs: number;
}

interface Counts {
  runs: number;
  wrong: number;
  late: number;
  disturbed: number;
  blocked: number;
  slowestMs: number;
  blockedMs: number;
}

interface Bar {
  what: string;
  measured: string;
  state: 'held' | 'MISSED' | 'open';
}

export class HostileTable {
  readonly #mode: string;
  readonly #programs: readonly Hostile[];
  readonly #rows = new Map<Row, Counts>();
  readonly #missed = new Map<string, number>();
  #memory: { beforeMib: number; runs: number; afterMib: number } | undefined;

  /** `programs`: those that are to run. In `busy` no time is a bar: what a run waits for a core counts against nobody. */
  constructor(mode: string, programs: readonly Hostile[]) {
    this.#mode = mode;
    this.#programs = programs;
  }

  get runs(): number {
    return this.#all.runs;
  }

  get isMissed(): boolean {
    return this.#bars.some(({ state }) => state === 'MISSED');
  }

  /** The workshop is warm, and holds so much. */
  startMemory(mib: number): void {
    this.#memory ??= { beforeMib: mib, runs: this.runs, afterMib: mib };
  }

  endMemory(mib: number): void {
    if (this.#memory) Object.assign(this.#memory, { afterMib: mib, runs: this.runs - this.#memory.runs });
  }

  take({ name, dialect, row, verdict }: Hostile, { kind, tookMs, beside, blockedMs }: Measured): void {
    const counts = this.#rows.get(row) ?? none();
    this.#rows.set(row, counts);
    counts.runs += 1;
    counts.slowestMs = Math.max(counts.slowestMs, tookMs);
    counts.blockedMs = Math.max(counts.blockedMs, blockedMs);
    const miss = (key: 'wrong' | 'late' | 'disturbed' | 'blocked', what: string) => {
      counts[key] += 1;
      const line = `${row}: ${name} (${dialect}): ${what}`;
      this.#missed.set(line, (this.#missed.get(line) ?? 0) + 1);
    };
    if (![verdict].flat().some((expected) => expected === kind)) miss('wrong', `the verdict was ${kind}`);
    if (this.#mode === 'idle' && tookMs > BOUNDS_MS[row]) miss('late', `it took more than ${BOUNDS_MS[row]} ms`);
    if (beside.kind !== 'working') miss('disturbed', `the innocent one beside it was ${beside.kind}`);
    else if (beside.place > MOST_PLACES) miss('disturbed', `the innocent one beside it was told place ${beside.place}`);
    if (blockedMs > BLOCKED_MS) miss('blocked', `the event loop was blocked for more than ${BLOCKED_MS} ms`);
  }

  text(): string {
    const line = (cells: unknown[]) => cells.map((cell, at) => String(cell)[at === 0 ? 'padEnd' : 'padStart'](at === 0 ? 20 : 11)).join('');
    const row = (name: string, counts: Counts, boundMs: number | string) =>
      line([name, ...Object.values(counts).map((count: number) => Math.round(count)), boundMs]);
    return [
      line([this.#mode, 'runs', 'wrong', 'late', 'disturbed', 'blocked', 'slowest ms', 'blocked ms', 'bound ms']),
      ...[...this.#rows].map(([name, counts]) => row(name, counts, BOUNDS_MS[name])),
      row('all', this.#all, ''),
      ...[...this.#missed].map(([what, count]) => `  ${count} times ${what}`),
      ...this.#bars.map(({ state, what, measured }) => `${this.#mode} ${state.padEnd(6)} ${what}: ${measured}`),
    ].join('\n');
  }

  get #all(): Counts {
    const all = none();
    for (const counts of this.#rows.values()) {
      for (const key of ['runs', 'wrong', 'late', 'disturbed', 'blocked'] as const) all[key] += counts[key];
      all.slowestMs = Math.max(all.slowestMs, counts.slowestMs);
      all.blockedMs = Math.max(all.blockedMs, counts.blockedMs);
    }
    return all;
  }

  get #bars(): Bar[] {
    const { runs, wrong, late, disturbed, blocked, blockedMs } = this.#all;
    const isWhole = runs >= this.#programs.length;
    const bar = (what: string, missed: number, measured: string, isDecided = isWhole): Bar => ({
      what,
      measured,
      state: missed > 0 ? 'MISSED' : isDecided ? 'held' : 'open',
    });
    const share = isWhole ? `${runs} runs` : `${runs} runs of ${this.#programs.length} programs`;
    return [
      bar('each program has its verdict', wrong, `${wrong} of ${share} had another`),
      ...(this.#mode === 'idle' ? [bar('each verdict comes within its bound', late, `${late} of ${share} were late`)] : []),
      bar('an innocent run beside each is right, at most one place late', disturbed, `${disturbed} of ${share} were not`),
      bar(`the event loop is never blocked for more than ${BLOCKED_MS} ms`, blocked, `${Math.round(blockedMs)} ms at most, in ${share}`),
      this.#memoryBar(bar),
    ];
  }

  #memoryBar(bar: (what: string, missed: number, measured: string, isDecided: boolean) => Bar): Bar {
    const what = `memory grows by less than ${GROWTH_MIB} MiB over ${GROWTH_RUNS} runs`;
    if (!this.#memory) return bar(what, 0, 'too few runs to measure it', false);
    const { beforeMib, afterMib, runs } = this.#memory;
    const grownMib = Math.max(0, afterMib - beforeMib);
    const all = 2 * runs; // With the innocent ones.
    const isOver = grownMib >= GROWTH_MIB * Math.max(1, all / GROWTH_RUNS);
    return bar(what, Number(isOver), `${grownMib.toFixed(1)} MiB over ${all} runs, half of them innocent`, all >= GROWTH_RUNS);
  }
}

function none(): Counts {
  return { runs: 0, wrong: 0, late: 0, disturbed: 0, blocked: 0, slowestMs: 0, blockedMs: 0 };
}
